"""From values to pixels: the range that is drawn, its ticks and their words."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps values from `low` to `high` onto pixels from `bottom` up to `top`."""

    low: float
    high: float
    top: float
    bottom: float
    per_unit: float = field(init=False)

    def __post_init__(self) -> None:
        """Keep the pixels for one unit of the value."""
        object.__setattr__(self, "per_unit", (self.bottom - self.top) / (self.high - self.low))

    def y(self, value: float) -> float:
        """The height of a value in pixels from the top of the picture."""
        return self.bottom - (value - self.low) * self.per_unit

    def clamped(self, value: float) -> float:
        """As `y`, but never outside the drawing."""
        return min(max(self.y(value), self.top), self.bottom)


def extent(numbers: Iterable[float]) -> tuple[float, float]:
    """The smallest and largest number; 0 and 1 where there is none."""
    known = list(numbers)
    return (min(known), max(known)) if known else (0.0, 1.0)


def padded(low: float, high: float, share: float = 0.07) -> tuple[float, float]:
    """A range with air at both ends, never of zero size; it crosses zero only if the numbers do."""
    span = high - low
    if span <= max(abs(low), abs(high)) * 1e-12 or span < 1e-290:
        air = abs(high) * 0.1 if abs(high) > 1e-280 else 1.0
        return low - air, high + air
    bottom, top = low - span * share, high + span * share
    if low >= 0 > bottom:
        bottom = 0.0
    if high <= 0 < top:
        top = 0.0
    return bottom, top


def tick_step(low: float, high: float, about: int) -> float:
    """The distance of ticks that is 1, 2 or 5 times a power of ten and gives about that many intervals."""
    raw = (high - low) / max(about, 1)
    power = 10.0 ** math.floor(math.log10(raw))
    return next((factor * power for factor in (1, 2, 5) if factor * power * 1.25 >= raw), 10 * power)


def ticks(low: float, high: float, about: int) -> list[float]:
    """Round numbers from `low` to `high`, about that many."""
    step = tick_step(low, high, about)
    if step <= 0 or not math.isfinite(low / step):
        return []
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [clean(number * step) for number in range(first, last + 1)]


def clean(number: float) -> float:
    """The number without the dust of floating point (0.30000000000000004 → 0.3)."""
    return float(f"{number:.12g}")


def tick_words(numbers: Sequence[float], shown: Callable[[float], str]) -> list[str]:
    """The ticks in the reader's format, or plainly where that format makes two of them look alike."""
    words = [shown(number) for number in numbers]
    if len(set(words)) == len(words):
        return words
    return [f"{number:.12g}" if abs(number) >= 1e15 else f"{number:,.12g}" for number in numbers]
