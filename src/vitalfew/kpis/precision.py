"""With how many decimals the values of one KPI are shown: the same everywhere."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vitalfew.method.numbers import show

LATEST = 100
STEPS = 5
MOST = 6


def decimals_of(values: Sequence[float | None]) -> int | None:
    """As many decimals as the last 100 values were written with, 0–6; None while there are not two different ones.

    Steps finer than a fifth of what the values move from one period to the next say nothing and are left away.
    """
    known = np.array([value for value in values[-LATEST:] if value is not None])
    moves = np.abs(np.diff(known))
    if not moves.any():
        return None
    told = math.ceil(-math.log10(moves.mean() / STEPS))
    return next((decimals for decimals in range(min(told, MOST)) if _written(known, decimals)), max(0, min(told, MOST)))


def _written(known: NDArray[np.float64], decimals: int) -> bool:
    return bool((np.round(known, decimals) == known).all())


def shown(value: float | None, unit: str, *, lines: Sequence[float | None], decimals: int | None) -> str:
    """A value with its unit and so many decimals, or as many as tell it from the nearest of these lines."""
    known = [line for line in lines if line is not None]
    beside = min(known, key=lambda line: abs(line - value)) if known and value is not None else None
    return show(value, unit, beside=beside, decimals=decimals)
