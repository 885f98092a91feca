// The audit by mouse and keyboard: rows are dragged between the columns, or moved with h g x (w: it can wait, u: take
// moves back, the last one first); arrows and j k go from row to row, and the first j or k takes the row that Tab would
// reach. The server answers with the row as it stands and every count, so that nothing on the page is computed twice.
// Without this script each row's buttons send a form.
const OFF = "vitalfew.keys.off";
const KEYS = { h: "health", g: "growth", x: "neither", w: "wait" };
const board = document.querySelector("[data-audit]");
const form = document.querySelector("#move");
const said = document.querySelector("[data-said]");
const say = (words, wrong = false) => {
  said.textContent = words;
  said.classList.toggle("visually-hidden", !wrong);
};
const shown = (row) => row.checkVisibility();
const rows = () => [...board.querySelectorAll(".audit-row")].filter(shown);
const column = (row) => row.closest(".audit-column");
const moves = [];

function reach(row) {
  for (const other of board.querySelectorAll('.audit-row[tabindex="0"]')) if (other !== row) hold(other, -1);
  hold(row, 0);
}

function hold(row, index) {
  row.tabIndex = index;
  for (const button of row.querySelectorAll("button, a")) button.tabIndex = index;
}

function go(row) {
  if (!row) return;
  reach(row);
  row.focus();
  row.scrollIntoView({ block: "nearest" });
}

function ready(row) {
  row.draggable = true;
  hold(row, -1);
}

// The next row to look at once this one has left: below it in its list, else above it, else the nearest one left.
function heir(row) {
  const list = rows(), at = list.indexOf(row);
  const own = list.filter((other) => other !== row && column(other) === column(row));
  const below = own.find((other) => list.indexOf(other) > at);
  return below ?? own.at(-1) ?? list[at + 1] ?? list[at - 1];
}

