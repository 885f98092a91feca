// How long each row of a check-in takes: time in which the page is seen and somebody does something. A pause counts for
// at most half a minute. It is sent with the row, and told as the team's total only.
const PAUSE = 30_000;
const spent = new Map();
let at = "";
let since = 0;

function placeOf(target) {
  return target.closest?.(".checkin-row")?.id ?? (target.closest?.("[data-together]") ? "together" : at);
}

function add() {
  const now = performance.now();
  if (at && document.visibilityState === "visible") spent.set(at, (spent.get(at) ?? 0) + Math.min(now - since, PAUSE));
  since = now;
}

export function secondsOf(place) {
  add();
  const seconds = Math.ceil((spent.get(place) ?? 0) / 1000);
  spent.delete(place);
  return String(seconds);
}

export function countIn(form) {
  since = performance.now();
  for (const name of ["keydown", "pointerdown", "focusin"]) {
    form.addEventListener(name, (event) => {
      add();
      at = placeOf(event.target);
    }, true);
  }
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") since = performance.now();
    else {
      const now = performance.now();
      if (at) spent.set(at, (spent.get(at) ?? 0) + Math.min(now - since, PAUSE));
      since = now;
    }
  });
}
