"""Reasons to read natural process limits with care, and what would help.

Each test is set so that it speaks up on fewer than about 1 in 50 steady, normal, independent series.
"""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from vitalfew.method.signals import wording
from vitalfew.method.signals.limits import FEWEST_FOR_LIMITS
from vitalfew.method.signals.types import Doubt

Floats = NDArray[np.float64]

USUAL = (12, 52, 4, 7, 24)
CYCLES = {4: 3, 7: 3, 24: 3}
FEWEST_TO_DOUBT = 12
STRONG_LAG = 0.3
LAG_IN_ERRORS = 2.3
STRONG_SKEW = 0.9
SKEW_IN_ERRORS = 2.5
TREND_SHARE = 0.45
FEWEST_FOR_TREND = 10.8
SEASON_SHARE = 0.3
SEASON_IN_ERRORS = 3.5
COARSE_SHARE = 0.5
DUST = 1e-9

COARSE = Doubt(
    "coarse",
    "Most neighbours are equal: the values are rounded so coarsely that the limits come out too narrow.",
    "Record finer values or take a longer period; chart rare events by the time between them.",
)
TREND = Doubt(
    "trend",
    "The values follow a straight line up or down, so limits about one level do not describe them.",
    "Let the centre follow the trend, or start a new phase where the climb or fall ended.",
)
SKEWED = Doubt(
    "skewed",
    "The values lean far to one side, so points beyond the far limit come up by chance.",
    "Chart them on a log scale or as a rate.",
)
AUTOCORRELATED = Doubt(
    "autocorrelated",
    "Each value resembles the one before it, so the limits are too narrow and runs come up by chance.",
    "Take a coarser period (weeks instead of days, quarters instead of months), or read the runs with patience.",
)


def doubts_about(
    values: Floats,
    *,
    missing_season: int | None = None,
    known_season: int | None = None,
    seasons: Collection[int] | None = None,
) -> tuple[Doubt, ...]:
    """Doubts about limits that were computed from these values (one series at one level, NaN = missing).

    `missing_season` is a season that was asked for and could not be taken out, `known_season` one that was, and
    `seasons` are those that may be proposed, None for all usual ones.
    """
    present = values[~np.isnan(values)]
    if len(present) < FEWEST_FOR_LIMITS:
        return (_few(len(present)),)
    found = [COARSE] if is_coarse(values) else []
    if missing_season is not None:
        found.append(_unfinished_season(missing_season))
    if len(present) < FEWEST_TO_DOUBT or present.min() == present.max():
        return tuple(found)
    known = missing_season is not None or known_season is not None
    return tuple(found + _shape_doubts(values, seasons=() if known else USUAL if seasons is None else seasons))


def _shape_doubts(values: Floats, *, seasons: Collection[int]) -> list[Doubt]:
    found = []
    level = values
    if is_trend(values):
        found.append(TREND)
        level = without_line(values)
    season = season_in(level, of=seasons)
    if season is not None:
        found.append(season_doubt(season))
        level = without_season(level, season=season)
    if level is not values and np.nanstd(level) <= DUST * np.nanstd(values):
        return found
    if is_skewed(level):
        found.append(SKEWED)
    if is_autocorrelated(level):
        found.append(AUTOCORRELATED)
    return found


def _few(count: int) -> Doubt:
    return Doubt(
        "few_points",
        f"There are only {wording.points(count)}; natural limits need six.",
        "Wait for more points, or add earlier ones.",
    )


def season_doubt(season: int) -> Doubt:
    """What is said of a season of so many points that is still in the values."""
    return Doubt(
        "season",
        f"A season seems to repeat every {wording.number(season)} points: its dips and peaks look like signals.",
        f"Take the season of {season} out: two full cycles are enough, three are better.",
        season,
    )


def _unfinished_season(season: int) -> Doubt:
    return Doubt(
        "season",
        f"The season of {season} is still in the values: there are not two full cycles of it yet.",
        f"Wait until there are {2 * season} points, or add earlier ones; until then compare with the same season.",
    )


def is_coarse(values: Floats) -> bool:
    """Whether more than half of the moving ranges are 0."""
    steps = np.diff(values)
    steps = steps[~np.isnan(steps)]
    return len(steps) > 0 and float((steps == 0).mean()) > COARSE_SHARE


def is_trend(values: Floats) -> bool:
    """Whether a straight line explains much of the spread, and more of it than a single step does."""
    present = values[~np.isnan(values)]
    left = without_line(values)
    line = 1 - float(np.nansum(left**2)) / float(((present - present.mean()) ** 2).sum())
    return line > max(TREND_SHARE, FEWEST_FOR_TREND / len(present)) and line > step_share(present)


