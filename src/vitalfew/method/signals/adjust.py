"""Seasons and trends: how a series is brought to one level before it is judged, and how lines are drawn back.

Sources: seasonal factors (sub-period mean ÷ overall mean) and half-average trends, D. J. Wheeler, Making Sense of
Data (SPC Press 2003).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vitalfew.method.signals.types import Settings

Floats = NDArray[np.float64]

FEWEST_CYCLES = 2
NEWEST = 4


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One series at one level: value = `scale` × level + `offset`, point by point.

    `seasonal` and `trended` say what was taken out; a season that was asked for stays in when a sub-period holds
    fewer than two values.
    """

    values: Floats
    untrended: Floats
    scale: Floats
    offset: Floats
    seasonal: bool = False
    trended: bool = False

    @property
    def moved(self) -> bool:
        """Whether the lines differ from point to point."""
        return self.seasonal or self.trended

    def line(self, level: float) -> Floats:
        """Where a line at this level runs, in the unit of the values, point by point."""
        return self.scale * level + self.offset


def adjusted(
    values: Floats, *, settings: Settings, baseline: slice, position: int = 0, locked: bool = False
) -> Adjustment:
    """A phase's values with the season and the trend taken out that the settings ask for.

    The trend comes from the `baseline`, and so do seasonal factors once it is `locked`, or, where it holds fewer than
    two cycles, from the first two: limits that are locked must not move with what comes later. Until then factors
    come from all values but the newest four, so that a wild one is seen, not learnt. `position` is the place of the
    first value in the whole series, so that a phase keeps the season of its calendar.
    """
    slope, middle = half_average_slope(values[baseline]) if settings.trended else (0.0, 0.0)
    away = np.arange(len(values)) - (baseline.start or 0) - middle
    scale, offset, seasonal = np.ones(len(values)), np.zeros(len(values)), False
    if settings.season is not None:
        periods = (np.arange(len(values)) + position) % settings.season
        learnt = _learnt_from(values, periods=periods, season=settings.season, until=baseline.stop if locked else None)
        seasonal = learnt is not None
        if learnt is not None:
            scale, offset = season_of(values - slope * away, periods=periods, learnt=learnt)
    untrended = (values - offset) / scale
    if settings.trended:
        slope, middle = half_average_slope(untrended[baseline])
        trend = slope * (np.arange(len(values)) - (baseline.start or 0) - middle)
        return Adjustment(untrended - trend, untrended, scale, offset + scale * trend, seasonal, trended=True)
    return Adjustment(untrended, untrended, scale, offset, seasonal)


def _learnt_from(values: Floats, *, periods: NDArray[np.int64], season: int, until: int | None) -> int | None:
    """How many of the first values the season is learnt from; None while not every sub-period holds two."""
    whole = len(values)
    for end in range(until, whole + 1) if until is not None else (whole - NEWEST, whole):
        if end > 0 and has_full_cycles(values[:end], periods=periods[:end], season=season):
            return end
    return None


def has_full_cycles(values: Floats, *, periods: NDArray[np.int64], season: int) -> bool:
    """Whether every sub-period of the season holds at least two values."""
    counts = np.bincount(periods[~np.isnan(values)], minlength=season)
    return bool(counts.min() >= FEWEST_CYCLES)


def season_of(values: Floats, *, periods: NDArray[np.int64], learnt: int) -> tuple[Floats, Floats]:
    """Seasonal factors and offsets, point by point, from the first `learnt` values: factors for positive values,
    offsets for others.
    """
    present = np.flatnonzero(~np.isnan(values[:learnt]))
    counts = np.bincount(periods[present])
    means = np.bincount(periods[present], weights=values[present]) / counts
    overall = float(means.mean())
    if np.nanmin(values) > 0:
        return (means / overall)[periods], np.zeros(len(values))
    return np.ones(len(values)), (means - overall)[periods]


def half_average_slope(values: Floats) -> tuple[float, float]:
    """Rise per point between the averages of the two halves, and the place midway; 0 with a half empty."""
    middle = (len(values) - 1) / 2
    half = len(values) // 2
    first, second = values[:half], values[len(values) - half :]
    first, second = first[~np.isnan(first)], second[~np.isnan(second)]
    if not len(first) or not len(second):
        return 0.0, middle
    return float((second.mean() - first.mean()) / (len(values) - half)), middle
