"""The retrospective: one page about one cycle of one team, made to be printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from vitalfew.accounts.models import Role, Team
from vitalfew.alerts.models import Action
from vitalfew.charts import ProgressPoint, progress_chart
from vitalfew.method.goals.calibration import Calibration, Verdict
from vitalfew.method.numbers import brief_score, show
from vitalfew.okrs.course.courses import CycleValue, values_in_cycle
from vitalfew.okrs.course.targets import changes
from vitalfew.okrs.cycles.closing import (
    calibration_of,
    given,
    insist_on_review,
    meaning_of,
    objectives_of,
    own_words,
    proposed,
    score_of,
)
from vitalfew.okrs.cycles.crossings import Crossing, crossings_by_objective
from vitalfew.okrs.cycles.half_way import chance_words
from vitalfew.okrs.cycles.later import later_words
from vitalfew.okrs.models import Cycle, KeyResult, Objective, Retrospective, TargetChange
from vitalfew.okrs.promises import open_promises, promise_words
from vitalfew.okrs.queries import today_here
from vitalfew.web.addresses import go_to
from vitalfew.web.forms import RecordForm
from vitalfew.web.okrs.key_result_view import LONGEST_UNIT, former_targets, on_its_way, steps_of
from vitalfew.web.okrs.words import Journey, count_of, journey, number
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving

VERDICTS = {
    Verdict.TOO_EASY: "set too easy: aim for what you would be proud to reach 0.7 of",
    Verdict.TOO_HARD: "set too hard to be believed: choose fewer, or nearer ones",
    Verdict.WELL_SET: "well set",
}


class RetrospectiveForm(RecordForm):
    """What worked, what did not, what changes."""

    class Meta(RecordForm.Meta):
        model = Retrospective
        fields = ("worked", "hindered", "learned", "changes")


@dataclass(frozen=True, slots=True)
class Told:
    """A key result as the retrospective tells of it."""

    key_result: KeyResult
    score: str
    meaning: str
    chance: str
    journey: Journey
    chart: SafeString
    later: str
    moved: Sequence[str]
    proposed: str
    promised: Sequence[str]


@dataclass(frozen=True, slots=True)
class Seen:
    """By key result its values, what was moved and what was promised of it, and by objective what was crossed."""

    now: datetime
    values: Mapping[int, Sequence[CycleValue]]
    moved: Mapping[int, Sequence[TargetChange]]
    crossings: Mapping[int, Sequence[Crossing]]
    promises: Mapping[int, Sequence[Action]]


@dataclass(frozen=True, slots=True)
class ToldObjective:
    """An objective as the retrospective tells of it."""

    objective: Objective
    score: str
    told: Sequence[Told]
    crossings: Sequence[Crossing]


def retrospective(request: PageRequest, pk: int, team: int) -> HttpResponse:
    """The page: eight statements, however much there is."""
    now, cycle, whose = timezone.now(), _cycle(pk), get_object_or_404(Team, pk=team)
    found = list(objectives_of(cycle=cycle, team=whose))
    pursued = [each for each in found if each.state != Objective.State.DROPPED]
    results = [result for each in pursued for result in _results(each)]
    values, moved = values_in_cycle(results, cycle=cycle, now=now), changes(key_results=results, until=now)
    seen = Seen(now, values, moved, crossings_by_objective(pursued, cycle=cycle), open_promises(results))
    context = {
        "cycle": cycle,
        "team": whose,
        "told": [_told(each, seen) for each in pursued],
        "dropped": [each for each in found if each.state == Objective.State.DROPPED],
        "conclusion": _conclusion(pursued),
        "said": Retrospective.objects.filter(cycle=cycle, team=whose).first(),
        "calibration": calibration_words(calibration_of(whose)),
        "open": cycle.state == Cycle.State.REVIEW and request.person.may(Role.MEMBER),
    }
    return render(request, "web/reviews/retrospective.html", context)


@needs(Role.MEMBER)
def edit(request: PageRequest, pk: int, team: int) -> HttpResponse:
    """Write what worked, what was in the way, what we learned and do differently."""
    cycle, whose = _cycle(pk), get_object_or_404(Team, pk=team)
    insist_on_review(cycle)
    one = Retrospective.objects.filter(cycle=cycle, team=whose).first() or Retrospective(cycle=cycle, team=whose)
    one.by, one.at = request.person, timezone.now()
    form = RetrospectiveForm(request.POST or None, instance=one)
    if request.method == "POST" and form.is_valid():
        with saving(request, f"The retrospective of {whose}, {cycle}", general=True):
            form.save()
        return go_to(request, "review_retrospective", pk, team)
    return render(request, "web/reviews/retrospective_edit.html", {"form": form, "cycle": cycle, "team": whose})


def calibration_words(found: Calibration | None) -> str:
    """How the team's goals were set over its last cycles, in a sentence; '' where there is too little to say."""
    if found is None:
        return ""
    about = f"Over its last {number(found.cycles)} closed cycles this team had {found.key_results} stretch key results"
    return f"{about}, with a mean score of {found.mean:.2f}: they were {VERDICTS[found.verdict]}."


