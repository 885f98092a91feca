"""How a key result stands, computed in one call from its measurements and its cycle."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from vitalfew.method.goals.course import Course, course
from vitalfew.method.goals.movement import (
    FEWEST_MEASUREMENTS,
    ROUNDS,
    movement,
    own_noise,
    stalled,
)
from vitalfew.method.goals.outlook import outlook_of
from vitalfew.method.goals.pace import FIRST_QUARTER, elapsed, expected_pace
from vitalfew.method.goals.progress import Kind
from vitalfew.method.goals.sentence import Standing

WEEK = timedelta(days=7)


def standing(
    *,
    times: Sequence[datetime],
    values: Sequence[float | None],
    baseline: float,
    target: float,
    start: datetime,
    end: datetime,
    now: datetime,
    kind: str = Kind.ASPIRATIONAL,
    round_length: timedelta = WEEK,
    pace_points: Sequence[tuple[datetime, float]] = (),
    pace_stepped: bool = False,
) -> Standing:
    """Progress, pace, outlook and movement of a key result, for `sentence` and for the picture beside it.

    `round_length` is the time between check-ins. Only measurements from the cycle's start until `now` count.
    It is too early to say in the cycle's first quarter or before two measurements; the outlook is there for
    the picture all the same from two measurements on. Raises ValueError when target and baseline, or
    start and end, are equal.
    """
    way = course(times=times, values=values, baseline=baseline, target=target, start=start, end=end, now=now)

    def pace(when: datetime) -> float:
        return expected_pace(start, end, when, points=pace_points, stepped=pace_stepped)

    return Standing(
        progress=way.current,
        pace=pace(now),
        pace_change=pace(now) - pace(now - ROUNDS * round_length),
        noise=own_noise(way),
        outlook=outlook_of(way, kind=kind, over=now >= end) if _enough(way, over=now >= end) else None,
        movement=movement(way, now=now, round_length=round_length),
        stall=stalled(way, now=now, round_length=round_length),
        too_early=elapsed(start, end, now) < FIRST_QUARTER or way.measured < FEWEST_MEASUREMENTS,
        over=now >= end,
        kind=kind,
        measured=way.measured,
    )


def _enough(way: Course, *, over: bool) -> bool:
    return way.measured >= (1 if over else FEWEST_MEASUREMENTS)
