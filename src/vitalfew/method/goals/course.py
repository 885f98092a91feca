"""The course of a key result: its progress at each measurement of the cycle, on a clock from 0 to 1."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import isnan

import numpy as np
from numpy.typing import NDArray

from vitalfew.method.goals.progress import progress

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Course:
    """`clock` 0 is the cycle's start, 1 its end; `done` is the progress then. The baseline is the first
    point.
    """

    clock: Numbers
    done: Numbers
    times: tuple[datetime, ...]
    measured: int

    @property
    def current(self) -> float | None:
        """The latest measured progress; None before the first measurement."""
        return float(self.done[-1]) if self.measured else None


def course(
    *,
    times: Sequence[datetime],
    values: Sequence[float | None],
    baseline: float,
    target: float,
    start: datetime,
    end: datetime,
    now: datetime,
) -> Course:
    """The measurements from the cycle's start until now, as progress, in order of time; missing values are
    left out.

    What was measured before the cycle is not used: the baseline stands for it, at the cycle's start, unless a
    value was measured at that very moment. Raises ValueError when target and baseline are equal.
    """
    inside = sorted(
        (when, progress(baseline, value, target))
        for when, value in zip(times, values, strict=True)
        if value is not None and not isnan(value) and start <= when <= min(now, end)
    )
    measured = len(inside)
    if not inside or inside[0][0] > start:
        inside.insert(0, (start, progress(baseline, baseline, target)))
    length = end - start
    return Course(
        clock=np.array([(when - start) / length for when, _ in inside]),
        done=np.array([done for _, done in inside]),
        times=tuple(when for when, _ in inside),
        measured=measured,
    )
