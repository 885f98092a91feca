"""Writes across records of the health side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from vitalfew.accounts.history import changing
from vitalfew.accounts.models import Person
from vitalfew.kpis.arriving import arrive
from vitalfew.kpis.events import values_changed
from vitalfew.kpis.models import Batch, Correction, Kpi, Observation, Origin, Series

CHUNK = 500
TRIES = 5
UPDATED = [*Observation.KEPT, "batch"]


@dataclass(frozen=True, slots=True)
class Value:
    """One value for the period that holds `time` (aware). `n` is its number of cases, where it has one."""

    time: datetime
    value: float
    n: int | None = None
    note: str = ""


Wanted = Mapping[tuple[int, datetime], Value]
Kept = dict[tuple[int, datetime], Observation]


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
    stored, touched = _replacing(
        wanted, given=len(points), origin=origin, by=by, now=now, name=name if batched else None
    )
    if touched and judged:
        values_changed.send(Series, series_ids=touched)
    elif touched:
        arrive(series_ids=touched, now=now)
    return stored


def _replacing(
    wanted: Wanted, *, given: int, origin: Origin, by: Person | None, now: datetime, name: str | None
) -> tuple[Stored, set[int]]:
    """Store what differs, in a batch of this name if there is one; what was stored, and in which series.

    Where somebody else is quicker with a value that was not there, it is seen the next time and kept as a correction.
    """
    for tries_left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                there = _held(wanted)
                changed = {place: v for place, v in wanted.items() if place not in there or _differs(there[place], v)}
                batch = None
                if changed and name is not None:
                    counts = {"stored": len(changed), "unchanged": given - len(changed)}
                    batch = Batch.objects.create(by=by, origin=origin, name=name[:200], **counts)
                kept = {"origin": origin, "batch": batch, "by": by, "recorded_at": now}
                _write(changed, there, kept)
        except IntegrityError:
            if not tries_left:
                raise
            continue
        break
    return Stored(len(changed), given - len(changed), batch), {series for series, _ in changed}


def _write(changed: Wanted, there: Kept, kept: Mapping[str, Any]) -> None:
    """Replaced values are corrections; new ones go in the order of series and time, so that no two wait in a ring."""
    _keep_replaced([there[place] for place in changed if place in there], kept["batch"], kept["recorded_at"])
    rows = {
        place: Observation(series_id=place[0], time=place[1], value=v.value, n=v.n, note=v.note, **kept)
        for place, v in sorted(changed.items(), key=lambda each: each[0])
    }
    held = [row for place, row in rows.items() if place in there]
    Observation.objects.bulk_create(
        held, batch_size=CHUNK, update_conflicts=True, unique_fields=["series", "time"], update_fields=UPDATED
    )
    Observation.objects.bulk_create([row for place, row in rows.items() if place not in there], batch_size=CHUNK)


def _held(wanted: Wanted) -> Kept:
    """What is there for these; nobody else can replace what differs before we have."""
    there = _existing(wanted)
    different = sorted(place for place, old in there.items() if _differs(old, wanted[place]))
    for at in range(0, len(different), CHUNK):
        keys = {there.pop(place).pk for place in different[at : at + CHUNK]}
        held = Observation.objects.filter(pk__in=keys).order_by("series", "time").select_for_update(no_key=True)
        there |= {(old.series_id, old.time): old for old in held}
    return there


def _existing(wanted: Wanted) -> Kept:
    by_series: dict[int, list[datetime]] = {}
    for series, time in wanted:
        by_series.setdefault(series, []).append(time)
    there: Kept = {}
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
