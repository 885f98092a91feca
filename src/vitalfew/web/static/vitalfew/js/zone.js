// A time zone field proposes the browser's own zone: at once where nothing was chosen yet, else by a button.
export function offerZones() {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const field of document.querySelectorAll("input[data-zone]")) {
    const known = [...field.list.options].some((option) => option.value === here);
    if (!known || field.value === here) continue;
    if (field.dataset.zone === "propose" && field.value === field.defaultValue && !field.hasAttribute("aria-invalid")) {
      field.value = here;
      continue;
    }
    const button = Object.assign(document.createElement("button"), {
      type: "button", className: "link-button", textContent: `Use this browser’s: ${here}`,
    });
    button.addEventListener("click", () => {
      field.value = here;
      field.focus();
      button.remove();
    });
    field.list.after(button);
  }
}
