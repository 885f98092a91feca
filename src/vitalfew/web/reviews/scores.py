"""The rows of a guided close: one key result each, and the answer of a learning objective."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from vitalfew.method.goals.progress import Kind
from vitalfew.method.numbers import brief_score
from vitalfew.okrs.course.courses import CycleValue
from vitalfew.okrs.cycles.closing import meaning_of, own_words, proposed, score_of
from vitalfew.okrs.cycles.crossings import Crossing
from vitalfew.okrs.cycles.later import later_words
from vitalfew.okrs.models import KeyResult, Objective, Outcome, Score, TargetChange
from vitalfew.web.okrs.fields import NumberField
from vitalfew.web.okrs.key_result_view import on_its_way
from vitalfew.web.okrs.words import Journey, journey
from vitalfew.web.reviews.meanwhile import SAVE_AGAIN, meanwhile


class _Row(forms.Form):
    """Writes only what was changed since the page was drawn, and never over what somebody wrote meanwhile."""

    def __init__(self, data: Any, *, record: Score | Objective | None, prefix: str) -> None:
        self.record, self.stored = record, {name: getattr(record, name, None) for name in self.base_fields}
        super().__init__(data.copy() if data is not None else None, prefix=prefix, initial=dict(self.stored))
        for field in self.fields.values():
            field.show_hidden_initial = True

    @property
    def said(self) -> dict[str, Any]:
        """What was changed, by field."""
        return {name: self.cleaned_data[name] for name in self.changed_data}

    def clean(self) -> dict[str, Any]:
        """Somebody else's words are shown before they are replaced."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.changed_data:
            field, stored = self[name], self.fields[name].prepare_value_of(self.stored[name])  # type: ignore[attr-defined]
            before = self.data.get(field.html_initial_name, "")
            if stored not in (before, str(self.data.get(field.html_name, ""))):
                shown = dict(getattr(self.fields[name], "choices", ())).get(stored, stored)
                self.add_error(name, f"{meanwhile(self.record, name, str(shown))} {SAVE_AGAIN}")
                cast("dict[str, Any]", self.data)[field.html_initial_name] = stored
        return data


class _Text(forms.CharField):
    """Words, with line ends as they are stored."""

    def prepare_value_of(self, value: Any) -> str:
        """As the page shows it."""
        return str(value or "")


class _Choice(forms.ChoiceField):
    """One of a few."""

    def prepare_value_of(self, value: Any) -> str:
        """As the page shows it."""
        return str(value or "")


class _Score(NumberField):
    """A score, 0–1."""

    widget: forms.TextInput = forms.NumberInput(  # type: ignore[assignment]
        attrs={"step": "0.05", "min": "0", "max": "1", "inputmode": "decimal"}
    )

    def prepare_value_of(self, value: Any) -> str:
        """As the page shows it."""
        return str(self.prepare_value(value) if value is not None else "")

    def validate(self, value: Any) -> None:
        """Nothing lies outside."""
        super().validate(value)
        if value is not None and not 0 <= value <= 1:
            raise ValidationError("A score lies between 0.0 and 1.0; what goes beyond is said in words.")


class ScoreForm(_Row):
    """What a key result came to."""

    score = _Score(label="Our score", required=False)
    word = _Text(
        label="What we say of it", required=False, max_length=2000, strip=True, widget=forms.Textarea(attrs={"rows": 2})
    )
    learned = _Text(
        label="What we learned", required=False, max_length=4000, strip=True, widget=forms.Textarea(attrs={"rows": 2})
    )
    outcome = _Choice(label="What becomes of it", required=False, choices=[("", "Not decided yet"), *Outcome.choices])

    def begin_at(self, proposed: str) -> None:
        """Let the arrow keys begin at the number's own score, as it is shown; '' where there is none."""
        if proposed:
            self.fields["score"].widget.attrs["data-begins"] = proposed


class AnswerForm(_Row):
    """The answer to what a learning objective asked."""

    answer = _Text(
        label="The answer that was found", required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 4})
    )


@dataclass(frozen=True, slots=True)
class Course:
    """What happened to key results on their way, by their keys: the values of a closed cycle, what was moved, and
    what was promised and is not done.
    """

    values: Mapping[int, Sequence[CycleValue]]
    moved: Mapping[int, Sequence[TargetChange]]
    promised: Mapping[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A key result with its form, the number's own score and what that means."""

    key_result: KeyResult
    form: ScoreForm
    journey: Journey
    proposed: str
    ours: str
    meaning: str
    later: str = ""
    moved: Sequence[str] = ()
    promised: Sequence[str] = ()

    @property
    def graduates(self) -> bool:
        """Whether it was decided to hold it from now on, and nobody made a KPI of it yet."""
        final = getattr(self.key_result, "final", None)
        return final is not None and final.outcome == Outcome.GRADUATE and final.graduated_to_id is None

    @property
    def waits_to_be_carried(self) -> bool:
        """Whether it was decided to carry it over, and nobody has yet."""
        final = getattr(self.key_result, "final", None)
        return final is not None and final.outcome == Outcome.CARRY and final.carried_to_id is None


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """An objective with the rows of its key results."""

    objective: Objective
    score: str
    rows: Sequence[ScoreRow]
    answer: AnswerForm | None
    crossings: Sequence[Crossing] = ()


def objective_row(
    objective: Objective, data: Any, *, course: Course, crossings: Sequence[Crossing] = ()
) -> ObjectiveRow:
    """An objective as the guided close asks about it, with its guardrails that were crossed.

    `course` tells of all the key results of the page.
    """
    mean = score_of(objective)
    asks = objective.kind == Kind.LEARNING
    return ObjectiveRow(
        objective=objective,
        score="" if mean is None else brief_score(mean),
        rows=[score_row(each, objective, data, course) for each in objective.key_results.all()],
        answer=AnswerForm(data, record=objective, prefix=f"o{objective.pk}") if asks else None,
        crossings=crossings,
    )


def score_row(key_result: KeyResult, objective: Objective, data: Any, course: Course) -> ScoreRow:
    """A key result as the guided close asks about it."""
    key_result.objective = objective
    final, standing = getattr(key_result, "final", None), getattr(key_result, "standing", None)
    own, ours = proposed(key_result), own_words(key_result)
    said = "" if own is None else brief_score(own)
    form = ScoreForm(data, record=final, prefix=f"kr{key_result.pk}")
    form.begin_at(said)
    return ScoreRow(
        key_result=key_result,
        form=form,
        journey=journey(key_result, standing.value if standing else None),
        proposed=said,
        ours=ours,
        meaning=meaning_of(key_result),
        later=later_words(key_result, standing, course.values.get(key_result.pk, ())),
        moved=on_its_way(key_result, course.moved.get(key_result.pk, ())),
        promised=course.promised.get(key_result.pk, ()),
    )