async function move(row, to, back = false) {
  const body = new FormData(form);
  body.set("move", `${row.dataset.row}:${to}`);
  const from = { id: row.dataset.row, to: place(row) };
  row.classList.add("held");
  try {
    const answer = await fetch(form.action, { method: "POST", body, redirect: "error", headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.statusText);
    const found = await answer.json();
    if (!back) moves.push(from);
    put(row, found, back);
  } catch {
    row.classList.remove("held");
    if (back) moves.push({ id: row.dataset.row, to });
    say("Not moved: the server did not answer, or you were signed out. Reload the page and try again.", true);
  }
}

function place(row) {
  const where = column(row).dataset.place;
  return where !== "neither" && row.closest("[data-folded]") ? "wait" : where;
}

function put(row, answer, back) {
  const box = document.createElement("template");
  box.innerHTML = answer.row.trim();
  const fresh = box.content.querySelector(".audit-row");
  const band = row.closest(".audit-band"), had = row.contains(document.activeElement);
  const target = band.querySelector(`.audit-column[data-place="${answer.place}"]`);
  const list = target.querySelector(answer.vital || answer.place === "neither" ? "[data-open]" : "[data-folded]");
  row.remove();
  list.prepend(fresh);
  ready(fresh);
  fresh.classList.add("arrived");
  count(band, answer);
  say(`${answer.said} ${answer.headline}.${back ? left() : " Press u to take it back."}`);
  if (back) look(fresh);
  else if (had) go(shown(fresh) ? fresh : rows()[0]);
}

const left = () => (moves.length ? " Press u to take back the move before it." : " Every move is taken back.");

// What was taken back is what the next key moves, wherever it stands.
function look(row) {
  row.closest("details")?.setAttribute("open", "");
  go(row);
}

function count(band, answer) {
  document.querySelector("[data-headline]").textContent = answer.headline;
  for (const [where, words] of Object.entries(answer.heads)) {
    const head = board.querySelector(`[data-head="${where}"]`);
    if (head) head.textContent = words;
  }
  const line = band.querySelector("[data-band-words]");
  if (line) line.textContent = answer.team.words;
  for (const each of band.querySelectorAll(".audit-column")) fold(each, answer.team);
}

function fold(each, team) {
  const where = each.dataset.place, rest = each.querySelector(".audit-rest");
  const open = each.querySelectorAll("[data-open] > li").length, closed = team.there[where] - open;
  const wait = where === "neither" ? "" : " that can wait";
  rest.hidden = closed <= 0;
  rest.querySelector("[data-fold]").textContent = open ? `and ${closed.toLocaleString("en-GB")} more${wait}` : `${closed.toLocaleString("en-GB")}${wait || " of them"}`;
  const words = each.querySelector("[data-band-head]");
  if (words) words.textContent = team.heads[where];
}

function send(row, to) {
  if (to === place(row)) return say(`${row.querySelector(".audit-name").textContent} is there already.`);
  const next = heir(row);
  move(row, to);
  go(next);
}

function undo() {
  const last = moves.pop(), row = last && document.getElementById(`row-${last.id}`);
  if (row) move(row, last.to, true);
  else say("There is no move to take back.");
}

function step(row, by) {
  const list = rows();
  go(list[list.indexOf(row) + by]);
}

// From one column to the next one that has a row, at about the same height.
function across(row, by) {
  const columns = [...row.closest(".audit-band").querySelectorAll(".audit-column")];
  for (let at = columns.indexOf(column(row)) + by; columns[at]; at += by) {
    const found = [...columns[at].querySelectorAll(".audit-row")].filter(shown);
    const top = row.getBoundingClientRect().top;
    const near = (other) => Math.abs(other.getBoundingClientRect().top - top);
    if (found.length) return go(found.reduce((best, other) => (near(other) < near(best) ? other : best)));
  }
}

const STEPS = {
  ArrowDown: (row) => step(row, 1), j: (row) => step(row, 1),
  ArrowUp: (row) => step(row, -1), k: (row) => step(row, -1),
  ArrowRight: (row) => across(row, 1), ArrowLeft: (row) => across(row, -1),
  u: undo,
};

// It listens before the keys of every page do. With the focus on no row j and k begin, and u takes back; what moves a row needs one, so that `g t` stays Today.
function begin(event) {
  if (event.target.closest("input, select, textarea, dialog, summary") || localStorage.getItem(OFF) === "1") return;
  if (event.key === "u") undo();
  else if (event.key === "j" || event.key === "k") go(board.querySelector('.audit-row[tabindex="0"]') ?? rows()[0]);
  else return;
  event.preventDefault();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const row = event.target.closest(".audit-row");
  if (!row) return begin(event);
  if (event.key.length === 1 && localStorage.getItem(OFF) === "1") return;
  if (event.key in KEYS) send(row, KEYS[event.key]);
  else if (event.key in STEPS) STEPS[event.key](row);
  else return;
  event.preventDefault();
}

function onPress(event) {
  const button = event.target.closest(".audit-moves button");
  if (!button) return;
  event.preventDefault();
  const row = button.closest(".audit-row"), next = heir(row);
  const byKeyboard = event.detail === 0;
  move(row, button.value.split(":")[1]);
  if (byKeyboard) go(next);
}

function onDrag(event) {
  const row = event.target.closest?.(".audit-row");
  if (!row) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", row.querySelector(".audit-name").textContent);
  row.classList.add("held");
}

const held = () => board.querySelector(".audit-row.held");

function onOver(event) {
  const over = event.target.closest(".audit-column"), row = held();
  for (const each of board.querySelectorAll(".over")) if (each !== over) each.classList.remove("over");
  if (!over || !row || over.closest(".audit-band") !== row.closest(".audit-band") || over === column(row)) return;
  event.preventDefault();
  over.classList.add("over");
}

function onDrop(event) {
  const over = board.querySelector(".over"), row = held();
  if (!over || !row) return;
  event.preventDefault();
  over.classList.remove("over");
  move(row, over.dataset.place);
}

function onEnd() {
  for (const each of board.querySelectorAll(".over")) each.classList.remove("over");
  held()?.classList.remove("held");
}

if (board && form) {
  for (const row of board.querySelectorAll(".audit-row")) ready(row);
  const named = location.hash.startsWith("#row-") && document.getElementById(location.hash.slice(1));
  if (named) go(named);
  else if (rows()[0]) reach(rows()[0]);
  document.addEventListener("keydown", onKey, true);
  board.addEventListener("click", onPress);
  board.addEventListener("focusin", (event) => { const row = event.target.closest(".audit-row"); if (row) reach(row); });
  board.addEventListener("dragstart", onDrag);
  board.addEventListener("dragover", onOver);
  board.addEventListener("drop", onDrop);
  board.addEventListener("dragend", onEnd);
  for (const words of document.querySelectorAll(".audit-with-keys")) words.hidden = false;
}
