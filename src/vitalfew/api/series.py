"""`/api/v1/kpis/{id}/observations` and `/signals`: a KPI's values, and what was found in them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import AwareDatetime, Field

from vitalfew.api.observations import Refusal
from vitalfew.api.reading import inside, moment, one_of, page, written
from vitalfew.kpis.finishing import half_collected, in_progress_from
from vitalfew.kpis.judging import Judged, changed_indices, judged, shape_of
from vitalfew.kpis.models import Kpi, Observation
from vitalfew.kpis.queries import kpis_with_everything

MOST = 10_000
USUAL = 1000
FIELDS = ("time", "value", "n", "note", "origin", "recorded_at")
router = Router(tags=["kpis"])
router.add_decorator(inside)


class Kept(Schema):
    """One value as it is kept; `origin` is hand, checkin, file, api, source or sample.

    `in_progress` says that its period is not over, or that its value has not settled; it is not judged yet.
    """

    time: datetime
    value: float
    n: int | None
    note: str
    origin: str
    recorded_at: datetime
    in_progress: bool


class Observations(Schema):
    """A part of the series; `next` is the `after` of the part that follows, null at the end."""

    items: list[Kept]
    next: datetime | None


class Stretch(Schema):
    """Which values: `limit` of them from `since` on (included) until `until` (not), after the time `after`."""

    limit: int = Field(USUAL, ge=1, le=MOST)
    after: AwareDatetime | None = Field(None, description="the `next` of the page before")
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None


class Found(Schema):
    """A pattern in the values: the rule it breaks, its first and last period, and whether it is better or worse."""

    rule: str
    first: datetime
    last: datetime
    up: bool
    shape: str


class Band(Schema):
    """The natural process limits that hold now; one is null where a bound of the definition forbids it."""

    lower: float | None
    centre: float
    upper: float | None


class Said(Schema):
    """What is so at the last judged value; `once_in`: a steady process looks like this once in so many charts."""

    state: str
    words: str
    up: bool | None
    since: datetime | None
    once_in: int | None


class Doubtful(Schema):
    """Why the limits should be read with care, and what helps."""

    words: str
    remedy: str


class Signals(Schema):
    """A series judged by the workspace's rules, newest signal last."""

    rules: str
    verdict: Said
    limits: Band | None
    signals: list[Found]
    doubts: list[Doubtful]


@router.get("/{int:id}/observations", response={200: Observations, 401: Refusal, 404: Refusal, 422: Refusal})
def observations(request: HttpRequest, id: int, asked: Query[Stretch]) -> HttpResponse:
    """The values of a KPI, oldest first, as they were sent; corrections are applied."""
    kpi = one_of(Kpi.objects.select_related("workspace", "team"), id, what="KPI")
    running = in_progress_from(kpi, half=bool(half_collected([kpi])), now=timezone.now())
    wanted = {"time__gt": asked.after, "time__gte": asked.since, "time__lt": asked.until}
    bounds = {lookup: time for lookup, time in wanted.items() if time is not None}
    found = Observation.objects.filter(series=kpi.series_id, **bounds).order_by("time")
    rows = [_value(*row, running=running) for row in found.values_list(*FIELDS)[: asked.limit + 1]]
    return page(request, rows, limit=asked.limit, key="time")


def _value(
    time: datetime, value: float, n: int | None, note: str, origin: str, recorded_at: datetime, *, running: datetime
) -> dict[str, Any]:
    return {
        "time": moment(time),
        "value": value,
        "n": n,
        "note": note,
        "origin": origin,
        "recorded_at": moment(recorded_at),
        "in_progress": time >= running,
    }


@router.get("/{int:id}/signals", response={200: Signals, 401: Refusal, 404: Refusal})
def signals(request: HttpRequest, id: int) -> HttpResponse:
    """What the workspace's rules find in the last 3,000 periods of a KPI."""
    kpi = one_of(kpis_with_everything(), id, what="KPI")
    return written(_as_data(kpi, judged(kpi, now=timezone.now())))


def _as_data(kpi: Kpi, found: Judged) -> dict[str, Any]:
    judgement, limits, starts = found.judgement, found.limits(), found.starts
    verdict = judgement.verdict
    return {
        "rules": judgement.rules,
        "verdict": {
            "state": verdict.state,
            "words": verdict.words,
            "up": verdict.up,
            "since": moment(None if verdict.since is None else starts[verdict.since]),
            "once_in": verdict.once_in,
        },
        "limits": None if limits is None else dict(zip(("lower", "centre", "upper"), limits, strict=True)),
        "signals": list(_signals(kpi, found)),
        "doubts": [{"words": doubt.words, "remedy": doubt.remedy} for doubt in judgement.doubts],
    }


def _signals(kpi: Kpi, found: Judged) -> Sequence[dict[str, Any]]:
    said = []
    for signal in found.judgement.signals:
        within = changed_indices(found, signal)
        first, last = (moment(found.starts[at]) for at in (within[0], within[-1]))
        shape = shape_of(kpi, signal)
        said.append({"rule": signal.rule, "first": first, "last": last, "up": signal.up, "shape": shape})
    return said
