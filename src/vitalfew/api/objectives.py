"""`/api/v1/objectives`: what is to change, with its key results and where they stand."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from vitalfew.api.observations import Refusal
from vitalfew.api.reading import Named, Paging, inside, moment, of_owner, of_team, one_of, page, person, written
from vitalfew.okrs.models import Objective
from vitalfew.okrs.queries import KeyResultStands, stands, with_standing

router = Router(tags=["objectives"])
router.add_decorator(inside)


class KeyResultStated(Schema):
    """A key result: from, to, and where it stands.

    `progress` is 1 at the target; `low` to `high` is where it will end with a probability of 80 %, as progress, and
    `probability` that of reaching success. All are null while nothing was measured. `kpi` is the id of the KPI whose
    values it measures.
    """

    id: int
    metric: str
    baseline: float | None
    target: float | None
    unit: str
    owner: Named | None
    kpi: int | None
    value: float | None
    time: datetime | None
    progress: float | None
    low: float | None
    high: float | None
    probability: float | None
    confidence: int | None
    shape: str
    words: str


class InCycle(Named):
    """The cycle, both days included."""

    start: date
    end: date


class ObjectiveStated(Schema):
    """An objective; `score` is the weighted mean of its key results, `pace` the progress expected by now, both 0–1."""

    id: int
    title: str
    team: Named
    owner: Named | None
    cycle: InCycle
    kind: str
    status: Objective.State
    score: float | None
    pace: float
    key_results: list[KeyResultStated]


class Objectives(Schema):
    """A part of the list; `next` is the `after` of the part that follows, null at the end."""

    items: list[ObjectiveStated]
    next: int | None


class Asked(Paging):
    """Which objectives."""

    team: str | None = None
    owner: str | None = None
    cycle: str | None = None
    status: Objective.State | None = None


@router.get("", response={200: Objectives, 401: Refusal, 422: Refusal})
def objectives(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """Objectives by id: of a team (its name or id), an owner (address or id), a cycle (its name), in a state."""
    found = _everything().filter(of_team(asked.team), of_owner(asked.owner), pk__gt=asked.after or 0)
    if asked.cycle is not None:
        found = found.none() if "\0" in asked.cycle else found.filter(cycle__name=asked.cycle)
    if asked.status is not None:
        found = found.filter(state=asked.status)
    now = timezone.now()
    rows = [_as_data(objective, now=now) for objective in found.order_by("pk")[: asked.limit + 1]]
    return page(request, rows, limit=asked.limit)


@router.get("/{int:id}", response={200: ObjectiveStated, 401: Refusal, 404: Refusal})
def objective(request: HttpRequest, id: int) -> HttpResponse:
    """One objective with its key results."""
    return written(_as_data(one_of(_everything(), id, what="objective"), now=timezone.now()))


def _everything() -> QuerySet[Objective]:
    return with_standing(Objective.objects.all())


def _as_data(kept: Objective, *, now: datetime) -> dict[str, Any]:
    found, cycle = stands(kept, now=now), kept.cycle
    return {
        "id": kept.pk,
        "title": kept.title,
        "team": {"id": kept.team_id, "name": kept.team.name},
        "owner": person(kept.owner),
        "cycle": {"id": cycle.pk, "name": cycle.name, "start": f"{cycle.start}", "end": f"{cycle.end}"},
        "kind": kept.kind,
        "status": kept.state,
        "score": found.score,
        "pace": found.pace,
        "key_results": [_key_result(row) for row in found.rows],
    }


def _key_result(row: KeyResultStands) -> dict[str, Any]:
    kept, at = row.key_result, row.standing
    numbers = ("value", "progress", "low", "high", "probability", "confidence")
    return {
        "id": kept.pk,
        "metric": kept.metric,
        "baseline": kept.baseline,
        "target": kept.target,
        "unit": kept.unit,
        "owner": person(kept.responsible),
        "kpi": getattr(getattr(kept.series, "kpi", None), "pk", None),
        "time": moment(at.value_time if at else None),
        **{name: getattr(at, name, None) for name in numbers},
        "shape": row.said.shape,
        "words": row.said.words,
    }
