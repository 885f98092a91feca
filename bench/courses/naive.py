"""Simple intervals to hold the outlook against, made as wide as they need to be to hold as often."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Guess = tuple[float, float]

NAMES = ("last change", "drift", "stays")


def guesses(done: Numbers, left: int) -> tuple[Guess, ...]:
    """Centre and unit of width of each, from evenly spaced points with `left` of them to come.

    The last change repeated until the end; the mean change repeated (the drift method) and no change (the naive
    method), both Hyndman and Athanasopoulos, 'Forecasting', 5.2 and 5.5.
    """
    changes = np.diff(done)
    now, usual = float(done[-1]), float(np.sqrt((changes**2).mean() * left))
    drift = float(changes.std(ddof=1)) * np.sqrt(left * (1 + left / len(changes)))
    return (now + left * float(changes[-1]), usual), (now + left * float(changes.mean()), drift), (now, usual)


def median_width(guessed: Sequence[Guess], outcomes: Sequence[float], held: float) -> float:
    """The median width once one factor for all makes them hold the outcome in this share of cases."""
    centres, units = np.array(guessed).T
    away = np.abs(np.array(outcomes) - centres) / np.maximum(units, 1e-12)
    return float(2 * np.quantile(away, held) * np.median(units))
