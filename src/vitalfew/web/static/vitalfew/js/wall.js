// The board on a wall: one KPI after the other, kept up to date, and marked when it is not. Without this script all of
// them stand below each other, as of when the page was loaded.
const ASK = 20_000;
const PATIENCE = 15_000;
const WHEN = "[data-as-of]";
const NO_MORE = [403, 404];
const main = document.querySelector("main");
const stale = document.querySelector("[data-stale]");
const count = document.querySelector("[data-count]");
const button = document.querySelector("[data-pause]");
const slides = () => [...main.querySelectorAll(".slide")];
let at = 0;
let timer = 0;
let here = location.href;
let asking = false;

function show(index) {
  const all = slides();
  at = (index + all.length) % all.length;
  for (const [place, slide] of all.entries()) slide.classList.toggle("current", place === at);
  button.hidden = all.length < 2 && !main.dataset.next;
  count.textContent = button.hidden ? "" : `· ${Number(main.dataset.before) + at + 1} of ${main.dataset.total}`;
}

// To the KPI so many steps away; beyond the last one of a page the next page is fetched, and this one stays if it is not
// to be had.
async function turn(steps) {
  const beyond = at + steps < 0 || at + steps >= slides().length;
  if (!beyond || !main.dataset.next) return show(at + steps);
  if (asking) return;
  const page = new URL(steps > 0 ? main.dataset.next : main.dataset.previous, here).href;
  if (!(await ask(page))) show(at + steps);
  else show(steps > 0 ? 0 : -1);
}

function go(steps) {
  turn(steps);
  if (timer) run();
}

function run() {
  clearInterval(timer);
  timer = setInterval(() => turn(1), main.dataset.every * 1000);
  button.textContent = "Pause";
}

function pause() {
  clearInterval(timer);
  timer = 0;
  button.textContent = "Go on";
}

// What a page asks to be shown now: its KPIs, its time, and the same KPI in front if it is still there.
function put(page) {
  const id = slides()[at].id;
  const given = page.querySelector("main");
  for (const name of ["before", "total", "next", "previous"]) {
    if (name in given.dataset) main.dataset[name] = given.dataset[name];
    else delete main.dataset[name];
  }
  main.replaceChildren(...given.childNodes);
  document.querySelector(WHEN).replaceWith(page.querySelector(WHEN));
  show(Math.max(slides().findIndex((slide) => slide.id === id), 0));
}

const script = (page) => page.querySelector("script[type=module]")?.getAttribute("src");

// Whether the page came, and is shown.
async function ask(where) {
  asking = true;
  try {
    const answer = await fetch(where, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok && !NO_MORE.includes(answer.status)) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok || script(page) !== script(document)) location.reload();
    else put(page);
    here = where;
    stale.textContent = "";
    return true;
  } catch {
    const since = document.querySelector(WHEN).textContent;
    stale.textContent = `Not up to date: the server has not answered since ${since}`;
    return false;
  } finally {
    asking = false;
  }
}

async function keepUp() {
  if (!asking) await ask(here);
  setTimeout(keepUp, ASK);
}

const KEYS = {
  ArrowRight: () => go(1),
  ArrowLeft: () => go(-1),
  " ": () => (timer ? pause() : run()),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
  if (event.key === " " && event.target === button) return;
  KEYS[event.key]();
  event.preventDefault();
});
button.addEventListener("click", KEYS[" "]);
main.classList.add("rotating");
show(0);
run();
setTimeout(keepUp, ASK);
