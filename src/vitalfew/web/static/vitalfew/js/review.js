// In an empty score the arrow keys begin at the number's own, which stands beside it; without scripts they begin at 0.
const KEYS = ["ArrowUp", "ArrowDown"];

for (const field of document.querySelectorAll("input[data-begins]")) {
  field.addEventListener("keydown", (event) => {
    if (!KEYS.includes(event.key) || field.value || field.validity.badInput || field.readOnly) return;
    event.preventDefault();
    field.value = field.dataset.begins;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
