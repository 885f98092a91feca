// A time zone field takes the name of a city for its zone, proposes the browser's own zone (at once where nothing was
// chosen yet, else by a button), and has a button for each zone that may have been meant.
export function offerZones() {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const field of document.querySelectorAll("input[data-zone]")) {
    const zones = [...field.list.options].map((option) => option.value);
    field.addEventListener("change", () => { field.value = zoneOf(field.value, zones); });
    const like = field.dataset.zoneLike?.split(" ").filter(Boolean) ?? [];
    const untouched = field.value === field.defaultValue && !field.hasAttribute("aria-invalid");
    if (field.dataset.zone === "propose" && untouched && zones.includes(here)) field.value = here;
    const offered = zones.includes(here) && field.value !== here && !like.includes(here) ? [here] : [];
    const line = Object.assign(document.createElement("div"), { className: "offered" });
    line.append(...like.map((zone) => button(field, zone, `Take ${zone}`)),
      ...offered.map((zone) => button(field, zone, `Use this browser’s: ${zone}`)));
    field.list.after(line);
  }
}

function zoneOf(typed, zones) {
  const wanted = typed.trim().toLowerCase().replace(/\s+/g, "_");
  const cities = zones.filter((zone) => !zone.startsWith("Etc/") && zone.toLowerCase().split("/").at(-1) === wanted);
  const whole = zones.find((zone) => zone.toLowerCase() === wanted);
  return whole ?? (cities.length === 1 ? cities[0] : typed);
}

function button(field, zone, words) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "link-button", textContent: words });
  made.addEventListener("click", () => {
    field.value = zone;
    field.focus();
    made.remove();
  });
  return made;
}
