"""Thresholds of the level rule, found by simulation of steady, normal, independent series.

Rows are baselines of BASELINES points, columns the chance of at least one signal in 24 new points.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

BASELINES = np.array([12.0, 16, 20, 24, 30, 40, 60])
CHANCES = np.array([0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005])
LEVEL = np.array(
    [
        [1.74, 2.37, 2.77, 3.12, 3.55, 3.85, 4.12],
        [1.76, 2.36, 2.73, 3.06, 3.46, 3.75, 4.01],
        [1.78, 2.36, 2.71, 3.03, 3.41, 3.67, 3.94],
        [1.80, 2.36, 2.71, 3.01, 3.37, 3.63, 3.88],
        [1.82, 2.36, 2.69, 2.98, 3.33, 3.59, 3.81],
        [1.83, 2.37, 2.68, 2.97, 3.31, 3.54, 3.75],
        [1.86, 2.37, 2.68, 2.95, 3.28, 3.50, 3.72],
    ]
)
SINGLE = np.array(
    [
        [2.26, 2.94, 3.39, 3.82, 4.40, 4.84, 5.31],
        [2.25, 2.85, 3.24, 3.61, 4.08, 4.44, 4.79],
        [2.23, 2.81, 3.17, 3.51, 3.94, 4.25, 4.57],
        [2.23, 2.77, 3.12, 3.43, 3.82, 4.11, 4.43],
        [2.22, 2.75, 3.07, 3.37, 3.75, 4.02, 4.29],
        [2.21, 2.72, 3.04, 3.33, 3.71, 4.00, 4.29],
        [2.20, 2.71, 3.03, 3.33, 3.72, 4.04, 4.41],
    ]
)
RAREST = 0.005


def _row(table: Floats, baseline: int) -> Floats:
    return _single(baseline) if table is SINGLE else _level(baseline)


@cache
def _level(baseline: int) -> Floats:
    return _between(LEVEL, baseline)


@cache
def _single(baseline: int) -> Floats:
    return _between(SINGLE, baseline)


def _between(table: Floats, baseline: int) -> Floats:
    order = (1 / BASELINES)[::-1]
    return np.array([np.interp(1 / baseline, order, column[::-1]) for column in table.T])


def threshold(table: Floats, *, baseline: int, chance: float) -> float:
    """The score a steady series exceeds with this chance (.005 to .5) somewhere in 24 new points."""
    row = _row(table, baseline)
    return float(np.interp(np.log(chance), np.log(CHANCES[::-1]), row[::-1]))


def chance(table: Floats, *, score: float, baseline: int, new_points: int) -> float:
    """Chance that a steady series shows a score at least as large somewhere in so many new points (.005 to 1).

    1 − (1 − p₂₄)^((n/24)^g) with g = 1.15 below 24 points, .92 above, .87 for single points.
    """
    growth = 0.87 if table is SINGLE else 1.15 if new_points < 24 else 0.92
    row = _row(table, baseline)
    log_chance = np.interp(abs(score), row, np.log(CHANCES), left=np.log(0.9))
    whole = 1 - (1 - np.exp(log_chance)) ** ((new_points / 24) ** growth)
    return float(min(1.0, max(RAREST, whole)))
