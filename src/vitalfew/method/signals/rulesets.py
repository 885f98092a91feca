"""The rule sets that look for patterns about fixed lines: Wheeler's, the NHS's, and points outside alone.

Sources: D. J. Wheeler, Making Sense of Data (SPC Press 2003); NHS England, Making Data Count.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from vitalfew.method.signals.limits import Floats, ManyLimits, as_series, limits_many
from vitalfew.method.signals.patterns import Truths, in_a_row, three_of_four, two_of_three
from vitalfew.method.signals.types import DEFAULT, Settings

ROUNDING = 1e-10


@dataclass(frozen=True, slots=True)
class Marks:
    """Where a rule holds, series × time: true at each point that ends a pattern of `width` points."""

    rule: str
    width: int
    up: Truths
    down: Truths


@dataclass(frozen=True, slots=True)
class Sides:
    """Lines to be crossed, one per series: a point on a line, to within rounding, has not crossed it."""

    centre: Floats
    reach: Floats
    slack: Floats
    no_upper: Truths
    no_lower: Truths

    def above(self, values: Floats, share: float) -> Truths:
        """Points above the line that lies `share` of the way from the centre to the upper limit."""
        line = self.centre + share * self.reach + self.slack
        return values > np.where(self.no_upper, np.inf, line)[:, None]

    def below(self, values: Floats, share: float) -> Truths:
        """Points below the line that lies `share` of the way from the centre to the lower limit."""
        line = self.centre - share * self.reach - self.slack
        return values < np.where(self.no_lower, -np.inf, line)[:, None]


def sides_of(lines: ManyLimits) -> Sides:
    """The lines of many series; on the side of a limit that is not drawn nothing is ever crossed."""
    reach = 3 * lines.sigma
    slack = ROUNDING * np.maximum(np.abs(lines.centre), reach)
    return Sides(lines.centre, reach, slack, np.isnan(lines.upper), np.isnan(lines.lower))


def _outside(values: Floats, lines: ManyLimits) -> tuple[Marks, ...]:
    sides = sides_of(lines)
    return (Marks("beyond_limits", 1, sides.above(values, 1), sides.below(values, 1)),)


def _wheeler(values: Floats, lines: ManyLimits) -> tuple[Marks, ...]:
    sides = sides_of(lines)
    high, low = sides.above(values, 0), sides.below(values, 0)
    near_upper, near_lower = sides.above(values, 0.5), sides.below(values, 0.5)
    return (
        Marks("beyond_limits", 1, sides.above(values, 1), sides.below(values, 1)),
        Marks("run_of_8", 8, in_a_row(high, length=8), in_a_row(low, length=8)),
        Marks("three_of_four_near_limit", 4, three_of_four(near_upper), three_of_four(near_lower)),
        _range_beyond_limit(values, lines, sides.slack),
    )


def _range_beyond_limit(values: Floats, lines: ManyLimits, slack: Floats) -> Marks:
    steps = values[:, 1:] - values[:, :-1]
    ceiling = (lines.range_upper + slack)[:, None]
    up, down = np.zeros(values.shape, dtype=bool), np.zeros(values.shape, dtype=bool)
    np.greater(steps, ceiling, out=up[:, 1:])
    np.less(steps, -ceiling, out=down[:, 1:])
    return Marks("range_beyond_limit", 1, up, down)


def _nhs(values: Floats, lines: ManyLimits) -> tuple[Marks, ...]:
    sides = sides_of(lines)
    outside_up, outside_down = sides.above(values, 1), sides.below(values, 1)
    close_up = sides.above(values, 2 / 3) & ~outside_up
    close_down = sides.below(values, 2 / 3) & ~outside_down
    high, low = sides.above(values, 0), sides.below(values, 0)
    return (
        Marks("beyond_limits", 1, outside_up, outside_down),
        _trend_of_7(values, sides),
        Marks("two_of_three_near_limit", 3, two_of_three(close_up), two_of_three(close_down)),
        Marks("run_of_7", 7, in_a_row(high, length=7), in_a_row(low, length=7)),
    )


def _trend_of_7(values: Floats, sides: Sides) -> Marks:
    steps = values[:, 1:] - values[:, :-1]
    up, down = np.zeros(values.shape, dtype=bool), np.zeros(values.shape, dtype=bool)
    up[:, 1:] = in_a_row(steps > np.where(sides.no_upper, np.inf, 0)[:, None], length=6)
    down[:, 1:] = in_a_row(steps < np.where(sides.no_lower, -np.inf, 0)[:, None], length=6)
    return Marks("trend_of_7", 7, up, down)


RULE_SETS: dict[str, Callable[[Floats, ManyLimits], tuple[Marks, ...]]] = {
    "wheeler": _wheeler,
    "nhs": _nhs,
    "outside": _outside,
}


def marks_of(
    values: ArrayLike,
    *,
    rules: str,
    settings: Settings = DEFAULT,
    baseline: tuple[int, int] | None = None,
) -> tuple[Marks, ...]:
    """Where the rules of one set hold in many series (series × time, NaN = missing).

    Limits come from `baseline` (first and last point), all points by default. A missing point ends every run.
    """
    points = as_series(values)
    return RULE_SETS[rules](points, limits_many(points, settings=settings, baseline=baseline))


def wheeler(
    values: ArrayLike, *, settings: Settings = DEFAULT, baseline: tuple[int, int] | None = None
) -> tuple[Marks, ...]:
    """Wheeler's four rules on many series at once; see `marks_of`."""
    return marks_of(values, rules="wheeler", settings=settings, baseline=baseline)
