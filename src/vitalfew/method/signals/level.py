"""The level rule's scores: is the average of the last 4 or 8 points further from the baseline's than chance takes it?

Every function takes series × time without missing values; the first `baseline` points are the baseline.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vitalfew.method.signals.level_tables import LEVEL, SINGLE, threshold

Floats = NDArray[np.float64]

FEWEST = 12
LOCKED_AT = 30
LEFT_OUT = 8
WINDOWS = (4, 8)
CLIP = 3.0
CHANCE_CHANGE = 0.10
CHANCE_WATCH = 0.20
CHANCE_SINGLE = 0.05


@dataclass(frozen=True, slots=True)
class Scores:
    """Signed scores of the new points, series × new points; over 1 in size they exceed what chance explains.

    `level` and `single` are relative to the limits of 1 in 10 and 1 in 20 charts, `watch` to that of 1 in 5; the
    `raw` ones are what the tables know. `width` is the window (4 or 8) that gave the level score; `baselines` has
    one length per new point.
    """

    level: Floats
    watch: Floats
    single: Floats
    raw_level: Floats
    raw_single: Floats
    width: NDArray[np.int64]
    baselines: NDArray[np.int64]

    def of(self, row: int) -> "Scores":
        """The scores of one series, still series × new points."""
        rows = slice(row, row + 1)
        level, watch, single = self.level[rows], self.watch[rows], self.single[rows]
        raw_level, raw_single, width = self.raw_level[rows], self.raw_single[rows], self.width[rows]
        return Scores(level, watch, single, raw_level, raw_single, width, self.baselines)


def rescaled(values: Floats, *, baseline: int, count: bool) -> Floats:
    """Values on the scale they are judged on: log, square root or as they are, chosen by the baseline."""
    roots = np.sqrt(np.maximum(values, 0) + 0.375)
    if count:
        return roots
    low, high = _extremes(values[:, :baseline])
    positive, spread = low > 0, high >= 3 * low
    floor = np.where(positive, low / 2, 1)
    logs = np.log(np.where(values > 0, values, floor))
    return np.where(positive & spread, logs, np.where((low == 0) & (high > 0), roots, values))


def _extremes(points: Floats) -> tuple[Floats, Floats]:
    return points.min(axis=1, keepdims=True), points.max(axis=1, keepdims=True)


def base(values: Floats) -> tuple[Floats, Floats, Floats]:
    """Mean, standard deviation and inflation for autocorrelation of each baseline.

    The lag-1 autocorrelation is corrected for its bias, pulled toward .2 with the weight of ten points, and kept
    between 0 and .8.
    """
    length = values.shape[1]
    centre = values.mean(axis=1)
    apart = values - centre[:, None]
    rounding = length * (1e-12 * np.abs(values).max(axis=1)) ** 2 + 1e-200
    squares = np.maximum((apart * apart).sum(axis=1), rounding)
    lag = (apart[:, 1:] * apart[:, :-1]).sum(axis=1) / squares
    lag = lag + (1 + 4 * lag) / length
    phi = np.clip((length * lag + 2) / (length + 10), 0, 0.8)
    return centre, np.sqrt(squares / (length - 1)), np.sqrt((1 + phi) / (1 - phi))


def raw_scores(values: Floats, *, baseline: int, count: bool) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Level scores, single-point scores and windows of the points after the baseline, before any limit."""
    scaled = rescaled(values, baseline=baseline, count=count)
    centre, spread, inflation = base(scaled[:, :baseline])
    apart = (scaled[:, baseline:] - centre[:, None]) / spread[:, None]
    sums = np.zeros((len(apart), apart.shape[1] + 1))
    np.cumsum(np.clip(apart, -CLIP, CLIP), axis=1, out=sums[:, 1:])
    level, width = np.zeros_like(apart), np.full(apart.shape, WINDOWS[0])
    for window in (w for w in WINDOWS if apart.shape[1] >= w):
        mean = (sums[:, window:] - sums[:, :-window]) / window
        score = mean / np.sqrt(1 / window + 1 / baseline) / inflation[:, None]
        further = np.abs(score) > np.abs(level[:, window - 1 :])
        level[:, window - 1 :][further] = score[further]
        width[:, window - 1 :][further] = window
    return level, apart / np.sqrt(1 + 1 / baseline), width


def growing_baselines(new_points: int) -> NDArray[np.int64]:
    """Length of the baseline at each new point while it grows from 12 to 30, always leaving out the last eight."""
    return np.clip(FEWEST + np.arange(1, new_points + 1) - LEFT_OUT, FEWEST, LOCKED_AT)


def scores(values: Floats, *, first: int, baselines: NDArray[np.int64], grown: bool, count: bool = False) -> Scores:
    """Scores of the points from index `first` on, each against its own baseline length.

    A baseline that grows pays for it with limits 1 + .03·(30 − b)/18 times as wide.
    """
    shape = (len(values), len(baselines))
    level, single, width = np.zeros(shape), np.zeros(shape), np.zeros(shape, dtype=np.int64)
    change, watch, alone = (np.ones(len(baselines)) for _ in range(3))
    wider = 1 + 0.03 * max(0, LOCKED_AT - first) / 18 if grown else 1.0
    for length in np.unique(baselines).tolist():
        at = np.flatnonzero(baselines == length)
        raw = raw_scores(values[:, : first + at[-1] + 1], baseline=length, count=count)
        for target, source in zip((level, single, width), raw, strict=True):
            target[:, at] = source[:, at + first - length]
        change[at] = wider * threshold(LEVEL, baseline=length, chance=CHANCE_CHANGE)
        watch[at] = wider * threshold(LEVEL, baseline=length, chance=CHANCE_WATCH)
        alone[at] = threshold(SINGLE, baseline=length, chance=CHANCE_SINGLE)
    return Scores(level / change, level / watch, single / alone, level / wider, single, width, baselines)
