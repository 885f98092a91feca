// The alignment map: gone through by arrow keys as a tree, folded without leaving the page, made larger and smaller,
// and an objective dragged onto another one. Without it the same links and forms do the same.
const map = document.querySelector("#map");
const form = document.querySelector("#move");
const [SMALLEST, LARGEST, STEP, FAR, EDGE, SCROLL] = [0.4, 2, 1.2, 6, 48, 14];
let zoom = 1;
let fits = false;

const trees = () => [...map.querySelectorAll("svg.tree")];
const shown = () => trees().find((tree) => tree.checkVisibility());
const boxes = (tree) => [...tree.querySelectorAll("[role=treeitem]")];
const ancestor = (box) => box.dataset.above && document.getElementById(box.dataset.above);
const named = (tree, key) => tree.querySelector(`[data-place="${CSS.escape(key)}"]`);

function begin() {
  for (const tools of map.querySelectorAll("[data-tools]")) tools.hidden = false;
  for (const tree of trees()) {
    for (const link of tree.querySelectorAll("a")) link.setAttribute("tabindex", "-1");
    tree.classList.toggle("movable", Boolean(form));
  }
  size();
}

function size() {
  for (const tree of trees()) {
    if (tree.classList.contains("narrow")) continue;
    const { width, height } = tree.viewBox.baseVal;
    const scale = fits ? Math.min(1, (tree.parentElement.clientWidth - 8) / width) : zoom;
    tree.setAttribute("width", width * scale);
    tree.setAttribute("height", height * scale);
  }
}

function zoomTo(how) {
  fits = how === "fit";
  if (how === "larger") zoom = Math.min(LARGEST, zoom * STEP);
  if (how === "smaller") zoom = Math.max(SMALLEST, zoom / STEP);
  size();
}

function focus(box) {
  if (!box) return;
  for (const each of boxes(box.ownerSVGElement)) each.setAttribute("tabindex", each === box ? "0" : "-1");
  box.focus();
  box.scrollIntoView({ block: "nearest", inline: "nearest" });
}

async function turn(address, key) {
  await window.htmx.ajax("GET", new URL(address, location).href, { target: "#map", swap: "innerHTML" });
  history.replaceState(null, "", address);
  begin();
  if (key) focus(named(shown(), key));
}

const open = (box) => box.getAttribute("aria-expanded") === "true";
const fold = (box) => box.querySelector(":scope > .fold");

const keys = {
  ArrowDown: (box, all) => focus(all[all.indexOf(box) + 1]),
  ArrowUp: (box, all) => focus(all[all.indexOf(box) - 1]),
  Home: (box, all) => focus(all[0]),
  End: (box, all) => focus(all.at(-1)),
  ArrowRight: (box, all) => {
    if (open(box)) focus(all[all.indexOf(box) + 1]);
    else if (fold(box)) turn(fold(box).getAttribute("href"), box.dataset.place);
  },
  ArrowLeft: (box) => {
    if (open(box)) turn(fold(box).getAttribute("href"), box.dataset.place);
    else focus(ancestor(box));
  },
  Enter: (box) => {
    const link = box.querySelector(":scope > a:not(.fold)") ?? fold(box);
    if (link) location.assign(new URL(link.getAttribute("href"), location).href);
  },
  m: (box) => {
    if (box.dataset.move) location.assign(box.dataset.move);
  },
  "+": () => zoomTo("larger"),
  "-": () => zoomTo("smaller"),
};

function onKey(event) {
  const box = event.target.closest?.("[role=treeitem]");
  if (!box || event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
  event.preventDefault();
  keys[event.key](box, boxes(box.ownerSVGElement));
}

function onClick(event) {
  const button = event.target.closest("[data-zoom]");
  if (button) zoomTo(button.dataset.zoom);
  const link = event.target.closest("a.fold, a[data-turn]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  turn(link.getAttribute("href"), link.closest("[role=treeitem]")?.dataset.place);
}

// Dragging: the mouse or a pen takes an objective; the box below it that may hold it is marked; Escape lets go.
let drag = null;

const place = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(drag.tree.getScreenCTM().inverse());

function take(event) {
  const box = event.target.closest("[data-move]");
  if (!form || !box || event.button !== 0 || event.pointerType === "touch" || event.target.closest(".fold")) return;
  drag = { box, tree: box.ownerSVGElement, x: event.clientX, y: event.clientY, carried: null, target: null };
}

function lift(event) {
  drag.from = place(event);
  drag.carried = drag.box.cloneNode(true);
  for (const name of ["id", "role", "tabindex", "data-place", "data-drop"]) drag.carried.removeAttribute(name);
  drag.carried.setAttribute("aria-hidden", "true");
  drag.carried.classList.add("carried");
  drag.tree.append(drag.carried);
  drag.tree.classList.add("moving");
  drag.box.classList.add("taken");
}

function carry(event) {
  if (!drag) return;
  if (!drag.carried) {
    if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < FAR) return;
    lift(event);
  }
  const here = place(event);
  drag.carried.setAttribute("transform", `translate(${here.x - drag.from.x} ${here.y - drag.from.y})`);
  const under = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-drop]");
  const target = under && under !== drag.box ? under : null;
  if (target !== drag.target) {
    drag.target?.classList.remove("target");
    target?.classList.add("target");
    drag.target = target;
  }
  if (event.clientY < EDGE) scrollBy(0, -SCROLL);
  else if (event.clientY > innerHeight - EDGE) scrollBy(0, SCROLL);
}

function letGo() {
  if (!drag) return;
  drag.carried?.remove();
  drag.target?.classList.remove("target");
  drag.box.classList.remove("taken");
  drag.tree.classList.remove("moving");
  drag = null;
}

function drop() {
  if (!drag) return;
  const { box, target, carried } = drag;
  letGo();
  if (!carried) return;
  addEventListener("click", (event) => { event.preventDefault(); event.stopPropagation(); }, { capture: true, once: true });
  setTimeout(() => dispatchEvent(new Event("click", { cancelable: true })));
  if (!target || target.dataset.drop === box.dataset.from) return;
  form.elements.objective.value = box.dataset.place;
  form.elements.from.value = box.dataset.from;
  form.elements.to.value = target.dataset.drop;
  form.elements.back.value = location.search;
  form.requestSubmit();
}

if (map) {
  begin();
  document.querySelector("[data-keys-of-map]").hidden = false;
  map.addEventListener("keydown", onKey);
  map.addEventListener("click", onClick);
  map.addEventListener("dragstart", (event) => event.preventDefault());
  map.addEventListener("pointerdown", take);
  addEventListener("pointermove", carry);
  addEventListener("pointerup", drop);
  addEventListener("pointercancel", letGo);
  addEventListener("keydown", (event) => { if (event.key === "Escape") letGo(); });
  addEventListener("resize", size);
}