def step_share(present: Floats) -> float:
    """The largest share of the spread that one step between two levels explains."""
    apart = present - present.mean()
    before = np.arange(1, len(apart))
    sums = np.cumsum(apart)[:-1]
    between = sums**2 / before + sums**2 / (len(apart) - before)
    return float(between.max() / (apart**2).sum())


def without_line(values: Floats) -> Floats:
    """What a straight line through the values leaves over."""
    places = np.flatnonzero(~np.isnan(values))
    away = places - places.mean()
    slope = float((away * values[places]).sum() / (away**2).sum())
    return np.asarray(values - values[places].mean() - slope * (np.arange(len(values)) - places.mean()))


def season_in(values: Floats, *, of: Collection[int]) -> int | None:
    """Which `of` these seasons (in points) explains the values best, or None if none does beyond chance."""
    count = int((~np.isnan(values)).sum())
    lengths = [length for length in of if count >= CYCLES.get(length, 2) * length]
    strength = {length: season_strength(values, season=length) for length in lengths}
    best = max(strength, key=lambda length: strength[length], default=None)
    return best if best is not None and strength[best] > SEASON_IN_ERRORS else None


def season_strength(values: Floats, *, season: int) -> float:
    """How far sub-period means differ, as a normal score of their F ratio; 0 where they explain little.

    The normal approximation of F is Paulson's (1942).
    """
    left = without_season(values, season=season)
    present = ~np.isnan(left)
    count = int(present.sum())
    whole = float(np.square(values[present] - values[present].mean()).sum())
    within = float(np.square(left[present]).sum())
    free = count - season
    if free < 1 or whole == 0:
        return 0.0
    if within <= 1e-12 * whole:
        return np.inf
    ratio = (whole - within) / (season - 1) / (within / free)
    if 1 - (within / free) / (whole / (count - 1)) < SEASON_SHARE:
        return 0.0
    return _normal_score(ratio, season - 1, free)


def _normal_score(ratio: float, above: int, below: int) -> float:
    root = ratio ** (1 / 3)
    upper, lower = 2 / (9 * above), 2 / (9 * below)
    return float(((1 - lower) * root - (1 - upper)) / np.sqrt(lower * root**2 + upper))


def without_season(values: Floats, *, season: int) -> Floats:
    """What the sub-period means leave over."""
    periods, present = np.arange(len(values)) % season, ~np.isnan(values)
    sums = np.bincount(periods[present], weights=values[present], minlength=season)
    counts = np.bincount(periods[present], minlength=season)
    return np.asarray(values - (sums / np.maximum(counts, 1))[periods])


def is_skewed(values: Floats) -> bool:
    """Whether the values lean strongly to one side, and still do without the one furthest out."""
    present = values[~np.isnan(values)]
    limit = max(STRONG_SKEW, SKEW_IN_ERRORS * float(np.sqrt(6 / len(present))))
    furthest = np.abs(present - np.median(present)).argmax()
    whole, rest = skewness(present), skewness(np.delete(present, furthest))
    return abs(whole) > limit and abs(rest) > 0.6 * limit and whole * rest > 0


def skewness(present: Floats) -> float:
    """Third standardised moment; 0 for equal values."""
    apart = present - present.mean()
    spread = float(np.sqrt((apart**2).mean()))
    return 0.0 if spread == 0 else float(((apart / spread) ** 3).mean())


def is_autocorrelated(values: Floats) -> bool:
    """Whether neighbours in time resemble each other strongly (lag-1 autocorrelation of ranks, corrected for bias).

    Ranks keep one or two wild points from deciding it.
    """
    present = ~np.isnan(values)
    count = int(present.sum())
    apart = np.zeros(len(values))
    apart[present] = middle_ranks(values[present])
    squares = float((apart**2).sum())
    if squares == 0:
        return False
    lag = float((apart[1:] * apart[:-1]).sum()) / squares
    lag = lag + (1 + 4 * lag) / count
    return lag > max(STRONG_LAG, LAG_IN_ERRORS / float(np.sqrt(count)))


def middle_ranks(present: Floats) -> Floats:
    """Ranks about their mean; equal values share the middle of their ranks."""
    _, places, counts = np.unique(present, return_inverse=True, return_counts=True)
    middles = np.cumsum(counts) - (counts + 1) / 2
    return np.asarray(middles[places] - (len(present) - 1) / 2)
