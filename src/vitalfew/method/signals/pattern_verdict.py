"""Signals of the rule sets with fixed lines, and the verdict they give."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vitalfew.method.signals import wording
from vitalfew.method.signals.patterns import Truths, stretches
from vitalfew.method.signals.rulesets import Marks
from vitalfew.method.signals.types import Signal, Verdict

Floats = NDArray[np.float64]

SINGLE_POINTS = ("beyond_limits", "range_beyond_limit")
RECENT = 8


def pattern_signals(marks: Sequence[Marks], *, values: Floats, start: int) -> list[Signal]:
    """The completed patterns of one series (marks of one row); `values` are raw, `start` is their place."""
    found = [
        signal
        for mark in marks
        for up, ends in ((True, mark.up[0]), (False, mark.down[0]))
        for signal in _signals(mark, ends, up, values, start)
    ]
    return sorted(found, key=lambda signal: (signal.index, signal.rule))


def _signals(mark: Marks, ends: Truths, up: bool, values: Floats, start: int) -> list[Signal]:  # noqa: FBT001
    spans = [(i, i) for i in np.flatnonzero(ends).tolist()] if mark.width == 1 else stretches(ends, width=mark.width)
    return [
        Signal(
            mark.rule,
            start + first + mark.width - 1,
            tuple(range(start + first, start + last + 1)),
            float(values[first + mark.width - 1]),
            up,
        )
        for first, last in spans
    ]


def pattern_verdict(signals: Sequence[Signal], *, places: NDArray[np.int64]) -> Verdict:
    """What patterns that reach into the last eight points say.

    A run, a trend or a pattern near a limit is a real change, since its first point; a single point or step is a
    point to check. The pattern that reaches furthest counts, then the longest.
    """
    recent = [signal for signal in signals if signal.indices[-1] >= places[-RECENT:][0]]
    lasting = [signal for signal in recent if signal.rule not in SINGLE_POINTS]
    chosen = max(lasting or recent, key=lambda s: (s.indices[-1], len(s.indices)), default=None)
    if chosen is None:
        return Verdict("steady", f"Steady: no pattern in the last {wording.points(min(RECENT, len(places)))}.")
    clause = wording.pattern(chosen.rule, count=len(chosen.indices), up=chosen.up)
    if lasting:
        return Verdict("real_change", f"Real change: {clause}.", chosen.up, chosen.indices[0], chosen.index)
    return Verdict("check_point", f"Check this point: {clause}.", chosen.up, chosen.indices[0], chosen.index)
