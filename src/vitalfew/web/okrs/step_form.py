"""The small table of a key result's dated steps."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from vitalfew.okrs.course import steps
from vitalfew.okrs.models import KeyResult
from vitalfew.web.okrs.fields import NumberField

BLANK = 2
FEWEST = 3


class StepForm(forms.Form):
    """By when, and what it should be by then; an empty row is no step."""

    by = forms.DateField(label="By", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    value = NumberField(label="It should be", required=False)

    def says_something(self) -> bool:
        """Whether anything was typed into the row."""
        return any(str(self[name].data or "").strip() for name in self.fields)


class StepRows:
    """The rows of the table: the steps that hold, then empty ones."""

    def __init__(self, key_result: KeyResult, data: Mapping[str, Any] | None = None) -> None:
        self.key_result = key_result
        kept = list(key_result.steps.all()) if key_result.pk else []
        count = max(len(kept) + BLANK, FEWEST)
        first = [{"by": step.by, "value": step.value} for step in kept]
        begun = first + [{}] * (count - len(kept))
        self.rows = [StepForm(data, prefix=f"step{n}", initial=each) for n, each in enumerate(begun)]
        self.held = bool(kept)

    @property
    def is_open(self) -> bool:
        """Whether the table is worth seeing at once."""
        return self.held or any(row.is_bound and row.says_something() for row in self.rows)

    def is_valid(self) -> bool:
        """Whether every row can be kept, beside what the key result's own form says."""
        seen: set[date] = set()
        checked = [self._check(row, seen) for row in self.rows if row.says_something()]
        return all(checked)

    def _check(self, row: StepForm, seen: set[date]) -> bool:
        if not row.is_valid():
            return False
        by, value = row.cleaned_data["by"], row.cleaned_data["value"]
        for name, words in steps.wrong(by=by, value=value, key_result=self.key_result).items():
            row.add_error(name, words)
        if by in seen:
            row.add_error("by", "Another step has this day; keep one of the two.")
        seen.add(by)
        return row.is_valid()

    @property
    def wanted(self) -> dict[date, float]:
        """The steps of valid rows."""
        said = [row.cleaned_data for row in self.rows if row.says_something()]
        return {each["by"]: each["value"] for each in said}
