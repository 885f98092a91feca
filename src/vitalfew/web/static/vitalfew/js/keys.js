// Keys: any link or field with data-key="g t" is followed or focused by these keys, one after the other.
// Never while something is typed in, and not at all where they were switched off (WCAG 2.1.4).
const OFF = "vitalfew.keys.off";
const PAUSE = 1200;

const isTyping = (element) => element?.matches?.("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");

function follow(element) {
  if (element.matches("input, select, textarea")) element.focus();
  else element.click();
}

function ready(dialog) {
  const box = dialog.querySelector("#keys-off");
  box.checked = localStorage.getItem(OFF) === "1";
  box.addEventListener("change", () => localStorage.setItem(OFF, box.checked ? "1" : ""));
}

export function listen() {
  const dialog = document.querySelector("#keys");
  if (dialog) ready(dialog);
  let typed = "", at = 0;
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target) || event.key.length > 1) return;
    if (event.key === "?" && dialog && !dialog.open) {
      event.preventDefault();
      dialog.showModal();
      return;
    }
    if (dialog?.open || localStorage.getItem(OFF) === "1") return;
    typed = typed && event.timeStamp - at < PAUSE ? `${typed} ${event.key}` : event.key;
    at = event.timeStamp;
    const found = [typed, event.key].map((keys) => document.querySelector(`[data-key="${CSS.escape(keys)}"]`)).find(Boolean);
    if (!found) return;
    event.preventDefault();
    typed = "";
    follow(found);
  });
}
