"""The courses that a key result may be on: each a function of the cycle's clock, 0 at its start and 1 at its end.

At the end each is 1 (but that which never moves); the outlook scales it to how far the key result gets. `weight` says
how often a course is met before anything has been measured: of twenty-two key results six go straight, three bloom
late, one never moves, and so on. The times of a start, a step and a stall are not known beforehand, so several of
each are tried.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from vitalfew.method.goals.course import Numbers


@dataclass(frozen=True, slots=True)
class CourseShape:
    """A course, from the clock (0–1) to the share of its own way that is done by then."""

    name: str
    weight: float
    done: Callable[[Numbers], Numbers]


def still(clock: Numbers) -> Numbers:
    return np.zeros_like(clock)


def straight(clock: Numbers) -> Numbers:
    return clock


def late(clock: Numbers) -> Numbers:
    """An eighth of the way at half time."""
    return clock**3


def early(clock: Numbers) -> Numbers:
    """Five sixths of the way at half time."""
    return 1 - (1 - clock) ** 2.5


def s_curve(middle: float) -> Callable[[Numbers], Numbers]:
    """Slow, fast around the `middle`, and slow again: the logistic curve."""

    def done(clock: Numbers) -> Numbers:
        bent = 1 / (1 + np.exp(-10 * (clock - middle)))
        first, last = (1 / (1 + np.exp(-10 * (edge - middle))) for edge in (0, 1))
        return np.asarray((bent - first) / (last - first))

    return done


def step(moment: float) -> Callable[[Numbers], Numbers]:
    """Nothing before the `moment`, all of it then."""
    return lambda clock: (clock >= moment).astype(float)


def stall(moment: float) -> Callable[[Numbers], Numbers]:
    """Straight until the `moment`, nothing more after it."""
    return lambda clock: np.minimum(clock, moment) / moment


def start(moment: float) -> Callable[[Numbers], Numbers]:
    """Nothing before the `moment`, straight from then on."""
    return lambda clock: np.maximum(clock - moment, 0) / (1 - moment)


MOMENTS = (0.3, 0.5, 0.7, 0.9)
SHAPES = (
    CourseShape("straight", 6, straight),
    CourseShape("still", 1, still),
    CourseShape("late", 3, late),
    CourseShape("early", 2, early),
    *(CourseShape(f"S around {middle}", 1, s_curve(middle)) for middle in (0.4, 0.6)),
    *(CourseShape(f"start at {moment}", 0.5, start(moment)) for moment in MOMENTS),
    *(CourseShape(f"step at {moment}", 1, step(moment)) for moment in MOMENTS),
    *(CourseShape(f"stall at {moment}", 0.5, stall(moment)) for moment in MOMENTS),
)
