"""Writes across records of the health side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from vitalfew.accounts.history import changing
from vitalfew.accounts.models import Person
from vitalfew.kpis.arriving import arrive
from vitalfew.kpis.events import values_changed
from vitalfew.kpis.models import Batch, Correction, Kpi, Observation, Origin, Series

CHUNK = 500
UPDATED = [*Observation.KEPT, "batch"]


@dataclass(frozen=True, slots=True)
class Value:
    """One value for the period that holds `time` (aware). `n` is its number of cases, where it has one."""

    time: datetime
    value: float
    n: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """How many values were new or corrected, and how many were there already, unchanged."""

    stored: int
    unchanged: int
    batch: Batch | None = None


def record(
    *, kpi: Kpi, values: Sequence[Value], origin: Origin, by: Person | None, now: datetime, name: str = ""
) -> Stored:
    """Store values of one KPI as one change that can be undone; all of them or none."""
    count = f"{len(values)} values" if len(values) != 1 else "a value"
    with changing(by=by, summary=f"Recorded {count} of {kpi.name}"):
        return store(points=[(kpi.series_id, v) for v in values], origin=origin, by=by, now=now, name=name)


@transaction.atomic
def store(
    *,
    points: Sequence[tuple[int, Value]],
    origin: Origin,
    by: Person | None,
    now: datetime,
    name: str = "",
    batched: bool = True,
    judged: bool = True,
) -> Stored:
    """Store values of any series of this workspace, all or none, and judge what they touch.

    A value for a time that has one replaces it, and what it replaces is kept as a correction. Of several values for the
    same series and time the last one counts. Without `batched` the values cannot be taken back as one; without `judged`
    they are judged a moment later, by the server (both for API calls). Raises ValueError where more periods lie between
    the first and the last value of a series than can be kept.
    """
    wanted = {(series, value.time): value for series, value in points}
    there = _existing(wanted)
    changed = {place: v for place, v in wanted.items() if place not in there or _differs(there[place], v)}
    stored = Stored(len(changed), len(points) - len(changed))
    if not changed:
        return stored
    batch = None
    if batched:
        batch = Batch.objects.create(
            by=by, origin=origin, name=name[:200], stored=stored.stored, unchanged=stored.unchanged
        )
    _keep_replaced([there[place] for place in changed if place in there], batch, now)
    rows = [
        Observation(
            series_id=series, time=time, value=v.value, n=v.n, note=v.note, origin=origin, batch=batch, by=by,
            recorded_at=now,
        )
        for (series, time), v in changed.items()
    ]  # fmt: skip
    Observation.objects.bulk_create(
        rows, batch_size=CHUNK, update_conflicts=True, unique_fields=["series", "time"], update_fields=UPDATED
    )
    touched = {series for series, _ in changed}
    if judged:
        values_changed.send(Series, series_ids=touched)
    else:
        arrive(series_ids=touched, now=now)
    return Stored(stored.stored, stored.unchanged, batch)


def _existing(wanted: dict[tuple[int, datetime], Value]) -> dict[tuple[int, datetime], Observation]:
    by_series: dict[int, list[datetime]] = {}
    for series, time in wanted:
        by_series.setdefault(series, []).append(time)
    there: dict[tuple[int, datetime], Observation] = {}
    for series, times in by_series.items():
        found = Observation.objects.filter(series=series, time__range=(min(times), max(times)))
        if len(times) <= CHUNK:
            found = found.filter(time__in=times)
        there |= {(o.series_id, o.time): o for o in found if (o.series_id, o.time) in wanted}
    return there


def _differs(there: Observation, value: Value) -> bool:
    return (there.value, there.n, there.note) != (value.value, value.n, value.note)


def _keep_replaced(replaced: Sequence[Observation], batch: Batch | None, now: datetime) -> None:
    Correction.objects.bulk_create(
        [
            Correction(
                observation=o, replaced_at=now, batch=batch, value=o.value, n=o.n, note=o.note, origin=o.origin,
                replaced_batch_id=o.batch_id, by_id=o.by_id, recorded_at=o.recorded_at,
            )
            for o in replaced
        ],
        batch_size=CHUNK,
    )  # fmt: skip


def remove(*, observation: Observation, kpi: Kpi, by: Person | None) -> None:
    """Take a value out of its series; the history can bring it back."""
    with changing(by=by, summary=f"Removed the value of {kpi.name} for {observation.time:%d %b %Y}"):
        observation.delete()
        kpi.refresh()
