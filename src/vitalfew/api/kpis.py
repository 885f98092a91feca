"""`/api/v1/kpis`: KPIs with the value that was judged and what is said of it."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from vitalfew.api.observations import Refusal
from vitalfew.api.reading import Missing, Named, Paging, inside, moment, of_owner, of_team, page, written
from vitalfew.kpis.models import Kpi
from vitalfew.kpis.models.definition import Family
from vitalfew.kpis.stated import Stated, has_status, stated
from vitalfew.method.status import Status

router = Router(tags=["kpis"])
router.add_decorator(inside)


class Owner(Named):
    """Who answers for it."""

    email: str


class Judged(Schema):
    """What the rules say of its values, as they were judged."""

    state: str
    words: str


class InProgress(Schema):
    """What has come of a period that is not over, or whose value has not settled; it is not judged yet."""

    value: float
    time: datetime


class KpiStated(Schema):
    """A KPI with the value of its last finished period that has one, which was judged; null where none was.

    `time` is when that period began; what has come of one that is not over stands apart, in `in_progress`. `status`
    and `words` hold at the moment of the call, lateness included. A target that moves over time is that of `time`.
    """

    id: int
    name: str
    team: Named
    owner: Owner | None
    family: str
    unit: str
    direction: str
    frequency: str
    target: float | None
    target_upper: float | None
    red_lower: float | None
    red_upper: float | None
    value: float | None
    time: datetime | None
    in_progress: InProgress | None
    status: Status
    words: str
    since: datetime | None
    verdict: Judged | None
    retired: bool


class Kpis(Schema):
    """A part of the list; `next` is the `after` of the part that follows, null at the end."""

    items: list[KpiStated]
    next: int | None


class Asked(Paging):
    """Which KPIs."""

    team: str | None = None
    owner: str | None = None
    family: Family | None = None
    status: Status | None = None


@router.get("", response={200: Kpis, 401: Refusal, 422: Refusal})
def kpis(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """The KPIs that are kept, by id: of a team (its name or id), an owner (address or id), a family, with a status."""
    now = timezone.now()
    found = Kpi.objects.filter(of_team(asked.team), of_owner(asked.owner), retired_at=None, pk__gt=asked.after or 0)
    if asked.family is not None:
        found = found.filter(definition__family=asked.family)
    if asked.status is not None:
        found = found.filter(has_status(asked.status, now=now))
    rows = stated(found.order_by("pk")[: asked.limit + 1])
    return page(request, [as_data(row, now=now) for row in rows], limit=asked.limit)


@router.get("/{int:id}", response={200: KpiStated, 401: Refusal, 404: Refusal})
def kpi(request: HttpRequest, id: int) -> HttpResponse:
    """One KPI, also one that was retired."""
    row = next(stated(Kpi.objects.filter(pk=id)), None)
    if row is None:
        raise Missing(f"There is no KPI {id} in this workspace.")
    return written(as_data(row, now=timezone.now()))


def as_data(row: Stated, *, now: datetime) -> dict[str, Any]:
    """A KPI as `KpiStated` describes it."""
    return {
        "id": row.key,
        "name": row.name,
        "team": {"id": row.team_key, "name": row.team},
        "owner": {"id": row.owner_key, "name": row.owner, "email": row.owner_email} if row.owner_key else None,
        "family": row.family,
        "unit": row.unit,
        "direction": row.direction,
        "frequency": row.frequency,
        "target": row.aim(now),
        "target_upper": row.target_upper,
        "red_lower": row.red_lower,
        "red_upper": row.red_upper,
        "value": row.judged_value,
        "time": moment(row.judged_time),
        "in_progress": {"value": row.value, "time": moment(row.value_time)} if row.is_in_progress else None,
        "status": row.status(now),
        "words": row.words(now),
        "since": moment(row.since(now)),
        "verdict": {"state": row.verdict, "words": row.verdict_words} if row.verdict else None,
        "retired": row.retired_at is not None,
    }
