// While a sentence is typed: what the rules say of the form, below its fields and under its words. The form is sent to
// its data-look address a moment after the last key; what comes back replaces lines, never what is typed.
const PAUSE = 250;

const says = () => [...document.querySelectorAll("[data-says]")];
const helps = () => [...document.querySelectorAll("form[data-look] .help[id]")];

function put(html) {
  const box = document.createElement("template");
  box.innerHTML = html;
  for (const place of says()) {
    const fresh = box.content.getElementById(place.id)?.innerHTML ?? "";
    place.classList.remove("stale");
    if (place.innerHTML !== fresh) place.innerHTML = fresh;
  }
  for (const help of helps()) {
    const fresh = box.content.getElementById(help.id)?.textContent;
    if (fresh !== undefined && help.textContent !== fresh) help.textContent = fresh;
  }
  document.querySelectorAll(".written > input").forEach(follow);
}

// The underlined copy lies below the field's own words: it scrolls with them, and hides while it is behind them.
function follow(field) {
  const copy = field.parentElement.querySelector(".underlined");
  copy.scrollLeft = field.scrollLeft;
  copy.classList.toggle("stale", copy.textContent.trim() !== field.value.trim());
}

function watch(form) {
  const seen = new Set();
  let waiting = 0, asking = new AbortController();

  async function ask() {
    asking.abort();
    asking = new AbortController();
    const body = new FormData(form);
    seen.forEach((name) => body.append("seen", name));
    try {
      const answer = await fetch(form.dataset.look, { method: "POST", body, redirect: "error", signal: asking.signal });
      if (answer.ok) put(await answer.text());
    } catch {
      // The lines stay as they were; saving says what is wrong.
    }
  }

  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  };
  form.addEventListener("input", (event) => {
    if (event.target.matches(".written > input")) follow(event.target);
    soon();
  });
  form.addEventListener("focusout", (event) => {
    if (!event.target.name || seen.has(event.target.name)) return;
    seen.add(event.target.name);
    soon();
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-use]");
    if (!button) return;
    event.preventDefault();
    use(form.elements[button.dataset.use], button.value.slice(button.dataset.use.length + 1));
  });
  for (const field of form.querySelectorAll(".written > input")) {
    field.addEventListener("scroll", () => follow(field));
    follow(field);
  }
}

// Puts a suggestion into its field and selects what is left open in it.
function use(field, sentence) {
  field.value = sentence;
  field.focus();
  const open = sentence.match(/\[[^\]]*\]|…/);
  if (open) field.setSelectionRange(open.index, open.index + open[0].length);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

document.querySelectorAll("form[data-look]").forEach(watch);
