"""The sample's objectives as records: their values and check-ins, round by round."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from vitalfew.accounts.models import Person, Team
from vitalfew.importers.sample.calendar import Stretch
from vitalfew.importers.sample.story import KeyResultStory, ObjectiveStory, Round
from vitalfew.kpis.models import Kpi, Observation, Origin
from vitalfew.okrs.course.standing import update
from vitalfew.okrs.models import CheckIn, Cycle, KeyResult, Objective


def write_cycle(stretch: Stretch) -> Cycle:
    """Make the cycle in which the objectives run."""
    made: Cycle = Cycle.objects.create(name=stretch.name, start=stretch.start, end=stretch.end)
    return made


def write_objective(
    story: ObjectiveStory,
    *,
    team: Team,
    cycle: Cycle,
    rounds: Sequence[datetime],
    people: Mapping[str, Person],
    kpis: Mapping[str, Kpi],
    now: datetime,
) -> Objective:
    """Make one objective, already at work, with all its check-ins until now."""
    objective: Objective = Objective.objects.create(
        title=story.title, team=team, cycle=cycle, owner=people[story.owner], why=story.why, stops=story.stops,
        state=Objective.State.ACTIVE, serves_strategy=True, responds_to=kpis[story.responds_to],
    )  # fmt: skip
    objective.guardrails.set([kpis[name] for name in story.guardrails])
    told = _rounds(cycle, rounds)
    for position, each in enumerate(story.key_results, start=1):
        key_result = _key_result(each, objective, position, people, kpis)
        _check_ins(each, key_result, told)
        update(key_result, now=now)
    return objective


def _rounds(cycle: Cycle, times: Sequence[datetime]) -> list[tuple[datetime, Round]]:
    start, end = cycle.begins(), cycle.ends()
    last = len(times) - 1
    return [(at, Round((at - start) / (end - start), number, last - number)) for number, at in enumerate(times)]


def _key_result(
    story: KeyResultStory,
    objective: Objective,
    position: int,
    people: Mapping[str, Person],
    kpis: Mapping[str, Kpi],
) -> KeyResult:
    made = KeyResult(
        objective=objective, position=position, metric=story.metric, baseline=story.baseline, target=story.target,
        unit=story.unit, owner=people[story.owner], source=story.source, supports=kpis.get(story.supports),
    )  # fmt: skip
    if story.kpi:
        made.series_id = kpis[story.kpi].series_id
    made.save()
    return made


def _check_ins(story: KeyResultStory, key_result: KeyResult, rounds: Sequence[tuple[datetime, Round]]) -> None:
    if story.way is not None:
        Observation.objects.bulk_create(_measured(story, key_result, at, told) for at, told in rounds)
    found = list(Observation.objects.filter(series=key_result.series_id).order_by("time"))
    CheckIn.objects.bulk_create(
        CheckIn(
            key_result=key_result, at=at, by=key_result.owner, confidence=story.confidence(told),
            observation=next((o for o in reversed(found) if o.recorded_at <= at), None),
            note=story.notes.get(told.ago, ""),
        )
        for at, told in rounds
    )  # fmt: skip


def _measured(story: KeyResultStory, key_result: KeyResult, at: datetime, told: Round) -> Observation:
    progress = story.way(told) if story.way else 0.0
    value = round(story.baseline + progress * (story.target - story.baseline), story.digits)
    return Observation(
        series_id=key_result.series_id, time=at, value=value, origin=Origin.SAMPLE, by=key_result.owner, recorded_at=at
    )
