"""The rule sets that look for patterns about fixed lines: Wheeler's, the NHS's, and points outside alone.

Sources: D. J. Wheeler, Making Sense of Data (SPC Press 2003); NHS England, Making Data Count.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from vitalfew.method.signals.limits import Floats, ManyLimits, as_series, limits_from, steps
from vitalfew.method.signals.patterns import Truths, in_a_row, three_of_four, two_of_three
from vitalfew.method.signals.types import DEFAULT, Settings

ROUNDING = 1e-9
ON_CENTRE = 1e-6
SMALLEST = 1e-300
# so many rows at a time stay in a processor's cache
BLOCK = 200


@dataclass(frozen=True, slots=True)
class Marks:
    """Where a rule holds, series × time: true at each point that ends a pattern of `width` points."""

    rule: str
    width: int
    up: Truths
    down: Truths


@dataclass(frozen=True, slots=True)
class Places:
    """Where points lie: 0 is the centre, 1 the upper limit, −1 the lower; comparing with one number is fast.

    `longest_step` is the upper range limit in the same measure.

    A point on a line, to within rounding, is not past it, and none counts on the side of a limit that is not drawn.
    """

    values: Floats
    longest_step: float
    no_upper: Truths | None
    no_lower: Truths | None
    present: Truths | None

    def above(self, line: float) -> Truths:
        """Points above a line, 0 to 1."""
        return without(self.values > max(line, ON_CENTRE), self.no_upper)

    def below(self, line: float) -> Truths:
        """Points below a line, 0 to 1 on the lower side."""
        return without(self.values < -max(line, ON_CENTRE), self.no_lower)

    def unbroken(self, ends: Truths, *, width: int) -> Truths:
        """Ends of patterns of so many points, those that reach over a missing point left out."""
        return ends if self.present is None else ends & in_a_row(self.present, length=width)


def places_of(values: Floats, lines: ManyLimits) -> Places:
    """The values of many series, measured from their centres in distances to the limits."""
    reach = 3 * lines.sigma
    slack = ROUNDING * np.maximum(np.abs(lines.centre), reach) + SMALLEST
    places = values - lines.centre[:, None]
    places *= (1 / (reach + slack))[:, None]
    drawn = reach > 0
    longest = float((lines.range_upper[drawn] / reach[drawn]).mean()) if drawn.any() else 1.0
    missing = _missing(places)
    present = None if missing is None else ~missing
    return Places(places, longest, _missing(lines.upper), _missing(lines.lower), present)


def _missing(numbers: Floats) -> Truths | None:
    missing = np.isnan(numbers)
    return missing if missing.any() else None


def without(found: Truths, rows: Truths | None) -> Truths:
    """The same truths with some series' rows cleared, in place."""
    if rows is not None:
        found[rows] = False
    return found


def _outside(places: Places) -> tuple[Marks, ...]:
    return (Marks("beyond_limits", 1, places.above(1), places.below(1)),)


def _wheeler(places: Places) -> tuple[Marks, ...]:
    near_upper, near_lower = three_of_four(places.above(1 / 2)), three_of_four(places.below(1 / 2))
    moved = steps(places.values)
    return (
        Marks("beyond_limits", 1, places.above(1), places.below(1)),
        Marks("run_of_8", 8, in_a_row(places.above(0), length=8), in_a_row(places.below(0), length=8)),
        Marks(
            "three_of_four_near_limit",
            4,
            places.unbroken(near_upper, width=4),
            places.unbroken(near_lower, width=4),
        ),
        Marks("range_beyond_limit", 1, moved > places.longest_step, moved < -places.longest_step),
    )


