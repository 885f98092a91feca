"""Where a key result will land if it goes on as it has: an interval, and the probability of success.

The progress is read as a straight line plus two things that blur it: noise, which is new at each measurement,
and wandering, which stays. A few points cannot tell how much of either there is, so twelve mixtures are weighed
by how well each explains the points so far, and the forecast is their weighted average (Bayesian model
averaging: Hoeting and others, Statistical Science 14, 1999). Each mixture is a regression with correlated
errors and conjugate priors, whose forecast is a Student t (Gelman and others, 'Bayesian data analysis', 3rd
ed., 14.2 and 14.7); the wandering parts are those of the local linear trend (Harvey, 'Forecasting, structural
time series models', 2.3). Where there is only wandering it tends to the drift method (Hyndman and
Athanasopoulos, 'Forecasting', 5.2), where there is only noise to the line of least squares.
`bench/outlook.py` measures how often the interval holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from vitalfew.method.goals.course import Course, Numbers, course
from vitalfew.method.goals.progress import Kind, success
from vitalfew.method.goals.student import student_cdf

LEVEL_WANDERS = (0.0, 0.3, 1.0, 3.0, 10.0, 100.0)
LEVEL_WEIGHTS = (2.0, 1.0, 1.0, 2.0, 2.0, 4.0)
SLOPE_WANDERS = (0.0, 0.01)
SLOPE_WEIGHTS = (2.0, 1.0)
NOISE = 0.04
NOISE_FREEDOM = 2
SLOPE = 0.5
SLOPE_SPREAD = 20 * NOISE
BASELINE_SPREAD = 1.0
MOST_POINTS = 40
TAIL = 0.1
SHORTEST_STEP = 1e-4
NEGLIGIBLE = 0.001
GRIDS = 3
GRID_POINTS = 33


@dataclass(frozen=True, slots=True)
class Outlook:
    """The progress at the cycle's end: four times in five between `low` and `high` (not held within 0–1).

    `probability` (0–1) is that of success: 0.7 or more, 1.0 or more when committed.
    """

    low: float
    high: float
    probability: float


@dataclass(frozen=True, slots=True)
class _Forecast:
    """A weighted sum of Student t distributions that share their degrees of freedom."""

    weights: Numbers
    centres: Numbers
    spreads: Numbers
    freedom: int

    def below(self, done: Numbers) -> Numbers:
        """The probability of ending below each progress."""
        reach = (done[:, None] - self.centres) / self.spreads
        return np.asarray(student_cdf(reach, self.freedom) @ self.weights)

    def quantile(self, share: float) -> float:
        """The progress below which this share of the forecast lies, by three ever finer grids."""
        reach = 12 * float(self.spreads[self.weights > NEGLIGIBLE].max())
        middle = float(self.weights @ self.centres)
        low, high = middle - reach, middle + reach
        for _ in range(GRIDS):
            grid = np.linspace(low, high, GRID_POINTS)
            place = min(max(int(np.searchsorted(self.below(grid), share)), 1), GRID_POINTS - 1)
            low, high = float(grid[place - 1]), float(grid[place])
        return (low + high) / 2


def outlook(
    *,
    times: Sequence[datetime],
    values: Sequence[float | None],
    baseline: float,
    target: float,
    start: datetime,
    end: datetime,
    now: datetime,
    kind: str = Kind.ASPIRATIONAL,
) -> Outlook:
    """The outlook from the key result's own measurements in the cycle, with the baseline as the first of
    them.

    Raises ValueError when nothing has been measured in the cycle, or target and baseline are equal.
    """
    way = course(times=times, values=values, baseline=baseline, target=target, start=start, end=end, now=now)
    return outlook_of(way, kind=kind, over=now >= end)


def outlook_of(way: Course, *, kind: str = Kind.ASPIRATIONAL, over: bool = False) -> Outlook:
    """The outlook of a course; once the cycle is `over` it is what was reached, without a spread."""
    if way.current is None:
        raise ValueError("Nothing has been measured in this cycle, so there is no outlook yet.")
    if over:
        return Outlook(way.current, way.current, float(way.current >= success(kind)))
    forecast = _forecast(*_thinned(way))
    low, high = forecast.quantile(TAIL), forecast.quantile(1 - TAIL)
    falls_short = forecast.below(np.array([success(kind)]))[0]
    return Outlook(low, high, min(max(float(1 - falls_short), 0.0), 1.0))


def _thinned(way: Course) -> tuple[Numbers, Numbers]:
    """At most 40 points, evenly taken, always with the first and the last: more don't sharpen the outlook
    much.
    """
    count = len(way.clock)
    if count <= MOST_POINTS:
        return way.clock, way.done
    kept = np.linspace(0, count - 1, MOST_POINTS).round().astype(int)
    return way.clock[kept], way.done[kept]


def _forecast(clock: Numbers, done: Numbers) -> _Forecast:
    """The forecast for clock 1. Progress is held against a prior of half the way, ± 0.8, in a whole cycle."""
    count = len(clock)
    all_times = np.append(clock, 1.0)
    spread = _covariances(all_times, step=max((clock[-1] - clock[0]) / max(count - 1, 1), SHORTEST_STEP))
    lower = np.linalg.cholesky(spread[:, :count, :count])
    surprise = done - SLOPE * clock
    sides = np.stack([np.broadcast_to(surprise, (len(spread), count)), spread[:, :count, count]], axis=-1)
    solved = np.linalg.solve(lower, sides)
    explained, carried = solved[..., 0], solved[..., 1]
    freedom = NOISE_FREEDOM + count
    squares = NOISE_FREEDOM * NOISE**2 + (explained**2).sum(axis=1)
    fit = -np.log(np.diagonal(lower, axis1=1, axis2=2)).sum(axis=1) - freedom / 2 * np.log(squares)
    weights = np.outer(LEVEL_WEIGHTS, SLOPE_WEIGHTS).ravel() * np.exp(fit - fit.max())
    left = spread[:, count, count] - (carried**2).sum(axis=1)
    return _Forecast(
        weights=weights / weights.sum(),
        centres=SLOPE + (carried * explained).sum(axis=1),
        spreads=np.sqrt(squares / freedom * left),
        freedom=freedom,
    )


def _covariances(clock: Numbers, *, step: float) -> Numbers:
    """One matrix per mixture, in units of the noise variance; wandering is measured per mean step."""
    steps = clock / step
    earlier, later = np.minimum.outer(steps, steps), np.maximum.outer(steps, steps)
    level = earlier
    slope = earlier**2 * (3 * later - earlier) / 6
    prior = (BASELINE_SPREAD / NOISE) ** 2 + (SLOPE_SPREAD / NOISE) ** 2 * np.outer(clock, clock)
    own = np.eye(len(clock)) + prior
    return np.array([own + q * level + r * slope for q in LEVEL_WANDERS for r in SLOPE_WANDERS])
