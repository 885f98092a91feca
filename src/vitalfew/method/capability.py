"""Whether a steady process meets its target, and how often chance alone carries it over a red line."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from vitalfew.method.direction import check_direction

LATELY = 8
WORDS = {"meets": "will meet it", "misses": "will miss it", "hit_and_miss": "hit and miss"}
SO_FAR = {True: "met it every time so far", False: "missed it every time so far"}


@dataclass(frozen=True, slots=True)
class Capability:
    """`code` is meets, misses or hit_and_miss; `words` say it for a reader.

    Of a process that is hit and miss `always` says that every value so far met (True) or missed (False) the target.
    """

    code: str
    always: bool | None = None

    @property
    def words(self) -> str:
        """The verdict in words: 'will meet it', 'will miss it', 'hit and miss'."""
        return WORDS[self.code] if self.always is None else SO_FAR[self.always]


@dataclass(frozen=True, slots=True)
class Chance:
    """How often a steady process crosses a red line by chance: shares of 0–1.

    `per_period` is for one value; `per_year` for at least one run of `in_a_row` values in `periods` of them.
    """

    per_period: float
    per_year: float
    periods: int
    in_a_row: int


def capability(
    *,
    lower: float | None,
    upper: float | None,
    target: float | None,
    target_upper: float | None = None,
    direction: str,
    values: Sequence[float] = (),
) -> Capability | None:
    """Where the target lies relative to the natural process limits; None without a target.

    A limit of None is one that is not drawn, because it lies beyond the bounds of the data: nothing is
    promised on that side. For direction 'within', `target` and `target_upper` are the two ends of the range;
    either may be None. A limit that equals the target meets it. Where two of the last eight `values` lie beyond a
    limit, the process goes further than its limit says, and the nearer of the furthest two counts instead; one alone
    is a one-off.
    """
    check_direction(direction)
    last = sorted(values[-LATELY:])
    if len(last) > 1:
        lower = None if lower is None else min(lower, last[1])
        upper = None if upper is None else max(upper, last[-2])
    floor = None if direction == "lower" else target
    ceiling = target if direction == "lower" else target_upper if direction == "within" else None
    if floor is None and ceiling is None:
        return None
    if _wholly_outside(lower, upper, floor, ceiling):
        return Capability("misses")
    safe_below = floor is None or (lower is not None and lower >= floor)
    safe_above = ceiling is None or (upper is not None and upper <= ceiling)
    return Capability("meets" if safe_below and safe_above else "hit_and_miss")


def chance_inside(
    *,
    red_line: float | None,
    red_line_upper: float | None = None,
    centre: float,
    sigma: float,
    direction: str,
    periods: int = 52,
    in_a_row: int = 1,
) -> Chance:
    """How often a steady normal process crosses its red line: per value and in a year of `periods`.

    `sigma` is the process's own (mean moving range ÷ 1.128). For direction 'within', `red_line` is the lower
    and `red_line_upper` the upper one. Runs are counted as in Feller, 'An introduction to probability
    theory', XIII.7. Raises ValueError when sigma is negative, or periods or in_a_row are below 1.
    """
    check_direction(direction)
    if sigma < 0 or periods < 1 or in_a_row < 1:
        raise ValueError("sigma must not be negative, and periods and in_a_row must be 1 or more.")
    floor = None if direction == "lower" else red_line
    ceiling = red_line if direction == "lower" else red_line_upper if direction == "within" else None
    below = 0.0 if floor is None else _tail(centre - floor, sigma)
    above = 0.0 if ceiling is None else _tail(ceiling - centre, sigma)
    each = min(below + above, 1.0)
    return Chance(each, _chance_of_run(each, periods, in_a_row), periods, in_a_row)


def _wholly_outside(lower: float | None, upper: float | None, floor: float | None, ceiling: float | None) -> bool:
    too_low = floor is not None and upper is not None and upper < floor
    too_high = ceiling is not None and lower is not None and lower > ceiling
    return too_low or too_high


def _tail(distance: float, sigma: float) -> float:
    if sigma == 0:
        return 1.0 if distance < 0 else 0.0
    return NormalDist().cdf(-distance / sigma)


def _chance_of_run(each: float, periods: int, in_a_row: int) -> float:
    """The chance that `periods` independent values hold `in_a_row` crossings in a row."""
    running = [1.0] + [0.0] * (in_a_row - 1)
    happened = 0.0
    for _ in range(periods):
        happened += running[-1] * each
        running = [sum(running) * (1 - each), *(share * each for share in running[:-1])]
    return happened
