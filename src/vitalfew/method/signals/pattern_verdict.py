"""Signals of the rule sets with fixed lines, and the verdict they give."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vitalfew.method.signals import wording
from vitalfew.method.signals.lately import is_lately
from vitalfew.method.signals.patterns import Truths, stretches
from vitalfew.method.signals.rulesets import Patterns
from vitalfew.method.signals.types import Signal, Verdict

Floats = NDArray[np.float64]

OUTSIDE = "beyond_limits"
SINGLE_POINTS = (OUTSIDE, "range_beyond_limit")
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
    point to check. What reaches into the last two points speaks before what is older, a pattern before a point unless
    that lies beyond a limit and came after it; a pattern that the values have left for the other side no longer
    counts. `away` is how far each value is from the centre, 1 at the upper limit and −1 at the lower, and `start` the
    place of the first.
    """
    recent = [signal for signal in signals if signal.indices[-1] >= places[-RECENT:][0]]
    lasting = [one for one in recent if one.rule not in SINGLE_POINTS and not _is_left(one, away, start)]
    single = [one for one in recent if one.rule in SINGLE_POINTS and not _is_told_by_a_point(one, signals)]
    counting = [*lasting, *single]
    chosen = _speaking([one for one in counting if is_lately(one.indices[-1], places)] or counting, away, start)
    if chosen is None:
        return Verdict("steady", f"Steady: no pattern in the last {wording.points(min(RECENT, len(places)))}.")
    return _verdict_of(chosen, single, places=places, away=away, start=start)


def points_of_now(
    signals: Sequence[Signal], *, places: NDArray[np.int64], away: Floats, start: int
) -> tuple[Verdict, ...]:
    """The points of the last two periods beyond a limit, the furthest out on each side."""
    outside = [one for one in signals if one.rule == OUTSIDE and one.index >= places[-RECENT:][0]]
    sides = [[one for one in outside if one.up is up and is_lately(one.index, places)] for up in (True, False)]
    chosen = [point for side in sides if (point := _point_among(side, away, start)) is not None]
    return tuple(_verdict_of(one, outside, places=places, away=away, start=start) for one in chosen)


def _verdict_of(
    chosen: Signal, single: Sequence[Signal], *, places: NDArray[np.int64], away: Floats, start: int
) -> Verdict:
    is_change, last = chosen.rule not in SINGLE_POINTS, chosen.indices[-1]
    together = sum((one.rule, one.up) == (chosen.rule, chosen.up) for one in single)
    return Verdict(
        "real_change" if is_change else "check_point",
        f"{'Real change' if is_change else 'Check this point'}: {_clause(chosen, together, places)}.",
        chosen.up,
        chosen.indices[0],
        chosen.index,
        last=last,
        lately=is_lately(last, places),
        reach=None if is_change else _reach(chosen, away, start),
    )


def _is_told_by_a_point(signal: Signal, signals: Sequence[Signal]) -> bool:
    """Whether it is a step to or from a point beyond a limit, which says the same."""
    ends = (signal.index - 1, signal.index)
    return signal.rule != OUTSIDE and any(one.rule == OUTSIDE and one.index in ends for one in signals)


def _speaking(signals: Sequence[Signal], away: Floats, start: int) -> Signal | None:
    """Of these the pattern that reaches furthest, then the longest; the point to check where none is, or where one
    beyond a limit came after it.
    """
    patterns = [signal for signal in signals if signal.rule not in SINGLE_POINTS]
    pattern = max(patterns, key=lambda one: (one.indices[-1], len(one.indices)), default=None)
    point = _point_among([signal for signal in signals if signal.rule in SINGLE_POINTS], away, start)
    if pattern is None or point is None:
        return pattern or point
    return point if point.rule == OUTSIDE and point.index > pattern.indices[-1] else pattern


def _point_among(single: Sequence[Signal], away: Floats, start: int) -> Signal | None:
    """The one to check: beyond a limit rather than a step, and of those on the side of the newest the furthest out."""
    strongest = [signal for signal in single if signal.rule == OUTSIDE] or single
    beside = [signal for signal in strongest if signal.up is strongest[-1].up]
    return max(beside, key=lambda one: _reach(one, away, start), default=None)


def _reach(point: Signal, away: Floats, start: int) -> float:
    return float(away[point.index - start]) * (1 if point.up else -1)


def _clause(chosen: Signal, together: int, places: NDArray[np.int64]) -> str:
    if chosen.rule == OUTSIDE and together > 1:
        return wording.one_of_several(together, of=min(RECENT, len(places)), up=chosen.up)
    clause = wording.pattern(chosen.rule, count=len(chosen.indices), up=chosen.up)
    if is_lately(chosen.indices[-1], places):
        return clause
    back = int(np.count_nonzero(places > chosen.indices[-1]))
    return f"{clause}{wording.back(back, whole=len(chosen.indices) > 1)}"


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
