// Gives every chart in a [data-chart] a read-out, keyboard stepping and the choice of a baseline.

const SVG = "http://www.w3.org/2000/svg";

function add(svg, name, kind) {
  const element = document.createElementNS(SVG, name);
  element.setAttribute("class", kind);
  return svg.insertBefore(element, svg.querySelector(".points"));
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

class Chart {
  constructor(svg, box) {
    this.svg = svg;
    this.points = [...svg.querySelectorAll(".points > *")];
    this.readout = box.querySelector("[data-readout]");
    this.from = box.querySelector("[data-baseline-from]");
    this.to = box.querySelector("[data-baseline-to]");
    this.at = svg.dataset.at?.split(" ");
    this.slots = svg.dataset.slots?.split(" ").map(Number);
    this.current = -1;
    this.anchor = -1;
    set(svg, { tabindex: 0, role: "application", "aria-roledescription": "chart" });
    svg.addEventListener("keydown", (event) => this.key(event));
    svg.addEventListener("focus", () => this.current < 0 && this.show(this.points.length - 1));
    svg.addEventListener("pointerdown", (event) => this.press(event));
    svg.addEventListener("pointermove", (event) => this.hover(event));
  }

  place(index) {
    const box = this.points[index].getBBox();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  nearest(event) {
    const frame = this.svg.getBoundingClientRect();
    const x = ((event.clientX - frame.left) * this.svg.viewBox.baseVal.width) / frame.width;
    this.xs ??= this.points.map((_, index) => this.place(index).x);
    const away = this.xs.map((at) => Math.abs(at - x));
    return away.indexOf(Math.min(...away));
  }

  words(point) {
    const title = point.querySelector("title").textContent;
    const where = point.parentNode.dataset.where;
    return where && !point.getAttribute("class") ? `${title}. ${where}` : title;
  }

  show(index) {
    const { x, y } = this.place(index);
    const [top, bottom] = this.svg.dataset.plot.split(" ");
    this.current = index;
    this.hair ??= add(this.svg, "path", "cursor");
    this.ring ??= add(this.svg, "circle", "cursor");
    set(this.hair, { d: `M${x} ${top}V${bottom}` });
    set(this.ring, { cx: x, cy: y, r: 9 });
    if (this.readout) this.readout.textContent = this.words(this.points[index]);
  }

  signal(way) {
    let next = this.current + way;
    while (this.points[next] && !this.points[next].matches(".worse, .better, .watch, .out")) next += way;
    return this.points[next] ? next : this.current;
  }

  target({ key }) {
    const end = this.points.length - 1;
    const targets = {
      ArrowLeft: () => Math.max(this.current - 1, 0),
      ArrowRight: () => Math.min(this.current + 1, end),
      Home: () => 0,
      End: () => end,
      s: () => this.signal(1),
      S: () => this.signal(-1),
    };
    return targets[key]?.();
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") this.clear();
    const index = this.target(event);
    if (index === undefined || index < 0) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.shiftKey) this.anchor = -1;
    else if (event.key !== "S") this.choose(this.anchor < 0 ? this.current : this.anchor, index);
    this.show(index);
  }

  press(event) {
    if (event.button) return;
    this.anchor = this.nearest(event);
    this.show(this.anchor);
  }

  hover(event) {
    if (!event.buttons) this.anchor = -1;
    const index = this.nearest(event);
    if (index === this.current) return;
    if (this.anchor >= 0) this.choose(this.anchor, index);
    this.show(index);
  }

  choose(anchor, index) {
    if (!this.from || !this.to || !this.slots) return;
    this.anchor = anchor;
    const [left, step, first] = this.slots;
    const slot = (one) => Math.round((this.place(one).x - left) / step - 0.5);
    const [start, end] = [slot(anchor), slot(index)].sort((a, b) => a - b);
    const [top, bottom] = this.svg.dataset.plot.split(" ");
    this.chosen ??= add(this.svg, "rect", "chosen");
    set(this.chosen, { x: left + start * step, y: top, width: (end - start + 1) * step, height: bottom - top });
    this.fill(this.from, first + start);
    this.fill(this.to, first + end);
  }

  fill(field, index) {
    field.value = this.at?.[index] ?? index;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  clear() {
    for (const element of this.svg.querySelectorAll(".cursor, .chosen")) element.remove();
    this.hair = this.ring = this.chosen = undefined;
    this.anchor = -1;
  }
}

export function attach(root) {
  for (const box of root.querySelectorAll("[data-chart]")) {
    if (box.dataset.chart) continue;
    box.dataset.chart = "on";
    for (const svg of box.querySelectorAll("svg.pbc")) {
      if (svg.querySelector(".points > *")) new Chart(svg, box);
    }
  }
}

attach(document);
document.addEventListener("htmx:load", () => attach(document));
