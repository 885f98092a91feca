"""Where a key result will land if it goes on as it has: an interval, and the probability of success.

Three things are unknown after a few values: the course it is on (straight, late, early, S; a start, step or stall at
some time: `shapes`), how much its values are blurred, and whether the blur is of a moment (noise) or stays (wandering).
Every combination is tried, and counts as much as it explains the values so far (`forecast`). Noise alone on a straight
course tends to the line of least squares, wandering alone to the drift method (Hyndman and Athanasopoulos,
'Forecasting', 5.2). What may yet come, as a step or a stall that has not begun, keeps its weight: no value speaks for
or against it.

The weights were set on simulated courses, not on the real series that `bench/outlook.py` measures it by. It fails
where a key result turns back, and where a season as long as the cycle carries it: the values so far don't show it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from vitalfew.method.goals.course import Course, Numbers, course
from vitalfew.method.goals.forecast import forecast
from vitalfew.method.goals.progress import Kind, success

MOST_POINTS = 40
TAIL = 0.1


@dataclass(frozen=True, slots=True)
class Outlook:
    """The progress at the cycle's end: four times in five between `low` and `high` (not held within 0–1).

    `probability` (0–1) is that of success: 0.7 or more, 1.0 or more when committed.
    """

    low: float
    high: float
    probability: float


def outlook(
    *,
    times: Sequence[datetime],
    values: Sequence[float | None],
    baseline: float,
    target: float,
    start: datetime,
    end: datetime,
    now: datetime,
    kind: str = Kind.ASPIRATIONAL,
) -> Outlook:
    """The outlook from the key result's own measurements in the cycle, with the baseline as the first of
    them.

    Raises ValueError when nothing has been measured in the cycle, or target and baseline are equal.
    """
    way = course(times=times, values=values, baseline=baseline, target=target, start=start, end=end, now=now)
    return outlook_of(way, kind=kind, over=now >= end)


def outlook_of(way: Course, *, kind: str = Kind.ASPIRATIONAL, over: bool = False) -> Outlook:
    """The outlook of a course; once the cycle is `over` it is what was reached, without a spread."""
    if way.current is None:
        raise ValueError("Nothing has been measured in this cycle, so there is no outlook yet.")
    if over:
        return Outlook(way.current, way.current, float(way.current >= success(kind)))
    ahead = forecast(*_thinned(way))
    low, high = ahead.quantiles(np.array([TAIL, 1 - TAIL]))
    falls_short = ahead.below(np.array([success(kind)]))[0]
    return Outlook(float(low), float(high), min(max(float(1 - falls_short), 0.0), 1.0))


def _thinned(way: Course) -> tuple[Numbers, Numbers]:
    """At most 40 points, evenly taken, always with the first and the last: more don't sharpen the outlook
    much.
    """
    count = len(way.clock)
    if count <= MOST_POINTS:
        return way.clock, way.done
    kept = np.linspace(0, count - 1, MOST_POINTS).round().astype(int)
    return way.clock[kept], way.done[kept]