def _cycle(pk: int) -> Cycle:
    found: QuerySet[Cycle] = Cycle.objects.select_related("workspace")
    return get_object_or_404(found, pk=pk)


def _results(objective: Objective) -> list[KeyResult]:
    results = list(objective.key_results.all())
    for each in results:
        each.objective = objective
    return results


def _conclusion(pursued: Sequence[Objective]) -> str:
    asked = [each for each in pursued if each.kind == Objective.Kind.LEARNING]
    results = [(given(result), each.success) for each in pursued if each not in asked for result in _results(each)]
    said = []
    if results:
        delivered = sum(score is not None and score >= success for score, success in results)
        said.append(f"{number(delivered)} of {count_of(len(results), 'key result')} delivered")
    if asked:
        said.append(_answered(sum(bool(each.answer.strip()) for each in asked), len(asked)))
    return " and ".join(said) or "nothing was pursued"


def _answered(answered: int, asked: int) -> str:
    if asked == 1:
        return "its question answered" if answered else "its question not answered"
    return f"{number(answered)} of {number(asked)} questions answered"


def _told(objective: Objective, seen: Seen) -> ToldObjective:
    mean = score_of(objective)
    told = [_tell(each, objective, seen) for each in _results(objective)]
    return ToldObjective(
        objective, "" if mean is None else brief_score(mean), told, seen.crossings.get(objective.pk, ())
    )


def _tell(key_result: KeyResult, objective: Objective, seen: Seen) -> Told:
    score, standing = given(key_result), getattr(key_result, "standing", None)
    return Told(
        key_result=key_result,
        score=_score(key_result, score),
        meaning=meaning_of(key_result, asks=False),
        chance=chance_words(getattr(getattr(key_result, "final", None), "probability", None)),
        journey=journey(key_result, standing.value if standing else None),
        chart=_chart(key_result, objective.cycle, seen),
        later=later_words(key_result, standing, seen.values[key_result.pk]),
        moved=on_its_way(key_result, seen.moved[key_result.pk]),
        proposed=_other(key_result, score),
        promised=[promise_words(each, today=today_here(seen.now)) for each in seen.promises.get(key_result.pk, ())],
    )


def _score(key_result: KeyResult, score: float | None) -> str:
    """The team's own score as they gave it; the number's own, rounded as numbers are."""
    return own_words(key_result) or ("" if score is None else brief_score(score))


def _other(key_result: KeyResult, score: float | None) -> str:
    """The number's own score where the team gave another one; else ''."""
    own = proposed(key_result)
    said = "" if own is None or score is None else brief_score(own)
    return said if score is not None and said != brief_score(score) else ""


def _chart(key_result: KeyResult, cycle: Cycle, seen: Seen) -> SafeString:
    """Its course, small enough for three on a line of paper; '' where there is none."""
    values, now = seen.values[key_result.pk], seen.now
    if key_result.baseline is None or key_result.target is None or not values:
        return mark_safe("")
    unit = key_result.unit if len(key_result.unit) <= LONGEST_UNIT else ""
    drawn = progress_chart(
        key=f"kr{key_result.pk}",
        title=f"{key_result} over {cycle}",
        description=f"From {show(key_result.baseline, unit)} to {show(key_result.target, unit)}",
        points=[
            ProgressPoint(each.at, each.observation.value, show(each.observation.value, unit), "") for each in values
        ],
        baseline=key_result.baseline,
        target=key_result.target,
        now=min(max((now - cycle.begins()) / (cycle.ends() - cycle.begins()), 0.0), 1.0),
        low=None,
        high=None,
        shown=partial(show, unit=unit),
        width=340,
        height=150,
        start=f"{cycle.start.day} {cycle.start:%b}",
        end=f"{cycle.end.day} {cycle.end:%b}",
        steps=steps_of(key_result, getattr(key_result, "standing", None)),
        moves=former_targets(seen.moved[key_result.pk]),
    )
    return mark_safe(drawn)  # noqa: S308  (charts escape what they are given)
