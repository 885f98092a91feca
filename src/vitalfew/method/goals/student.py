"""Student's t distribution for whole degrees of freedom."""

import numpy as np

from vitalfew.method.goals.course import Numbers


def student_cdf(x: Numbers, freedom: int) -> Numbers:
    """The share of a t distribution with `freedom` degrees (1 or more) that lies below each x.

    The finite series of Abramowitz and Stegun, 'Handbook of mathematical functions', 26.7.3 and 26.7.4.
    """
    tangent = x / np.sqrt(freedom)
    cosine = 1 / np.sqrt(1 + tangent**2)
    sine = tangent * cosine
    odd = freedom % 2
    term = cosine.copy() if odd else np.ones_like(cosine)
    total = term.copy() if freedom > 1 else np.zeros_like(cosine)
    square = cosine**2
    for step in range(2 + odd, freedom - 1, 2):
        term = term * square * ((step - 1) / step)
        total += term
    if odd:
        return np.asarray(0.5 + (np.arctan(tangent) + sine * total) / np.pi)
    return np.asarray(0.5 + 0.5 * sine * total)
