"""What to hold once a push is over: a standard from what the process does by now, never from what was stretched for."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from statistics import fmean

from vitalfew.method.signals.limits import FEWEST_FOR_LIMITS, limits
from vitalfew.method.signals.types import Settings

RECENT = 12
SURE = 2.24


@dataclass(frozen=True, slots=True)
class Standard:
    """A proposed target (the centre of `used` recent values) and red line (their natural limit on the bad side).

    The red line is None where there are too few values for limits, or where the limit lies beyond what can be. They are
    not `steady` where they still climb or fall.
    """

    target: float
    red_line: float | None
    used: int
    steady: bool = True


def standard(
    values: Sequence[float],
    *,
    higher_is_better: bool,
    lower_bound: float | None = None,
    upper_bound: float | None = None,
) -> Standard | None:
    """Propose what to hold from the last twelve values, oldest first; None where there are none.

    What moved on the way to where it is now is left out as long as six values remain that lie together.
    """
    recent = _settled(list(values)[-RECENT:])
    if not recent:
        return None
    found = limits(recent, settings=Settings(lower_bound=lower_bound, upper_bound=upper_bound))
    if found is None:
        return Standard(fmean(recent), None, len(recent), _is_steady(recent))
    red_line = found.lower if higher_is_better else found.upper
    return Standard(found.centre, red_line, len(recent), _is_steady(recent))


def _is_steady(values: Sequence[float]) -> bool:
    """Whether they neither climb nor fall: Mann and Kendall's test, about 1 in 40 by chance (Mann 1945)."""
    count = len(values)
    pairs = [(later > earlier) - (later < earlier) for earlier, later in combinations(values, 2)]
    spread = sqrt(count * (count - 1) * (2 * count + 5) / 18)
    return abs(sum(pairs)) - 1 < SURE * spread


def _settled(values: list[float]) -> list[float]:
    """The latest of these values that no longer climb: from the front goes what lies outside the limits of the rest."""
    while len(values) > FEWEST_FOR_LIMITS:
        rest = limits(values[1:])
        if rest is None or rest.lower is None or rest.upper is None or rest.lower <= values[0] <= rest.upper:
            break
        values = values[1:]
    return values
