// Nothing typed is lost when a session ends: what was typed into a form that posts is kept for this tab, by address and
// field, until it is known to have arrived. Passwords, what may hold one (data-no-draft), hidden fields and files never are.
const PREFIX = "vitalfew.draft ";
const KEPT = ":is(input, select, textarea):not([type=password], [type=hidden], [type=file], [type=submit], [data-no-draft])";

const key = (form) => `${PREFIX}${location.pathname} ${form.getAttribute("action") ?? ""}`;
const read = (name) => JSON.parse(sessionStorage.getItem(name));
const write = (name, draft) => sessionStorage.setItem(name, JSON.stringify(draft));
const names = () => Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX));
const forms = () => [...document.querySelectorAll("form[method=post]:not(.inline, [data-no-draft])")];
const fields = (form) => [...form.elements].filter((field) => field.name && field.matches(KEPT));
const isChoice = (field) => field.type === "checkbox" || field.type === "radio";
const slot = (field) => (isChoice(field) ? `${field.name}=${field.value}` : field.name);
const value = (field) => (isChoice(field) ? field.checked : field.value);
const values = (form) => Object.fromEntries(fields(form).map((field) => [slot(field), value(field)]));

function putBack(form, draft) {
  for (const field of fields(form)) {
    const kept = draft.values[slot(field)];
    if (kept === undefined) continue;
    if (isChoice(field)) field.checked = kept;
    else field.value = kept;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function offer(form, name, draft) {
  const line = document.createElement("p");
  const zone = document.body.dataset.zone || undefined;
  const when = new Date(draft.at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone });
  line.className = "restore";
  line.append(`You typed something here at ${when} that was not saved. `);
  for (const [words, act] of [["Put it back", () => putBack(form, draft)], ["Forget it", () => sessionStorage.removeItem(name)]]) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "link-button", textContent: words });
    button.addEventListener("click", () => { act(); line.remove(); });
    line.append(button, " ");
  }
  form.prepend(line);
}

function settle() {
  const interrupted = document.body.hasAttribute("data-keeps-drafts");
  for (const name of names()) {
    const draft = read(name);
    if (!draft.sent) continue;
    if (interrupted) write(name, { ...draft, sent: false });
    else sessionStorage.removeItem(name);
  }
}

function watch(form) {
  const name = key(form), draft = read(name);
  const differs = draft && Object.entries(values(form)).some(([field, now]) => field in draft.values && draft.values[field] !== now);
  if (differs) offer(form, name, draft);
  form.addEventListener("input", () => write(name, { at: Date.now(), sent: false, values: values(form) }));
  form.addEventListener("submit", () => write(name, { at: Date.now(), sent: true, values: values(form) }));
}

export function keepDrafts() {
  settle();
  for (const form of document.querySelectorAll("[data-forgets-drafts]")) {
    form.addEventListener("submit", () => names().forEach((name) => sessionStorage.removeItem(name)));
  }
  if (!document.body.hasAttribute("data-keeps-drafts")) forms().forEach(watch);
}
