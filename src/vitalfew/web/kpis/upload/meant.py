"""What a new KPI is held to, as it was understood: which way is good, its target, its red line."""

from collections.abc import Mapping
from typing import Any

from django import forms

from vitalfew.kpis.models import Direction, Kpi
from vitalfew.web.kpis.forms.direction import guess_direction
from vitalfew.web.kpis.forms.kpi import KpiForm
from vitalfew.web.kpis.forms.lines import RedLine, Target, show_red_line, show_target

SIDE_OF = {"higher": "at least ", "lower": "at most "}


class MeantForm(forms.Form):
    """Corrects which way is good, the target and the red line before the KPI is made."""

    direction = forms.ChoiceField(
        label="Which way is good", required=False, choices=[("", "Choose one"), *Direction.choices]
    )
    target = forms.CharField(label="Target", required=False)
    red_line = forms.CharField(label="Red line", required=False)

    def said(self) -> dict[str, str]:
        """What is asked of the KPI: as it was typed last."""
        return {
            name: str(self[name].value() or "") if name in self.data else self._before(name) for name in self.fields
        }

    def choose(self, direction: str) -> None:
        """Show this direction as the one that is understood, also where the question was left open."""
        self.initial["direction"] = direction
        if self.is_bound and not self.data.get("direction"):
            self.data = {**dict(self.data.items()), "direction": direction}

    def _before(self, name: str) -> str:
        return str(self.initial.get(name, ""))


def understood(kpi: Kpi, form: KpiForm, *, chosen: str) -> list[tuple[str, str]]:
    """Which way is good and why, the target and the red line, in words; `chosen` is the direction that was typed."""
    definition, target, red = kpi.definition, form.cleaned_data["target"], form.cleaned_data["red_line"]
    aim = show_target(kpi.target, kpi.target_upper, definition.unit)
    if form.shared is not None:
        why = f"as “{form.shared}” is defined here"
    elif chosen and chosen != guess_direction(target, red):
        why = "as was chosen"
    else:
        why = because(target, red)
    return [
        ("Which way is good", f"{definition.get_direction_display()}, {why}"),
        ("Target", f"{SIDE_OF.get(definition.direction, '')}{aim}" if aim else "none"),
        ("Red line", show_red_line(kpi.red_lower, kpi.red_upper, definition.unit) or "none"),
    ]


def because(target: Target | None, red: RedLine | None) -> str:
    """What tells which way is good."""
    if target and target.upper is not None:
        return "because the target is a range"
    if red and red.lower is not None and red.upper is not None:
        return "because the red line has two sides"
    if target and target.side:
        return "because the target says so"
    side = {"higher": "below", "lower": "above"}.get(guess_direction(target, red) or "")
    if side is None:
        return "as nothing says otherwise"
    return f"because the red line lies {side} the target" if target else f"because the red line says “{side}”"


def initial_of(asked: Mapping[str, str]) -> dict[str, Any]:
    """The form as it was asked on the first page."""
    return {name: asked.get(name, "") for name in MeantForm.base_fields}
