"""What a steady verdict says beside points that are drawn outside the limits."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from vitalfew.method.signals import wording
from vitalfew.method.signals.doubts import is_autocorrelated
from vitalfew.method.signals.limits import ManyLimits
from vitalfew.method.signals.types import Verdict

LATEST = 8


def with_outside(verdict: Verdict, values: NDArray[np.float64], lines: ManyLimits, *, row: int = 0) -> Verdict:
    """The verdict with a sentence on those of the last eight values (NaN = missing) that lie outside these limits.

    The values are those of one phase at one level. A verdict that is not steady says enough already.
    """
    if verdict.state != "steady":
        return verdict
    present = values[~np.isnan(values)]
    latest = present[-LATEST:]
    count = int(np.count_nonzero((latest < lines.lower[row]) | (latest > lines.upper[row])))
    if not count:
        return verdict
    said = wording.outside(count, of=len(latest), resembling=is_autocorrelated(values))
    return replace(verdict, words=f"{verdict.words} {said}")
