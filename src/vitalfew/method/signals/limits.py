"""Natural process limits of XmR charts, for one series and for many at once.

Source of the constants: D. J. Wheeler, Making Sense of Data (SPC Press 2003).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from vitalfew.method.signals.types import DEFAULT, Limits, Settings

Floats = NDArray[np.float64]

LIMIT_FACTOR = {"mean": 2.66, "median": 3.145}
RANGE_FACTOR = {"mean": 3.268, "median": 3.865}
SCREEN_FACTOR = 3.267
FEWEST_FOR_LIMITS = 6
FEWEST_TO_LOCK = 12
LARGEST = 1e100


@dataclass(frozen=True, slots=True)
class ManyLimits:
    """`Limits` of many series: one number per series, NaN where a limit is not drawn or cannot be had."""

    centre: Floats
    lower: Floats
    upper: Floats
    sigma: Floats
    range_mean: Floats
    range_upper: Floats

    def of(self, row: int) -> Limits | None:
        """The limits of one series, or None if it has too few points for any."""
        if np.isnan(self.sigma[row]):
            return None
        lower, upper = float(self.lower[row]), float(self.upper[row])
        return Limits(
            centre=float(self.centre[row]),
            lower=None if np.isnan(lower) else lower,
            upper=None if np.isnan(upper) else upper,
            sigma=float(self.sigma[row]),
            range_mean=float(self.range_mean[row]),
            range_upper=float(self.range_upper[row]),
        )


def as_series(values: ArrayLike) -> Floats:
    """Values as a 2-D array, series × time; None becomes NaN.

    Raises ValueError for an infinite value and for one beyond ±1e100, naming its place.
    """
    array = np.atleast_2d(np.asarray(values, dtype=np.float64))
    if array.size and not (array.max() <= LARGEST and array.min() >= -LARGEST):
        _refuse_too_large(array)
    return array


def _refuse_too_large(array: Floats) -> None:
    found = np.argwhere(np.abs(array) > LARGEST)
    if len(found):
        row, index = found[0].tolist()
        where = (
            f"value {index} of series {row} (counted from 0)" if len(array) > 1 else f"value {index} (counted from 0)"
        )
        raise ValueError(f"{where} is infinite or too large to judge: correct it or leave it out")


def steps(values: Floats) -> Floats:
    """Signed distances from the value before, the shape of the values; NaN for the first of each series.

    Rows are treated as one long line, which is several times faster.
    """
    result = np.empty(values.shape)
    if values.size:
        line = np.ascontiguousarray(values).reshape(-1)
        np.subtract(line[1:], line[:-1], out=result.reshape(-1)[1:])
        result[:, 0] = np.nan
    return result


def moving_ranges(values: Floats) -> Floats:
    """Distances between neighbours in time; NaN beside a missing value, which is never bridged."""
    moved = steps(values)
    return np.abs(moved, out=moved)[:, 1:]


def row_average(values: Floats, *, kind: str) -> Floats:
    """Mean or median of each row, missing values left out; NaN for a row that holds none."""
    if not values.shape[1]:
        return np.full(len(values), np.nan)
    plain: Floats = values.mean(axis=1) if kind == "mean" else np.median(values, axis=1)
    for row in np.flatnonzero(np.isnan(plain)):
        present = values[row][~np.isnan(values[row])]
        if len(present):
            plain[row] = present.mean() if kind == "mean" else np.median(present)
    return plain


def screened(ranges: Floats) -> Floats:
    """The ranges without those above 3.267 × their mean, dropped once."""
    ceiling = SCREEN_FACTOR * row_average(ranges, kind="mean")
    return np.where(ranges > ceiling[:, None], np.nan, ranges)


def limits_many(
    values: ArrayLike, *, settings: Settings = DEFAULT, baseline: tuple[int, int] | None = None
) -> ManyLimits:
    """Limits of many series (series × time, NaN = missing), in the unit of the values.

    `baseline` names the first and the last point to compute from; all points by default. A series with fewer than
    six values in it has no limits: its numbers are NaN.
    """
    points = as_series(values)
    if baseline is not None:
        points = points[:, baseline[0] : baseline[1] + 1]
    return limits_from(points, settings=settings)


def limits(
    values: ArrayLike, *, settings: Settings = DEFAULT, baseline: tuple[int, int] | None = None
) -> Limits | None:
    """Limits of one series, or None if its baseline (all points by default) holds fewer than six values."""
    return limits_many(values, settings=settings, baseline=baseline).of(0)


def limits_from(points: Floats, *, settings: Settings) -> ManyLimits:
    """Limits of many series from all of these points, which are known to be finite or NaN."""
    ranges = moving_ranges(points)
    if settings.screen:
        ranges = screened(ranges)
    centre = row_average(points, kind=settings.centre)
    range_mean = row_average(ranges, kind=settings.range)
    few = _too_few(points)
    centre[few], range_mean[few] = np.nan, np.nan
    reach = LIMIT_FACTOR[settings.range] * range_mean
    lower, upper = bounded(centre - reach, centre + reach, settings)
    return ManyLimits(centre, lower, upper, reach / 3, range_mean, RANGE_FACTOR[settings.range] * range_mean)


def _too_few(points: Floats) -> NDArray[np.bool_]:
    missing = np.isnan(points)
    gaps = missing.sum(axis=1) if missing.any() else np.zeros(len(points))
    return np.asarray(points.shape[1] - gaps < FEWEST_FOR_LIMITS)


def bounded(lower: Floats, upper: Floats, settings: Settings) -> tuple[Floats, Floats]:
    """The limits, NaN where they lie beyond a natural bound."""
    if settings.lower_bound is not None:
        lower = np.where(lower < settings.lower_bound, np.nan, lower)
    if settings.upper_bound is not None:
        upper = np.where(upper > settings.upper_bound, np.nan, upper)
    return lower, upper
