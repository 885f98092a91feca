// The list below the search box: arrows go through what was found, Enter opens it, Escape comes back to the box.
export function stepThroughFinds() {
  const box = document.querySelector("#finder");
  const found = document.querySelector("#found");
  if (!box || !found) return;
  const places = () => [box, ...found.querySelectorAll("a")];

  box.form.addEventListener("keydown", (event) => {
    const all = places();
    const at = all.indexOf(document.activeElement);
    if (at < 0) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      all[(at + (event.key === "ArrowDown" ? 1 : -1) + all.length) % all.length].focus();
    } else if (event.key === "Escape" && at > 0) {
      event.preventDefault();
      event.stopPropagation();
      box.focus();
    }
  });
}
