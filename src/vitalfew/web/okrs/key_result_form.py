"""The form of one key result: a sentence, or from and to."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from django import forms

from vitalfew.accounts.models import Person
from vitalfew.kpis.models import Kpi
from vitalfew.method.periods import Frequency, words
from vitalfew.method.wording.ends import ends
from vitalfew.method.wording.reader import read
from vitalfew.method.wording.reading import Reading
from vitalfew.okrs.course.targets import Ends, ends_of, keep_change, needs_reason
from vitalfew.okrs.models import KeyResult, Objective
from vitalfew.okrs.writing import take_values_from
from vitalfew.web.forms import RecordForm
from vitalfew.web.okrs.fields import NumberField, RecordField
from vitalfew.web.okrs.offers import Offer, kpi_words

TIMES = "x"  # what a factor counts, which is no unit of the value
EQUAL = "The target equals where it starts, so nothing would have to move. Change one of the two."


class KeyResultForm(RecordForm):
    """'Increase mobile conversion from 2.3 % to 5 %'; a sentence that cannot be read is kept as written."""

    metric = forms.CharField(label="What is measured", max_length=200, required=False)
    baseline = NumberField(label="From", required=False)
    target = NumberField(label="To", required=False)
    owner = RecordField(label="Owner", nothing="The objective’s owner")
    kpi = RecordField(label="Where its value comes from", nothing="Typed by hand")
    supports = RecordField(label="KPI it should move", nothing="None")
    measured = forms.ChoiceField(
        label="Measured",
        required=False,
        choices=[("", "As often as its KPI, else weekly"), *((each.value, words(each)) for each in Frequency)],
    )
    reason = forms.CharField(
        label="Why are its start or its target moved?", required=False, max_length=500,
        help_text="Only where they are. The change stays on the chart with this reason.",
    )  # fmt: skip

    class Meta(RecordForm.Meta):
        model = KeyResult
        fields = (
            "sentence",
            "metric",
            "baseline",
            "target",
            "unit",
            "owner",
            "measured",
            "source",
            "supports",
        )
        labels = {"sentence": "Key result", "unit": "Unit", "source": "Source, in words"}
        widgets = {
            "sentence": forms.TextInput(
                attrs={"class": "big", "autocomplete": "off", "placeholder": "Increase … from … to …"}
            )
        }

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.before = ends_of(self.instance)
        if not (self.instance.pk and self.instance.objective.state == Objective.State.ACTIVE):
            del self.fields["reason"]
        cast("RecordField", self.fields["owner"]).offer(offer.people)
        for name in ("kpi", "supports"):
            cast("RecordField", self.fields[name]).offer(offer.kpis, kpi_words)
        self.kpis = {kpi.series_id: kpi for kpi in offer.kpis.values()}
        if self.instance.pk is None:
            self.initial["measured"] = ""
        kept = self.kpis.get(self.instance.series_id)
        if kept is not None:
            self.initial["kpi"] = str(kept.pk)

    @property
    def unread(self) -> list[str]:
        """Which of 'from' and 'to' it was kept without."""
        ends = (("from", self.instance.baseline), ("to", self.instance.target))
        return [name for name, value in ends if value is None]

    def has_changed(self) -> bool:
        """Whether the row says anything: how often alone is nothing."""
        return bool(set(self.changed_data) - {"measured"})

    def written(self) -> KeyResult:
        """The key result that a valid form speaks of, with its values from where it says; the caller saves."""
        key_result: KeyResult = self.instance
        take_values_from(key_result, self.cleaned_data.get("kpi"))
        return key_result

    def keep_course(self, *, by: Person, now: datetime) -> None:
        """Keep with its reason what a valid form has moved, once the key result is saved."""
        if "reason" in self.fields:
            reason = self.cleaned_data["reason"]
            keep_change(key_result=self.instance, before=self.before, reason=reason, by=by, now=now)

    def clean(self) -> dict[str, Any]:
        """Fill in what the sentence and the KPI say; what was typed into a field of its own holds."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        kpi: Kpi | None = data.get("kpi")
        if data.get("sentence") and "sentence" in self.changed_data:
            self._fill(data, _said(data["sentence"], kpi))
        if kpi is not None:
            self._fill_blanks(data, _given_by(kpi))
        data["measured"] = data.get("measured") or (kpi.frequency if kpi else Frequency.WEEK)
        if not data.get("metric"):
            self.add_error("sentence", "Say what is measured, as a sentence or in the field below it.")
        if data.get("baseline") is not None and data.get("baseline") == data.get("target"):
            typed = {"baseline", "target"} & set(self.changed_data) or "sentence" not in self.changed_data
            self.add_error("target" if typed else "sentence", EQUAL)
        elif data.get("baseline") is None and _stays(data, read(data.get("sentence", ""))):
            self.add_error("sentence", EQUAL)
        self._ask_why(data)
        return data

    def _ask_why(self, data: Mapping[str, Any]) -> None:
        if "reason" not in self.fields or data.get("reason") or {"baseline", "target"} & set(self.errors):
            return
        after = Ends(data.get("baseline"), data.get("target"))
        if needs_reason(self.before, after, objective=self.instance.objective):
            self.add_error("reason", "It is at work: say why its start or its target is moved.")

    def _fill(self, data: dict[str, Any], said: Mapping[str, Any]) -> None:
        for name, value in said.items():
            typed = name in self.changed_data and data.get(name) not in (None, "")
            if not typed and name not in self.errors:
                data[name] = value

    def _fill_blanks(self, data: dict[str, Any], given: Mapping[str, Any]) -> None:
        for name, value in given.items():
            if data.get(name) in (None, "") and name not in self.errors:
                data[name] = value


def _stays(data: Mapping[str, Any], said: Reading) -> bool:
    """Whether the sentence goes from a number to the same one."""
    return said.baseline is not None and said.baseline == said.target == data.get("target")


def _said(sentence: str, kpi: Kpi | None) -> dict[str, Any]:
    """What a sentence says, counted from where the KPI stands; one that cannot be read is its own metric."""
    said = read(sentence)
    baseline, target = ends(said, now=_given_by(kpi)["baseline"] if kpi else None)
    return {
        "metric": ((said.metric if said.measurable else "") or sentence)[:200],
        "baseline": baseline,
        "target": target,
        "unit": "" if said.target is None and said.unit == TIMES else (said.unit or "")[:30],
    }


def _given_by(kpi: Kpi) -> dict[str, Any]:
    reading = getattr(kpi, "reading", None)
    return {"metric": kpi.name, "baseline": reading.value if reading else None, "unit": kpi.definition.unit}
