"""Signals of the rule sets with fixed lines, and the verdict they give."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vitalfew.method.signals import wording
from vitalfew.method.signals.patterns import Truths, stretches
from vitalfew.method.signals.rulesets import Patterns
from vitalfew.method.signals.types import Signal, Verdict

Floats = NDArray[np.float64]

SINGLE_POINTS = ("beyond_limits", "range_beyond_limit")
RECENT = 8
BACK = 4


def pattern_signals(patterns: Patterns, *, values: Floats, start: int) -> list[Signal]:
    """The completed patterns of one series; `values` are raw, `start` is the place of the first."""
    found: list[Signal] = []
    for rule, width in zip(patterns.rules, patterns.widths, strict=True):
        for up, ends in ((True, patterns.up(rule)[0]), (False, patterns.down(rule)[0])):
            for first, last in _spans(ends, width):
                at = first + width - 1
                indices = tuple(range(start + first, start + last + 1))
                found.append(Signal(rule, start + at, indices, float(values[at]), up))
    return sorted(found, key=lambda signal: (signal.index, signal.rule))


def _spans(ends: Truths, width: int) -> list[tuple[int, int]]:
    if width == 1:
        return [(place, place) for place in np.flatnonzero(ends).tolist()]
    return stretches(ends, width=width)


def pattern_verdict(signals: Sequence[Signal], *, places: NDArray[np.int64], away: Floats, start: int) -> Verdict:
    """What patterns that reach into the last eight points say.

    A run, a trend or a pattern near a limit is a real change, since its first point; a single point or step is a
    point to check. The pattern that reaches furthest counts, then the longest; one that the values have left for the
    other side no longer counts. `away` is how far each value is from the centre, 1 at the upper limit and −1 at the
    lower, and `start` the place of the first.
    """
    recent = [signal for signal in signals if signal.indices[-1] >= places[-RECENT:][0]]
    lasting = [one for one in recent if one.rule not in SINGLE_POINTS and not _is_left(one, away, start)]
    single = [signal for signal in recent if signal.rule in SINGLE_POINTS]
    chosen = max(lasting or single, key=lambda s: (s.indices[-1], len(s.indices)), default=None)
    if chosen is None:
        return Verdict("steady", f"Steady: no pattern in the last {wording.points(min(RECENT, len(places)))}.")
    clause = wording.pattern(chosen.rule, count=len(chosen.indices), up=chosen.up)
    if lasting:
        return Verdict("real_change", f"Real change: {clause}.", chosen.up, chosen.indices[0], chosen.index)
    beside = [signal for signal in single if signal.up is chosen.up]
    points = [float(away[signal.index - start]) for signal in beside]
    reach = max(points) if chosen.up else -min(points)
    together = sum(signal.rule == chosen.rule for signal in beside)
    if chosen.rule == "beyond_limits" and together > 1:
        clause = wording.one_of_several(together, of=min(RECENT, len(places)), up=chosen.up)
    return Verdict(
        "check_point", f"Check this point: {clause}.", chosen.up, chosen.indices[0], chosen.index, reach=reach
    )


def _is_left(signal: Signal, away: Floats, start: int) -> bool:
    """Whether the last four points, all since, average on the other side of the centre, or of a trend's middle."""
    since = away[signal.indices[-1] - start + 1 :]
    latest = since[~np.isnan(since)][-BACK:]
    if len(latest) < BACK:
        return False
    own = away[signal.indices[0] - start : signal.indices[-1] - start + 1]
    level = float(np.nanmean(own)) if signal.rule.startswith("trend_") else 0.0
    back: np.bool = latest.mean() < level if signal.up else latest.mean() > level
    return bool(back)
