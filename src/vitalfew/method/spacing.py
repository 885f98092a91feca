"""How often values come, guessed from the times at which they came."""

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from math import log
from statistics import median

from vitalfew.method.periods import Frequency, per_year

HOURS_A_YEAR = 8766.0


def guess_frequency(times: Iterable[datetime]) -> Frequency | None:
    """The frequency whose period is nearest to the usual gap between these times; None for fewer than two.

    The usual gap is the median one, so that a few missing values, weekends and holidays change nothing. All times
    are aware, or none is; their order does not matter.
    """
    ordered = sorted(set(times))
    gaps = [(after - before).total_seconds() / 3600 for before, after in pairwise(ordered)]
    if not gaps:
        return None
    usual = log(median(gaps))
    return min(Frequency, key=lambda frequency: abs(log(HOURS_A_YEAR / per_year(frequency)) - usual))
