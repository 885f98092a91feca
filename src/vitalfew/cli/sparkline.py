"""A series as one line of block characters."""

from collections.abc import Sequence
from math import fsum

BARS = "▁▂▃▄▅▆▇█"
WIDTH = 72


def sparkline(values: Sequence[float | None], *, width: int = WIDTH) -> str:
    """At most `width` bars from the lowest to the highest value; longer series are averaged, a gap is a space."""
    count = min(width, len(values))
    parts = [values[len(values) * bar // count : len(values) * (bar + 1) // count] for bar in range(count)]
    means = [_mean([value for value in part if value is not None]) for part in parts]
    filled = [mean for mean in means if mean is not None]
    if not filled:
        return ""
    low, high = min(filled), max(filled)
    return "".join(" " if mean is None else BARS[_step(mean, low, high)] for mean in means)


def _mean(values: list[float]) -> float | None:
    return fsum(values) / len(values) if values else None


def _step(value: float, low: float, high: float) -> int:
    if high / 2 <= low / 2:  # halved, so that no difference is too large; the smallest numbers have no half
        return len(BARS) // 2
    share = (value / 2 - low / 2) / (high / 2 - low / 2)
    return min(int(share * len(BARS)), len(BARS) - 1)
