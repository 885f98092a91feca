"""Forms of one value: record it, correct it."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from vitalfew.kpis.actions import Value
from vitalfew.kpis.models import Kpi, Observation
from vitalfew.kpis.refusing import number_typed, refused
from vitalfew.web.kpis.forms.period import PeriodField
from vitalfew.web.kpis.forms.typed import typed

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
        try:
            return number_typed(self.kpi, self.cleaned_data["value"])
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def may_keep(self, time: datetime, *, now: datetime) -> bool:
        """Whether the value can be kept for this time; says at its field why not. For a form that is valid so far."""
        wrong = refused(self.kpi, self.made(time), now=now)
        if wrong is not None:
            self.add_error("period" if wrong.field == "time" and "period" in self.fields else "value", wrong.words)
        return wrong is None

    def made(self, time: datetime) -> Value:
        """The value for this time."""
        data = self.cleaned_data
        return Value(time, data["value"], data["n"], data["note"].strip())


class RecordForm(ValueForm):
    """A value typed by hand for a period."""

    field_order = ("period", "value", "n", "note")

    def __init__(self, *args: Any, kpi: Kpi, **kwargs: Any) -> None:
        super().__init__(*args, kpi=kpi, **kwargs)
        self.fields["period"] = PeriodField(kpi=kpi, label="Period")
        self.order_fields(self.field_order)

    def asked(self) -> datetime | None:
        """The start of the period in its field; None where that is no date."""
        try:
            found: datetime | None = self.fields["period"].clean(self["period"].value())
        except ValidationError:
            return None
        return found

    def say(self, already: str) -> None:
        """Write below the period that there is a value `already`, in words."""
        field = self["period"]
        field.help_text = f"{field.help_text} {already}".strip()


def as_typed(observation: Observation) -> dict[str, Any]:
    """What the form of an existing value holds."""
    return {"value": typed(observation.value), "n": observation.n, "note": observation.note}
