"""What a check-in asks of one key result."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, cast

from django import forms

from vitalfew.accounts.models import Person
from vitalfew.method.numbers import show
from vitalfew.okrs.models import KeyResult
from vitalfew.okrs.rounds.checking_in import Promise
from vitalfew.web.okrs.fields import RecordField, read_number

SCALE = [(str(number), str(number)) for number in range(11)]
WHOLE = 100
DUE_AFTER = timedelta(days=7)


class CheckInForm(forms.Form):
    """A value where it is typed by hand, how likely success is, and where something changed, what and why."""

    value = forms.CharField(label="Value", required=False, max_length=40)
    confidence = forms.ChoiceField(
        label="How likely is it, 0–10, that this reaches success?", choices=SCALE, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    stops = forms.CharField(
        label="What are we stopping so that it gets attention?", required=False, max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    note = forms.CharField(label="What changed, and why?", required=False, max_length=2000, widget=forms.Textarea)
    what = forms.CharField(label="What", required=False, max_length=300)
    who = RecordField(label="Who", nothing="Choose")
    due = forms.DateField(
        label="By when", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    doubted = ""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, key_result: KeyResult, collected: bool, stalled: bool,
        confidence: int | None, people: Mapping[str, Person], by: Person, today: date,
    ) -> None:  # fmt: skip
        """`collected` says that a KPI gives the value; `confidence` is what was said last; a stalled one asks more."""
        begun = {"confidence": "" if confidence is None else str(confidence), "who": by.pk, "due": today + DUE_AFTER}
        super().__init__(data, prefix=f"kr{key_result.pk}", initial=begun, use_required_attribute=False)
        self.key_result, self.today = key_result, today
        cast("RecordField", self.fields["who"]).offer(people)
        self.fields["note"].widget.attrs["rows"] = 2
        below_zero = min(key_result.baseline or 0, key_result.target or 0) < 0  # a phone's number pad has no minus
        self.fields["value"].widget.attrs |= {"inputmode": "text" if below_zero else "decimal", "autocomplete": "off"}
        if collected:
            del self.fields["value"]
        if not stalled:
            del self.fields["stops"]

    def clean_value(self) -> float | None:
        """The number that was typed; a share beyond 0–100 % is asked about once, and kept when it is sent again."""
        text = self.cleaned_data["value"]
        value = read_number(text, unit=self.key_result.unit) if text else None
        if value is not None and self._is_odd(value) and self.data.get(self.add_prefix("sure")) != text:
            self.doubted = text
            said, limit = show(value, "%"), "more than 100 %" if value > WHOLE else "less than 0 %"
            raise forms.ValidationError(f"{said} is {limit}. If it is meant, save it once more; nothing is kept yet.")
        return value

    def _is_odd(self, value: float) -> bool:
        """Whether it lies outside 0–100 % while the key result starts and ends within."""
        ends = (self.key_result.baseline, self.key_result.target)
        within = all(end is not None and 0 <= end <= WHOLE for end in ends)
        return self.key_result.unit == "%" and within and not 0 <= value <= WHOLE

    def clean(self) -> dict[str, Any]:
        """A promise says what, who and by when."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("what"):
            if not data.get("who") and "who" not in self.errors:
                self.add_error("who", "Say who does it; one person.")
            if not data.get("due") and "due" not in self.errors:
                self.add_error("due", "Say by when, as a date.")
        return data

    def says_something(self) -> bool:
        """Whether anything differs from what was there when the page was drawn."""
        changed = {name for name in self.changed_data if self[name].data}
        return bool({"value", "confidence", "stops", "note", "what"} & changed)

    @property
    def spoken(self) -> dict[str, Any]:
        """The check-in as the domain takes it."""
        data = self.cleaned_data
        return {
            "value": data.get("value"),
            "confidence": int(data["confidence"]) if data["confidence"] else None,
            "note": data["note"],
            "promise": Promise(data["what"], data["who"], data["due"]) if data["what"] else None,
            "stops": data.get("stops", ""),
            "seen": self.data.get(self.add_prefix("seen")),
            "seconds": seconds_in(self.data.get(self.add_prefix("seconds"))),
        }


def seconds_in(text: str | None) -> int | None:
    """The seconds that a page has counted; None where it counted none, or what came is no number."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else None
