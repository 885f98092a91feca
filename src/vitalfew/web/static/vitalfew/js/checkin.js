// The check-in without a mouse: digits set the confidence, Enter saves a row and goes on to the next, n opens its note,
// Esc leaves it as it was. Each row is saved by itself when a dot of it is tapped, when it is left and when the page is;
// without this script the form is sent as one.
import { countIn, secondsOf } from "./minutes.js";

const TEN = 900;
const form = document.querySelector("[data-checkin]");
const rows = () => [...form.querySelectorAll(".checkin-row")];
const dots = (row) => [...row.querySelectorAll(".dots input")];
const value = (row) => row.querySelector(".checkin-value input");
const note = (row) => row.querySelector("[data-note] textarea");
const stops = (row) => row.querySelector(".checkin-stops input");
const together = () => form.querySelector("[data-together]");
const confirms = () => together()?.querySelector("button[name=confirm]");
const fields = (row) => [...row.querySelectorAll("input, select, textarea")];
const changed = (row) =>
  fields(row).some((field) => (field.type === "radio" ? field.checked !== field.defaultChecked : isOther(field)));
const waiting = new Set();
let oneAt = -Infinity;
let pressed = null;
let keyed = false;

function isOther(field) {
  if (field.tagName !== "SELECT") return field.value !== field.defaultValue;
  return [...field.options].some((option) => option.selected !== option.defaultSelected);
}

function chosen(row) {
  const all = dots(row);
  return all.find((dot) => dot.checked) ?? all[0];
}

function begin(row) {
  (value(row) ?? chosen(row)).focus();
  row.scrollIntoView({ block: "nearest" });
}

function choose(row, number) {
  const dot = dots(row)[number];
  dot.checked = true;
  dot.focus();
}

function reset(row) {
  for (const field of fields(row)) {
    if (field.type === "radio") field.checked = field.defaultChecked;
    else if (field.tagName === "SELECT") for (const option of field.options) option.selected = option.defaultSelected;
    else field.value = field.defaultValue;
  }
}

function next(row) {
  const all = rows();
  const after = all[all.indexOf(row) + 1];
  if (after) begin(after);
  else if (confirms()) confirms().focus();
  else finish();
}

function step(row, by) {
  const all = rows();
  const other = all[all.indexOf(row) + by];
  if (other) begin(other);
}

async function finish() {
  const done = form.querySelector("[data-done]");
  done.focus();
  await Promise.allSettled(waiting);
  const wrong = form.querySelector(".checkin-row.wrong");
  if (wrong) begin(wrong);
  else if (together()?.matches(".wrong")) confirms()?.focus();
  else done.textContent = rows().length === 1 ? "It is saved." : "All of it is saved.";
}

function save(row) {
  const sent = send(row);
  waiting.add(sent);
  sent.finally(() => waiting.delete(sent));
}

const said = (row) => fields(row).filter((field) => field.type !== "radio" || field.checked);
const words = (row) => JSON.stringify(said(row).map((field) => field.value));

async function send(row) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  for (const field of said(row)) body.set(field.name, field.value);
  if ("counts" in form.dataset) body.set(`kr${row.id.slice(4)}-seconds`, secondsOf(row.id));
  row.dataset.sent = "";
  const before = words(row);
  try {
    const answer = await fetch(row.dataset.save, { method: "POST", body, redirect: "error", keepalive: true });
    if (![200, 409, 422].includes(answer.status)) throw new Error(answer.statusText);
    const now = put(row, await answer.text(), { meanwhile: words(row) !== before && answer.ok });
    if (!document.activeElement.matches("input:not([type=radio]), textarea")) saveChanged(now);
  } catch {
    delete row.dataset.sent;
    row.classList.add("wrong");
    row.querySelector("[data-failed]").textContent =
      "Not saved: the server did not answer, or you were signed out. What you typed is still here; press Enter to try again.";
  }
}

function put(row, html, { meanwhile = false } = {}) {
  const box = document.createElement("template");
  box.innerHTML = html.trim();
  const fresh = box.content.querySelector(".checkin-row");
  const at = row.contains(document.activeElement) ? document.activeElement.id : "";
  if (meanwhile) carry(row, fresh);
  if (pressed === row) pressed = fresh;
  row.replaceWith(fresh);
  if (at) document.getElementById(at)?.focus();
  return fresh;
}

// What was tapped or typed while a row was being saved stands in the fresh one, which is saved when it is left.
function carry(row, fresh) {
  const there = new Map(fields(fresh).map((field) => [field.id, field]));
  for (const field of fields(row)) {
    const own = field.id && there.get(field.id);
    if (!own) continue;
    if (field.type === "radio") own.checked = field.checked;
    else own.value = field.value;
  }
  const open = [...row.querySelectorAll("details")].map((each) => each.open);
  fresh.querySelectorAll("details").forEach((each, at) => { each.open ||= open[at]; });
}

// What did not move is confirmed by one key; what was typed above is saved row by row as it is.
async function confirmAll() {
  const line = together();
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  for (const field of line.querySelectorAll("input[name=together]")) body.append("together", field.value);
  if ("counts" in form.dataset) body.set("seconds", secondsOf("together"));
  confirms().disabled = true;
  try {
    const answer = await fetch(line.dataset.together, { method: "POST", body, redirect: "error" });
    if (![200, 409].includes(answer.status)) throw new Error(answer.statusText);
    const box = document.createElement("template");
    box.innerHTML = (await answer.text()).trim();
    line.replaceWith(box.content.firstElementChild);
  } catch {
    confirms().disabled = false;
    line.classList.add("wrong");
    line.querySelector("[data-failed]").textContent =
      "Not confirmed: the server did not answer, or you were signed out. Press Enter to try again.";
  }
  finish();
}

