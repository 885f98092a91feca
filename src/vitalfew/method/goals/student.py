"""Student's t distribution for whole degrees of freedom."""

import numpy as np

from vitalfew.method.goals.course import Numbers


def student_cdf(x: Numbers, freedom: int) -> Numbers:
    """The share of a t distribution with `freedom` degrees (1 or more) that lies below each x.

    The finite series of Abramowitz and Stegun, 'Handbook of mathematical functions', 26.7.3 and 26.7.4.
    """
    angle = np.arctan(x / np.sqrt(freedom))
    cosine = np.cos(angle)
    odd = freedom % 2
    term = cosine.copy() if odd else np.ones_like(cosine)
    total = term.copy() if freedom > 1 else np.zeros_like(cosine)
    for step in range(2 + odd, freedom - 1, 2):
        term = term * cosine**2 * (step - 1) / step
        total += term
    if odd:
        return np.asarray(0.5 + (angle + np.sin(angle) * total) / np.pi)
    return np.asarray(0.5 + 0.5 * np.sin(angle) * total)
