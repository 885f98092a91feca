"""Runs and 'm of n' patterns along the last axis of arrays of truth values."""

import numpy as np
from numpy.typing import NDArray

Truths = NDArray[np.bool_]


def in_a_row(truths: Truths, *, length: int) -> Truths:
    """True where the last `length` points are all true; earlier ends of the array stay false."""
    held, span = truths, 1
    while span < length:
        step = min(span, length - span)
        held = held[..., step:] & held[..., :-step]
        span += step
    return _from_left(held, truths)


def three_of_four(truths: Truths) -> Truths:
    """True where at least three of the last four points are true; four points are needed."""
    if truths.shape[-1] < 4:
        return np.zeros_like(truths)
    either = truths[..., 1:] | truths[..., :-1]
    both = truths[..., 1:] & truths[..., :-1]
    return _from_left((both[..., 2:] & either[..., :-2]) | (either[..., 2:] & both[..., :-2]), truths)


def two_of_three(truths: Truths) -> Truths:
    """True where at least two of the last three points are true; three points are needed."""
    if truths.shape[-1] < 3:
        return np.zeros_like(truths)
    first, second, third = truths[..., :-2], truths[..., 1:-1], truths[..., 2:]
    return _from_left((first & second) | (first & third) | (second & third), truths)


def _from_left(short: Truths, whole: Truths) -> Truths:
    result = np.zeros_like(whole)
    if short.shape[-1]:
        result[..., -short.shape[-1] :] = short
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
