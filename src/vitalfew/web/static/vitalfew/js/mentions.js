// Below an '@' in a comment: the people who can be named. Without it the name is typed in full.
const OPEN = /(?:^|[^\w@.])@([\p{L}\p{N}_.'-]*(?: [\p{L}\p{N}_.'-]*)?)$/u;
const PAUSE = 120;

class Names {
  constructor(field, address) {
    this.field = field;
    this.address = address;
    this.chosen = -1;
    this.list = document.createElement("ul");
    this.list.className = "offered-names";
    this.list.id = `${field.id}-names`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "People");
    this.list.hidden = true;
    field.after(this.list);
    field.setAttribute("aria-controls", this.list.id);
    field.setAttribute("aria-autocomplete", "list");
    field.addEventListener("input", () => this.look());
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) this.take(option.textContent);
    });
  }

  get typed() {
    return OPEN.exec(this.field.value.slice(0, this.field.selectionStart))?.[1];
  }

  look() {
    clearTimeout(this.timer);
    if (this.typed === undefined) return this.close();
    this.timer = setTimeout(() => this.ask(this.typed), PAUSE);
  }

  async ask(text) {
    try {
      const answer = await fetch(`${this.address}?q=${encodeURIComponent(text)}`);
      if (!answer.ok || this.typed !== text) return;
      this.show((await answer.json()).names);
    } catch {
      this.close();
    }
  }

  show(names) {
    if (!names.length) return this.close();
    this.list.replaceChildren(...names.map((name, number) => {
      const option = document.createElement("li");
      option.id = `${this.list.id}-${number}`;
      option.setAttribute("role", "option");
      option.textContent = name;
      return option;
    }));
    this.list.hidden = false;
    this.choose(0);
  }

  choose(number) {
    const options = [...this.list.children];
    this.chosen = (number + options.length) % options.length;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === this.chosen)));
    this.field.setAttribute("aria-activedescendant", options[this.chosen].id);
    options[this.chosen].scrollIntoView({ block: "nearest" });
  }

  key(event) {
    if (this.list.hidden) return;
    if (event.key === "ArrowDown") this.choose(this.chosen + 1);
    else if (event.key === "ArrowUp") this.choose(this.chosen - 1);
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.list.children[this.chosen].textContent);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  take(name) {
    const at = this.field.selectionStart;
    this.field.setRangeText(`${name} `, at - (this.typed ?? "").length, at, "end");
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.close();
  }

  close() {
    clearTimeout(this.timer);
    this.list.hidden = true;
    this.field.removeAttribute("aria-activedescendant");
  }
}

for (const form of document.querySelectorAll("form[data-names]")) {
  const field = form.querySelector("[data-mentions]");
  if (field) new Names(field, form.dataset.names);
}
