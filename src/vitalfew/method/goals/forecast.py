"""Where the progress of a key result may be at the end of its cycle, from every course that explains its points.

Each course, size of noise and share that stays is a Bayesian regression with two unknowns, the level at the start
and the gain along the course, and normal errors (Gelman and others, 'Bayesian data analysis', 3rd ed., 14.2 and
14.7). How well it explains the points, times its weight beforehand, is its weight in the sum (Bayesian model
averaging: Hoeting and others, Statistical Science 14, 1999).
"""

from dataclasses import dataclass

import numpy as np

from vitalfew.method.goals.course import Numbers
from vitalfew.method.goals.normal import normal_cdf
from vitalfew.method.goals.shapes import SHAPES

NOISES = np.array([0.02, 0.05, 0.1, 0.2, 0.5, 1.0])
STAYING = ((0.0, 2.0), (0.98, 1.0))
EXPECTED = np.array([0.0, 0.5])
PRECISION = np.diag(np.array([1.0, 0.4]) ** -2)
SHORTEST_STEP = 1e-4
NEGLIGIBLE = 0.0003
GRID = np.linspace(0, 1, 33)


@dataclass(frozen=True, slots=True)
class Forecast:
    """A weighted sum of normal distributions of the progress."""

    weights: Numbers
    centres: Numbers
    spreads: Numbers

    def below(self, done: Numbers) -> Numbers:
        """The probability of ending below each progress."""
        return np.asarray(normal_cdf((done[:, None] - self.centres) / self.spreads) @ self.weights)

    def quantiles(self, shares: Numbers) -> Numbers:
        """The progress below which each of these shares (0.1–0.9) lies: by three grids, and evenly within the last.

        No part has a tenth beyond two of its spreads, nor then has the sum.
        """
        low = np.full(len(shares), (self.centres - 2 * self.spreads).min())
        high = np.full(len(shares), (self.centres + 2 * self.spreads).max())
        each = np.arange(len(shares))
        for _ in range(3):
            grid = low + (high - low) * GRID[:, None]
            below = self.below(grid.ravel()).reshape(grid.shape)
            place = (below[1:-1] < shares).sum(axis=0)
            low, high = grid[place, each], grid[place + 1, each]
        under, over = below[place, each], below[place + 1, each]
        return np.asarray(low + (high - low) * (shares - under) / (over - under))


def forecast(clock: Numbers, done: Numbers) -> Forecast:
    """The forecast for clock 1 from one point or more, in order of time, each before clock 1.

    The level at the start is taken to be 0 ± 1 and the gain 0.5 ± 0.4 before the points are seen. Noises of 0.02 to
    1 are tried, greater ones where the progress itself is beyond 1. What explains the points hardly at all is left
    out.
    """
    whole = np.append(clock, 1.0)
    courses = np.array([shape.done(whole) for shape in SHAPES])
    noises = NOISES * max(1.0, float(np.abs(done).max()))
    parts = [_explanations(whole, done, courses, noises, share, weight) for share, weight in STAYING]
    fits, centres, spreads = (np.concatenate(each) for each in zip(*parts, strict=True))
    weights = np.exp(fits - fits.max())
    kept = weights > NEGLIGIBLE * weights.sum()
    return Forecast(weights[kept] / weights[kept].sum(), centres[kept], spreads[kept])


def _explanations(
    clock: Numbers, done: Numbers, courses: Numbers, noises: Numbers, staying: float, before: float
) -> tuple[Numbers, Numbers, Numbers]:
    """The log weight of each course with each noise, and where it ends: its centre and its spread.

    The points are first made independent of each other by their blur's Cholesky factor.
    """
    count = len(done)
    blur = _blur(clock, staying=staying)
    lower = np.linalg.cholesky(blur[:count, :count])
    columns = np.vstack([done, blur[count, :count], np.ones(count), courses[:, :count]])
    values, carried, level, *plain = np.linalg.solve(lower, columns.T).T
    design = np.stack([np.broadcast_to(level, (len(plain), count)), plain], axis=-1)
    last = np.stack([np.ones(len(plain)), courses[:, count]], axis=-1) - carried @ design
    fits, ends, variances = _regressions(design, values, last, noises)
    weights = before * np.array([shape.weight for shape in SHAPES])
    own = noises**2 * (blur[count, count] - carried @ carried)
    fits += np.log(weights)[:, None] - np.log(np.diagonal(lower)).sum()
    return fits.ravel(), (carried @ values + ends).ravel(), np.sqrt(variances + own).ravel()


def _regressions(design: Numbers, values: Numbers, last: Numbers, noises: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """For each course and noise: the log evidence, and the mean and variance of what it has at `last`."""
    variances = noises[:, None] ** 2
    precision = (design.swapaxes(1, 2) @ design)[:, None] / variances[..., None] + PRECISION
    pull = (values @ design)[:, None] / variances + PRECISION @ EXPECTED
    inverse = np.linalg.inv(precision)
    found = (inverse @ pull[..., None])[..., 0]
    squares = (values @ values) / noises**2 - (pull * found).sum(axis=-1)
    evidence = -len(values) * np.log(noises) - np.log(np.linalg.det(precision)) / 2 - squares / 2
    return evidence, (found * last[:, None]).sum(axis=-1), np.einsum("si,snij,sj->sn", last, inverse, last)


def _blur(clock: Numbers, *, staying: float) -> Numbers:
    """The covariances of the blur at each point and at the end, in units of the noise's variance.

    From one point to the next it changes as much whether it stays or not.
    """
    step = max(float(clock[-2] - clock[0]) / max(len(clock) - 2, 1), SHORTEST_STEP)
    return (1 - staying) * np.eye(len(clock)) + 2 * staying * np.minimum.outer(clock, clock) / step
