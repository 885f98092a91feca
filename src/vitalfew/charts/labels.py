"""Labels that never overlap: names at the right edge, thinned labels of time below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vitalfew.charts.words import escaped, shortened, width_of

STRIDES = (1, 2, 3, 6, 12, 24, 36, 48, 60, 120, 240, 480, 960)
LONGEST_TIME = 110.0


@dataclass(frozen=True, slots=True)
class EndLabel:
    """A name for a line that ends at height `y`: words and value, in the class of its line."""

    y: float
    words: str
    value: str
    kind: str

    @property
    def text(self) -> str:
        """The label in one line."""
        return f"{self.words} {self.value}".strip()


def spread(wanted: Sequence[float], *, gap: float, top: float, bottom: float) -> list[float]:
    """The positions nearest to the wanted, ascending ones (least squares) that keep `gap` apart.

    They stay between `top` and `bottom`; where all do not fit, the gap gives way.
    """
    count = len(wanted)
    gap = min(gap, (bottom - top) / max(count - 1, 1))
    blocks: list[tuple[float, int]] = []
    for order, position in enumerate(wanted):
        mean, size = position - order * gap, 1
        while blocks and blocks[-1][0] > mean:
            other, others = blocks.pop()
            mean, size = (mean * size + other * others) / (size + others), size + others
        blocks.append((mean, size))
    highest = bottom - (count - 1) * gap
    starts = [min(max(mean, top), highest) for mean, size in blocks for _ in range(size)]
    return [start + order * gap for order, start in enumerate(starts)]


def is_wrapped(labels: Sequence[EndLabel], *, room: float) -> bool:
    """Whether the labels need two lines each, words over value, because one would take more than `room`."""
    return column_width(labels, wrapped=False) > room


def column_width(labels: Sequence[EndLabel], *, wrapped: bool) -> float:
    """How many pixels the column of end labels takes, its distance from the plot included."""
    if not labels:
        return 12.0
    if wrapped:
        return 10 + max(max(width_of(one.words), width_of(one.value)) for one in labels)
    return 10 + max(width_of(one.text) for one in labels)


def draw_end_labels(labels: Sequence[EndLabel], *, x: float, top: float, bottom: float, wrapped: bool) -> list[str]:
    """The labels right of `x`, pushed apart, each with a thin leader where it was moved."""
    ordered = sorted(labels, key=lambda one: one.y)
    places = spread([one.y for one in ordered], gap=31 if wrapped else 16, top=top, bottom=bottom)
    parts: list[str] = []
    for one, y in zip(ordered, places, strict=True):
        if abs(y - one.y) > 3:
            parts.append(f'<path class="leader" d="M{x:.0f} {one.y:.1f}l6 {y - one.y:.1f}"/>')
        parts.append(draw_end_label(one, x=x + 8, y=y, wrapped=wrapped))
    return parts


def draw_end_label(label: EndLabel, *, x: float, y: float, wrapped: bool) -> str:
    """One label, its middle at height `y`, in one line or in two."""
    start = f'<text class="name {label.kind}" x="{x:.0f}" y="{y + 4:.1f}">'
    if not wrapped:
        return f"{start}{escaped(label.text)}</text>"
    return (
        f'<text class="name {label.kind}" x="{x:.0f}" y="{y - 3:.1f}">{escaped(label.words)}'
        f'<tspan x="{x:.0f}" dy="13">{escaped(label.value)}</tspan></text>'
    )


def stride_for(step: float, room: float) -> int:
    """Every how many points a label of `room` pixels fits when points are `step` pixels apart."""
    return next((stride for stride in STRIDES if stride * step >= room), STRIDES[-1] * 10)


def draw_time_labels(labels: Sequence[str], *, xs: Sequence[float], y: float, right: float, air: float) -> list[str]:
    """Labels of time under the plot, thinned from the last point backwards, kept between 0 and `right`.

    They keep about `air` pixels between them.
    """
    if not labels:
        return []
    texts = [shortened(label, LONGEST_TIME) for label in labels]
    step = xs[1] - xs[0] if len(xs) > 1 else LONGEST_TIME
    stride = stride_for(step, max(width_of(text) for text in texts) + air)
    parts: list[str] = []
    free = right
    for index in range(len(texts) - 1, -1, -stride):
        half = width_of(texts[index]) / 2
        x = max(min(xs[index], right - half), half)
        if x + half > free:
            continue
        free = x - half - 8
        parts.append(f'<text class="time" x="{x:.1f}" y="{y:.0f}">{escaped(texts[index])}</text>')
    return parts[::-1]
