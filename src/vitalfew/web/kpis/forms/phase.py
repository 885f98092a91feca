"""Forms of limits: lock them on a baseline, begin a new phase."""

from datetime import datetime
from typing import Any

from django import forms

from vitalfew.kpis.models import Kpi
from vitalfew.web.kpis.forms.period import PeriodField

QUESTIONS = (
    ("obvious", "The change is obvious in the picture"),
    ("known", "Its cause is known"),
    ("wanted", "It is wanted"),
    ("lasting", "It will last"),
)
ADVICE = {
    "obvious": "If the change is not obvious, wait for more values: limits that move too soon hide what comes next.",
    "known": "If its cause is not known, look for it first: the old limits keep pointing at the change.",
    "wanted": "If it is not wanted, act on its cause: new limits would make the worse level look normal.",
    "lasting": "If it may not last, wait: when the level comes back, the old limits hold again.",
}


class LockForm(forms.Form):
    """The first and the last period of a baseline."""

    def __init__(self, *args: Any, kpi: Kpi, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start"] = PeriodField(kpi=kpi, label="From")
        self.fields["until"] = PeriodField(kpi=kpi, label="To")
        for name in ("start", "until"):
            self.fields[name].widget.attrs["data-baseline-" + {"start": "from", "until": "to"}[name]] = ""
            self.fields[name].help_text = ""

    def clean(self) -> dict[str, Any]:
        """The baseline runs forwards."""
        data: dict[str, Any] = super().clean() or {}
        start, until = data.get("start"), data.get("until")
        if start and until and until < start:
            self.add_error("until", "The last period must not lie before the first.")
        return data


class PhaseForm(forms.Form):
    """A dated change, its reason, and the four questions."""

    reason = forms.CharField(
        label="What changed", max_length=300, widget=forms.TextInput(attrs={"class": "big"}),
        help_text="It stands in the picture where the new limits begin.",
    )  # fmt: skip
    obvious = forms.BooleanField(label=QUESTIONS[0][1], required=False)
    known = forms.BooleanField(label=QUESTIONS[1][1], required=False)
    wanted = forms.BooleanField(label=QUESTIONS[2][1], required=False)
    lasting = forms.BooleanField(label=QUESTIONS[3][1], required=False)
    anyway = forms.BooleanField(label="Begin the new phase all the same", required=False)

    def __init__(self, *args: Any, kpi: Kpi, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.fields["at"] = PeriodField(kpi=kpi, label="First period of the new level")
        self.order_fields(["at", "reason"])
        if not (self.is_bound and self._open_questions()):
            del self.fields["anyway"]

    def clean_at(self) -> datetime:
        """A period that has begun."""
        at: datetime = self.cleaned_data["at"]
        if at > self.now:
            raise forms.ValidationError("This period has not begun. Begin the phase once its values are there.")
        return at

    def clean(self) -> dict[str, Any]:
        """Each question answered with yes, or the person says that it shall be so all the same."""
        data: dict[str, Any] = super().clean() or {}
        if "anyway" in self.fields and not data.get("anyway"):
            for name in self._open_questions():
                self.add_error(name, ADVICE[name])
        return data

    def _open_questions(self) -> list[str]:
        return [name for name, _ in QUESTIONS if not self.data.get(name)]
