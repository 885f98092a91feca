"""Runs and 'm of n' patterns along the rows of series × time arrays of truth values.

Rows are treated as one long line, which is several times faster, and the ends of patterns that would reach into the
row before are cleared.
"""

import numpy as np
from numpy.typing import NDArray

Truths = NDArray[np.bool_]


def in_a_row(truths: Truths, *, length: int) -> Truths:
    """True where the last `length` points of the row are all true."""
    line = np.ascontiguousarray(truths).reshape(-1)
    held, span = line, 1
    while span < length and len(held):
        step = min(span, length - span)
        held = held[step:] & held[:-step]
        span += step
    return _within_rows(held, truths, width=length)


def three_of_four(truths: Truths) -> Truths:
    """True where at least three of the row's last four points are true; four points are needed."""
    line = np.ascontiguousarray(truths).reshape(-1)
    either, both = line[1:] | line[:-1], line[1:] & line[:-1]
    late, early = both[2:] & either[:-2], either[2:] & both[:-2]
    return _within_rows(late | early, truths, width=4)


def two_of_three(truths: Truths) -> Truths:
    """True where at least two of the row's last three points are true; three points are needed."""
    line = np.ascontiguousarray(truths).reshape(-1)
    both, ends = line[1:] & line[:-1], line[2:] & line[:-2]
    return _within_rows(both[1:] | both[:-1] | ends, truths, width=3)


def _within_rows(ends: Truths, truths: Truths, *, width: int) -> Truths:
    result = np.empty(truths.shape, dtype=bool)
    result[:, : width - 1] = False
    if len(ends):
        result.reshape(-1)[width - 1 :] = ends
        result[:, : width - 1] = False
    return result


def stretches(ends: Truths, *, width: int) -> list[tuple[int, int]]:
    """First and last points of patterns of `width` points that end where `ends` is true; overlapping ones are one."""
    found: list[tuple[int, int]] = []
    for end in np.flatnonzero(ends).tolist():
        start = end - width + 1
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