def _nhs(places: Places) -> tuple[Marks, ...]:
    outside_up, outside_down = places.above(1), places.below(1)
    close_up, close_down = places.above(2 / 3) & ~outside_up, places.below(2 / 3) & ~outside_down
    moved = steps(places.values)
    rises, falls = without(moved > 0, places.no_upper), without(moved < 0, places.no_lower)
    return (
        Marks("beyond_limits", 1, outside_up, outside_down),
        Marks("trend_of_7", 7, in_a_row(rises, length=6), in_a_row(falls, length=6)),
        Marks(
            "two_of_three_near_limit",
            3,
            places.unbroken(two_of_three(close_up), width=3),
            places.unbroken(two_of_three(close_down), width=3),
        ),
        Marks("run_of_7", 7, in_a_row(places.above(0), length=7), in_a_row(places.below(0), length=7)),
    )


RULE_SETS: dict[str, Callable[[Places], tuple[Marks, ...]]] = {
    "wheeler": _wheeler,
    "nhs": _nhs,
    "outside": _outside,
}


@dataclass(frozen=True, slots=True)
class Patterns:
    """Where the rules of one set hold in many series, a byte per point.

    `rules` and `widths` name each rule and how many points its pattern takes; rule k has bit 2k where a pattern on
    the upper side ends, bit 2k + 1 on the lower side.
    """

    rules: tuple[str, ...]
    widths: tuple[int, ...]
    codes: NDArray[np.uint8]

    def up(self, rule: str) -> Truths:
        """Points, series × time, that end a pattern of this rule on the upper side."""
        return self._has(1 << (2 * self.rules.index(rule)))

    def down(self, rule: str) -> Truths:
        """Points, series × time, that end a pattern of this rule on the lower side."""
        return self._has(2 << (2 * self.rules.index(rule)))

    def _has(self, bit: int) -> Truths:
        found: Truths = (self.codes & np.uint8(bit)) != 0
        return found

    def of(self, row: int) -> "Patterns":
        """The patterns of one series, still series × time."""
        return Patterns(self.rules, self.widths, self.codes[row : row + 1])


def patterns_of(
    values: ArrayLike,
    *,
    rules: str,
    settings: Settings = DEFAULT,
    baseline: tuple[int, int] | None = None,
) -> Patterns:
    """Where the rules of one set hold in many series (series × time, NaN = missing).

    Limits come from `baseline` (first and last point), all points by default. A missing point ends every run.
    Raises ValueError for infinite values.
    """
    points = as_series(values)
    names: tuple[Marks, ...] = ()
    codes = np.empty(points.shape, dtype=np.uint8)
    based = points if baseline is None else points[:, baseline[0] : baseline[1] + 1]
    for row in range(0, len(points), BLOCK):
        block = points[row : row + BLOCK]
        lines = limits_from(based[row : row + BLOCK], settings=settings)
        names = RULE_SETS[rules](places_of(block, lines))
        encode(names, into=codes[row : row + BLOCK])
    return Patterns(tuple(mark.rule for mark in names), tuple(mark.width for mark in names), codes)


def patterns_in(places: Places, *, rules: str) -> Patterns:
    """Where the rules of one set hold about given lines."""
    marks = RULE_SETS[rules](places)
    codes = np.empty(places.values.shape, dtype=np.uint8)
    encode(marks, into=codes)
    return Patterns(tuple(mark.rule for mark in marks), tuple(mark.width for mark in marks), codes)


def encode(marks: tuple[Marks, ...], *, into: NDArray[np.uint8]) -> None:
    """Write the marks of up to four rules as one byte per point."""
    # eight points are shifted at a time: a truth value is 0 or 1, so no bit leaves its byte
    word = np.dtype(np.uint64 if into.size % 8 == 0 else np.uint8)
    line: NDArray[Any] = into.reshape(-1).view(word)
    line[:] = 0
    for bit, truths in enumerate(side for mark in marks for side in (mark.up, mark.down)):
        line |= truths.reshape(-1).view(word) << word.type(bit)


def wheeler(values: ArrayLike, *, settings: Settings = DEFAULT, baseline: tuple[int, int] | None = None) -> Patterns:
    """Wheeler's four rules on many series at once; see `patterns_of`."""
    return patterns_of(values, rules="wheeler", settings=settings, baseline=baseline)
