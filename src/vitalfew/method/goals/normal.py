"""The normal distribution's share below a value."""

import numpy as np

from vitalfew.method.goals.course import Numbers

STEEPNESS = 0.3275911
TERMS = (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)


def normal_cdf(x: Numbers) -> Numbers:
    """The share of the standard normal distribution that lies below each x, to seven digits.

    Abramowitz and Stegun, 'Handbook of mathematical functions', 7.1.26.
    """
    far = np.abs(x) / np.sqrt(2)
    part = 1 / (1 + STEEPNESS * far)
    series = np.zeros_like(part)
    for term in reversed(TERMS):
        series = part * (series + term)
    beyond = series * np.exp(-(far**2)) / 2
    return np.asarray(np.where(x > 0, 1 - beyond, beyond))
