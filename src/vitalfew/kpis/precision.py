"""With how many decimals the values of one KPI are shown: the same everywhere."""

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean

from vitalfew.method.numbers import exact, show

LATEST = 100
STEPS = 5
MOST = 6


def decimals_of(values: Sequence[float | None]) -> int | None:
    """As many decimals as the last 100 values were written with, 0–6; None while there are not two different ones.

    Steps finer than a fifth of what the values move from one period to the next say nothing and are left away.
    """
    known = [value for value in values[-LATEST:] if value is not None]
    moves = [abs(after - before) for before, after in pairwise(known)]
    if not any(moves):
        return None
    written = max(len(exact(value).partition(".")[2]) for value in known)
    told = math.ceil(-math.log10(fmean(moves) / STEPS))
    return min(max(min(written, told), 0), MOST)


def shown(value: float | None, unit: str, *, lines: Sequence[float | None], decimals: int | None) -> str:
    """A value with its unit and so many decimals, or as many as tell it from the nearest of these lines."""
    known = [line for line in lines if line is not None]
    beside = min(known, key=lambda line: abs(line - value)) if known and value is not None else None
    return show(value, unit, beside=beside, decimals=decimals)