function onConfirm(event) {
  if (event.submitter !== confirms()) return;
  event.preventDefault();
  const sent = confirmAll();
  waiting.add(sent);
  sent.finally(() => waiting.delete(sent));
}

// An undo brings back its own row only: what stands unsaved in the others stays as it was typed.
async function undo(row, button) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  button.disabled = true;
  try {
    const undone = await fetch(button.formAction, { method: "POST", body });
    if (!undone.ok) throw new Error(undone.statusText);
    put(row, await (await fetch(row.dataset.save)).text());
    const now = document.getElementById(row.id);
    now.querySelector("[data-failed]").before(Object.assign(document.createElement("p"), { className: "saved", textContent: "Undone." }));
    begin(now);
  } catch {
    button.disabled = false;
    row.querySelector("[data-failed]").textContent = "Not undone: the server did not answer, or you were signed out. Try again, or undo it in the history.";
  }
}

async function undoTogether(button) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  button.disabled = true;
  await Promise.allSettled(waiting);
  try {
    const undone = await fetch(button.formAction, { method: "POST", body });
    if (!undone.ok) throw new Error(undone.statusText);
    location.reload();
  } catch {
    button.disabled = false;
    together().querySelector("[data-failed]").textContent = "Not undone: the server did not answer, or you were signed out.";
  }
}

function onUndo(event) {
  const button = event.target.closest("button[form=undo]");
  if (!button) return;
  event.preventDefault();
  const row = button.closest(".checkin-row");
  if (row) undo(row, button);
  else undoTogether(button);
}

const inDots = {
  Enter: (row) => { save(row); next(row); },
  ArrowUp: (row) => step(row, -1),
  ArrowDown: (row) => step(row, 1),
  s: (row) => stops(row)?.focus(),
  n: (row) => { row.querySelector("[data-note]").open = true; note(row).focus(); },
  End: (row) => choose(row, 10),
  Home: (row) => choose(row, 0),
};

function digit(row, event) {
  const ten = event.key === "0" && event.timeStamp - oneAt < TEN;
  oneAt = event.key === "1" ? event.timeStamp : -Infinity;
  choose(row, ten ? 10 : Number(event.key));
}

function onDots(row, event) {
  if (/^\d$/.test(event.key)) digit(row, event);
  else if (event.key in inDots) inDots[event.key](row);
  else return;
  event.preventDefault();
}

function onField(row, event) {
  if (event.target === value(row) && event.key.startsWith("Arrow") && event.key in inDots) {
    event.preventDefault();
    inDots[event.key](row);
    return;
  }
  if (event.key !== "Enter") return;
  if (event.target.matches("textarea") && !event.ctrlKey && !event.metaKey) return;
  if (event.target.matches("button, summary, a")) return;
  event.preventDefault();
  if (event.target === value(row)) chosen(row).focus();
  else inDots.Enter(row);
}

function onKey(event) {
  [keyed, pressed] = [true, null];
  const row = event.target.closest(".checkin-row");
  if (!row || event.altKey) return;
  if (event.key === "Escape") {
    reset(row);
    chosen(row).focus();
  } else if (event.target.matches(".dots input") && !event.ctrlKey && !event.metaKey) onDots(row, event);
  else onField(row, event);
}

function onLeave(event) {
  const row = event.target.closest(".checkin-row");
  if (!row || row.contains(event.relatedTarget) || (row === pressed && !event.relatedTarget)) return;
  saveChanged(row);
}

function saveChanged(row) {
  if ("sent" in row.dataset || !row.isConnected || !changed(row)) return;
  save(row);
}

// A finger moves the focus on some phones and not on others, so the row that it touches is kept in mind.
function onPress(event) {
  keyed = false;
  pressed = event.target.closest?.(".checkin-row") ?? null;
  for (const row of rows()) if (row !== pressed && !row.contains(document.activeElement)) saveChanged(row);
}

// The arrows of a keyboard click a dot, too; they only try which one it will be. What needed another look is sent once
// more by a tap on any dot, its own one too.
function onDot(event) {
  const row = event.target.closest(".checkin-row");
  if (keyed || !event.target.matches(".dots input")) return;
  if (row.matches(".wrong") && !("sent" in row.dataset)) save(row);
  else saveChanged(row);
}

function onAway() {
  if (document.visibilityState === "hidden") rows().forEach(saveChanged);
}

if (form) {
  form.addEventListener("keydown", onKey);
  form.addEventListener("focusout", onLeave);
  form.addEventListener("click", onUndo);
  form.addEventListener("click", onDot);
  document.addEventListener("pointerdown", onPress, { capture: true });
  document.addEventListener("visibilitychange", onAway);
  addEventListener("pagehide", () => rows().forEach(saveChanged));
  form.addEventListener("submit", onConfirm);
  if ("counts" in form.dataset) countIn(form);
  form.querySelector("[data-plain]")?.remove();
  for (const line of form.querySelectorAll("[data-keys], [data-saved-as-you-go]")) line.hidden = false;
  if (!form.querySelector(".problems")) {
    if (rows().length) begin(rows()[0]);
    else confirms()?.focus();
  }
}
