"""The field in which a time zone is chosen, by its name or by a city."""

from typing import Any

from django import forms

from vitalfew.accounts.zones import zone_of, zones, zones_like


class ZoneInput(forms.TextInput):
    """A field that completes time zones while one is typed, also without JavaScript.

    With `propose` it begins with the browser's own zone; otherwise that one is a click away.
    """

    template_name = "web/parts/zone.html"

    def __init__(self, *, propose: bool = False) -> None:
        super().__init__(
            attrs={"data-zone": "propose" if propose else "", "autocomplete": "off", "spellcheck": "false"}
        )

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The field with the list of zones that belongs to it."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        given = context["widget"]["attrs"]
        given["list"] = f"{given.get('id', name)}_zones"
        if value and value not in zones():
            given["data-zone-like"] = " ".join(zones_like(value))
        return context | {"zones": zones()}


class ZoneField(forms.CharField):
    """A time zone; the name of a city that is in one zone only is taken as that zone."""

    def to_python(self, value: Any) -> Any:
        """The zone's own name, or what was typed."""
        typed = super().to_python(value) or ""
        return zone_of(typed) or typed
