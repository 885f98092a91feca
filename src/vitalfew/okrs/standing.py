"""Where key results stand, kept in step with the values of their series, and the sentence that says it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from vitalfew.accounts.scoping import current_workspace
from vitalfew.kpis.models import Kpi, Observation
from vitalfew.method.goals.course import Course, course
from vitalfew.method.goals.movement import ROUNDS, Movement, Stall, movement, own_noise, stalled
from vitalfew.method.goals.outlook import Outlook, outlook_of
from vitalfew.method.goals.pace import FIRST_QUARTER, elapsed, expected_pace
from vitalfew.method.goals.sentence import Sentence, sentence
from vitalfew.method.goals.sentence import Standing as Known
from vitalfew.method.periods import Frequency, period_end
from vitalfew.okrs.models import CheckIn, KeyResult, Objective, Standing

ROUND = {
    Frequency.HOUR: timedelta(hours=1),
    Frequency.DAY: timedelta(days=1),
    Frequency.WEEK: timedelta(days=7),
    Frequency.TWO_WEEKS: timedelta(days=14),
    Frequency.MONTH: timedelta(days=30.44),
    Frequency.QUARTER: timedelta(days=91.3),
    Frequency.HALF_YEAR: timedelta(days=182.6),
    Frequency.YEAR: timedelta(days=365.25),
}
FEWEST_FOR_PACE = 2


@dataclass(frozen=True, slots=True)
class Measured:
    """The values of a key result's series, oldest first, each at the moment from which it was known."""

    times: Sequence[datetime]
    values: Sequence[float]


def measured(key_result: KeyResult, *, now: datetime) -> Measured:
    """A KPI's value speaks for a period and is known when that has ended; a typed one is known at its time."""
    rows = list(Observation.objects.filter(series=key_result.series_id).order_by("time").values_list("time", "value"))
    kpi = Kpi.objects.filter(series=key_result.series_id).only("frequency").first()
    times = [time for time, _ in rows]
    if kpi is not None:
        zone, frequency = current_workspace().zone_info, Frequency(kpi.frequency)
        times = [min(period_end(time, frequency, zone), max(time, now)) for time in times]
    return Measured(times, [value for _, value in rows])


def round_length(key_result: KeyResult) -> timedelta:
    """The longer of how often it is checked in on and how often it is measured."""
    rhythm, every = Frequency(key_result.objective.rhythm), Frequency(key_result.measured)
    return max(ROUND[rhythm], ROUND[every])


def update(key_result: KeyResult, *, now: datetime) -> Standing:
    """Compute where a key result stands and keep it for lists."""
    said = CheckIn.objects.filter(key_result=key_result, confidence__isnull=False).values_list("confidence", flat=True)
    seen = measured(key_result, now=now)
    fields: dict[str, Any] = {
        "judged_at": now,
        "confidence": said.first(),
        "value": seen.values[-1] if seen.values else None,
        "value_time": seen.times[-1] if seen.times else None,
    }
    fields |= _of_the_way(key_result, seen, now)
    standing: Standing
    standing, _ = Standing.objects.update_or_create(key_result=key_result, defaults=fields)
    return standing


def _of_the_way(key_result: KeyResult, seen: Measured, now: datetime) -> dict[str, Any]:
    nothing = dict.fromkeys(
        ("progress", "low", "high", "probability", "moved", "moved_noise", "stalled_since", "stalled_rounds")
    )
    way = course_of(key_result, seen, now=now)
    if way is None or way.current is None:
        return nothing | {"measured": 0, "noise": 0.0, "moved_pace": 0.0}
    cycle = key_result.objective.cycle
    land = outlook_of(way, kind=key_result.objective.kind, over=now >= cycle.ends())
    return {
        "progress": way.current,
        "low": land.low,
        "high": land.high,
        "probability": land.probability,
        "measured": way.measured,
        "noise": own_noise(way),
        **_movement(key_result, way, now),
    }


def _movement(key_result: KeyResult, way: Course, now: datetime) -> dict[str, Any]:
    length, cycle = round_length(key_result), key_result.objective.cycle
    moved = movement(way, now=now, round_length=length)
    stall = stalled(way, now=now, round_length=length)
    since = now - ROUNDS * length
    return {
        "moved": moved.change if moved else None,
        "moved_noise": moved.noise if moved else None,
        "moved_pace": elapsed(cycle.begins(), cycle.ends(), now) - elapsed(cycle.begins(), cycle.ends(), since),
        "stalled_since": stall.since if stall else None,
        "stalled_rounds": stall.rounds if stall else None,
    }


def course_of(key_result: KeyResult, seen: Measured, *, now: datetime) -> Course | None:
    """The course of a key result within its cycle; None while it has no baseline or target."""
    if key_result.baseline is None or key_result.target is None:
        return None
    cycle = key_result.objective.cycle
    return course(
        times=seen.times,
        values=list(seen.values),
        baseline=key_result.baseline,
        target=key_result.target,
        start=cycle.begins(),
        end=cycle.ends(),
        now=now,
    )


def pace(objective: Objective, *, now: datetime) -> float:
    """The progress expected of its key results by now, 0–1."""
    return expected_pace(objective.cycle.begins(), objective.cycle.ends(), now)


def say(key_result: KeyResult, standing: Standing | None, *, now: datetime) -> Sentence:
    """The one sentence of a key result, from its kept standing; the calendar's part is computed here."""
    objective = key_result.objective
    if standing is None:
        return sentence(Known(progress=None, pace=0.0))
    share = pace(objective, now=now)
    known = Known(
        progress=standing.progress,
        pace=share,
        pace_change=standing.moved_pace,
        noise=standing.noise,
        outlook=_outlook(standing),
        movement=None if standing.moved is None else Movement(standing.moved, standing.moved_noise or 0.0),
        stall=_stall(standing),
        too_early=share < FIRST_QUARTER or standing.measured < FEWEST_FOR_PACE,
        over=share >= 1,
        kind=objective.kind,
    )
    owner = key_result.responsible
    return sentence(known, confidence=standing.confidence, owner=str(owner) if owner else "")


def _outlook(standing: Standing) -> Outlook | None:
    if standing.low is None or standing.high is None or standing.probability is None:
        return None
    return Outlook(standing.low, standing.high, standing.probability)


def _stall(standing: Standing) -> Stall | None:
    if standing.stalled_since is None:
        return None
    return Stall(standing.stalled_since, standing.stalled_rounds or ROUNDS)


def series_moved(sender: object, *, series_ids: Iterable[int], **_: object) -> None:
    """Bring the key results of these series up to date."""
    now = timezone.now()
    moved = KeyResult.objects.select_related("objective__cycle__workspace").filter(series__in=list(series_ids))
    for key_result in moved:
        update(key_result, now=now)
