"""Forms of one value: record it, correct it."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from vitalfew.kpis.actions import Value
from vitalfew.kpis.models import Kpi, Observation
from vitalfew.web.kpis.forms.period import PeriodField
from vitalfew.web.kpis.forms.typed import read_quantity, typed

MOST_CASES = 2_147_483_647


class ValueForm(forms.Form):
    """A value with its number of cases and a note."""

    value = forms.CharField(
        max_length=60, widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "big"})
    )
    n = forms.IntegerField(
        label="Number of cases", required=False, min_value=0, max_value=MOST_CASES,
        help_text="For a share or a mean: out of how many.",
    )  # fmt: skip
    note = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="It appears on the point in the picture."
    )

    def __init__(self, *args: Any, kpi: Kpi, **kwargs: Any) -> None:
        self.kpi = kpi
        super().__init__(*args, **kwargs)
        unit = kpi.definition.unit
        self.fields["value"].help_text = f"In {unit}." if unit else ""

    def clean_value(self) -> float:
        """The number; a unit typed with it must be the KPI's."""
        found = read_quantity(self.cleaned_data["value"])
        unit = self.kpi.definition.unit
        if found.unit and found.unit != unit:
            wanted = f"in {unit}" if unit else "without a unit"
            raise ValidationError(f"This is in {found.unit}, and {self.kpi} is kept {wanted}. Write it so.")
        return found.value

    def made(self, time: datetime) -> Value:
        """The value for this time."""
        data = self.cleaned_data
        return Value(time, data["value"], data["n"], data["note"].strip())


class RecordForm(ValueForm):
    """A value typed by hand for a period."""

    field_order = ("period", "value", "n", "note")

    def __init__(self, *args: Any, kpi: Kpi, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, kpi=kpi, **kwargs)
        self.now = now
        self.fields["period"] = PeriodField(kpi=kpi, label="Period")
        self.order_fields(self.field_order)

    def clean_period(self) -> datetime:
        """The start of a period that has begun."""
        start: datetime = self.cleaned_data["period"]
        if start > self.now:
            raise ValidationError("This period has not begun. Record what was measured; plans are targets.")
        return start


def as_typed(observation: Observation) -> dict[str, Any]:
    """What the form of an existing value holds."""
    return {"value": typed(observation.value), "n": observation.n, "note": observation.note}
