"""Whether what was found speaks of now: of one of the last two periods that have a value."""

import numpy as np
from numpy.typing import NDArray

LATEST = 2


def is_lately(place: int, places: NDArray[np.int64]) -> bool:
    """Whether a point is among the last two periods with a value; `places` are those of all values, in order."""
    return bool(place >= places[-LATEST:][0])
