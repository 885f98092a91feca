"""The settings that are tried on a history."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from vitalfew.accounts.models import Rules
from vitalfew.charts.model import LARGEST
from vitalfew.kpis.models import Direction
from vitalfew.method.standard import Standard
from vitalfew.web.kpis.forms.direction import guess_direction, sides
from vitalfew.web.kpis.forms.lines import RedLine, Target, read_red_line, read_target, show_red_line
from vitalfew.web.replay.subject import Held

LONGEST = 60
MOST_IN_A_ROW = 24


class LinesForm(forms.Form):
    """A red line, how many in a row cross it, and the rule set."""

    red_line = forms.CharField(
        required=False,
        max_length=LONGEST,
        help_text="Such as below 90 %; on both sides: below 1 or above 2. Empty: none.",
    )
    in_a_row = forms.IntegerField(
        label="Periods in a row beyond it", min_value=1, max_value=MOST_IN_A_ROW, initial=1, required=False
    )
    rules = forms.ChoiceField(label="Rule set", choices=Rules.choices, required=False)

    def __init__(self, *args: Any, held: Held | None = None, unit: str = "", **kwargs: Any) -> None:
        """`held` is what holds now, `unit` the one of the values."""
        self.held, self.unit = held, unit
        super().__init__(*args, **kwargs)
        if held is not None:
            line = show_red_line(held.standard.red_lower, held.standard.red_upper, unit)
            self.initial = {"red_line": line, "in_a_row": held.in_a_row, "rules": held.rules.value}

    def clean_red_line(self) -> RedLine | None:
        """The red line in numbers of the right unit."""
        text = self.cleaned_data["red_line"].strip()
        found = read_red_line(text) if text else None
        if found is not None:
            self.check(found.unit, found.lower, found.upper, found.plain)
        return found

    def check(self, unit: str, *numbers: float | None) -> None:
        """Refuse another unit, and what is too large to be drawn."""
        if unit and self.unit and unit != self.unit:
            raise ValidationError(f"This is in {unit}, the values are in {self.unit}. Write it in {self.unit}.")
        if any(number is not None and abs(number) >= LARGEST for number in numbers):
            raise ValidationError("This number is too large. Check it.")

    def tried(self) -> Held:
        """What is to be tried; for a form that is valid."""
        assert self.held is not None  # noqa: S101  (files have a form of their own)
        direction = self.held.standard.direction
        lower, upper = self.sides(direction)
        standard = Standard(direction, self.held.standard.target, self.held.standard.target_upper, lower, upper)
        return Held(standard, self.cleaned_data["in_a_row"] or 1, self.rules_chosen(self.held.rules))

    def sides(self, direction: str) -> tuple[float | None, float | None]:
        """The red lines below and above."""
        red = self.cleaned_data["red_line"]
        return sides(red, direction) if red else (None, None)

    def rules_chosen(self, otherwise: Rules) -> Rules:
        """The rule set, where one was chosen."""
        return Rules(self.cleaned_data["rules"] or otherwise)


class FileLinesForm(LinesForm):
    """The same for a file, which has no target and no good direction yet."""

    target = forms.CharField(required=False, max_length=LONGEST, help_text="Such as 95 %, or at most 200 ms.")
    direction = forms.ChoiceField(
        label="Which way is good", required=False,
        choices=[("", "Told by the target and the red line"), *Direction.choices],
    )  # fmt: skip
    field_order = ("target", "red_line", "in_a_row", "rules", "direction")

    def clean_target(self) -> Target | None:
        """The target in numbers of the right unit."""
        text = self.cleaned_data["target"].strip()
        found = read_target(text) if text else None
        if found is not None:
            self.check(found.unit, found.value, found.upper)
        return found

    def tried_on(self, *, rules: Rules) -> Held:
        """What is to be tried; for a form that is valid, or that nobody has filled in yet."""
        if not self.is_bound:
            return Held(Standard(Direction.HIGHER), 1, rules)
        target, red = self.cleaned_data["target"], self.cleaned_data["red_line"]
        direction = self.cleaned_data["direction"] or guess_direction(target, red) or Direction.HIGHER
        lower, upper = self.sides(direction)
        aim, aim_upper = (target.value, target.upper) if target else (None, None)
        standard = Standard(direction, aim, aim_upper, lower, upper)
        chosen = self.rules_chosen(rules)
        return Held(standard, self.cleaned_data["in_a_row"] or 1, chosen)
