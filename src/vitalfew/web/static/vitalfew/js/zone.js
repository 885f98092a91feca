// A time zone field offers the browser's own zone and completes the others.
export function fillZones() {
  for (const field of document.querySelectorAll("input[data-zone]")) {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (here && field.value === "UTC" && !field.hasAttribute("aria-invalid")) field.value = here;
    const list = document.createElement("datalist");
    list.id = `${field.id}_zones`;
    for (const zone of Intl.supportedValuesOf?.("timeZone") ?? []) list.append(new Option(zone, zone));
    field.after(list);
    field.setAttribute("list", list.id);
  }
}
