"""The pace that a key result is expected to keep: linear over the cycle unless it says otherwise."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime

FIRST_QUARTER = 0.25


def elapsed(start: datetime, end: datetime, now: datetime) -> float:
    """The share of the cycle that has passed, 0–1. Raises ValueError when it ends before it starts."""
    if end <= start:
        raise ValueError(f"The cycle ends ({end:%Y-%m-%d}) before it has started ({start:%Y-%m-%d}).")
    return min(max((now - start) / (end - start), 0.0), 1.0)


def expected_pace(
    start: datetime,
    end: datetime,
    now: datetime,
    *,
    points: Sequence[tuple[datetime, float]] = (),
    stepped: bool = False,
) -> float:
    """The progress expected by now, 0–1; `points` are (when, expected progress), read as by `pace_at`."""
    share = elapsed(start, end, now)
    return pace_at(share, [((when - start) / (end - start), done) for when, done in points], stepped=stepped)


def pace_at(share: float, points: Sequence[tuple[float, float]] = (), *, stepped: bool = False) -> float:
    """The progress expected when this share of the cycle has passed, both 0–1.

    Without `points` it grows evenly. With them (share of the cycle, expected progress) it follows the straight lines
    between them, from 0 at the start to 1 at the end, or, `stepped`, it stays where the last one put it.
    """
    if not points:
        return share
    course = [(0.0, 0.0), *sorted(points)]
    if not stepped and course[-1][0] < 1:
        course.append((1.0, 1.0))
    index = bisect_right([at for at, _ in course], share) - 1
    if stepped or index + 1 == len(course):
        return course[index][1]
    (before, low), (after, high) = course[index : index + 2]
    return low + (high - low) * ((share - before) / (after - before))
