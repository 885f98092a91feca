"""The miniature: a process behaviour chart as one of many on a page, whose words stand beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vitalfew.charts.behaviour import widened
from vitalfew.charts.frame import opening, path
from vitalfew.charts.model import Line, check_lines
from vitalfew.charts.scale import Scale, extent, padded, tick_words, ticks
from vitalfew.charts.sparkline import Place, along, check, draw_line, draw_marks, last_of
from vitalfew.charts.words import escaped, width_of

WIDTH, HEIGHT = 300, 90
AIR = 7.0
TICKS = 3
Places = list[Place | None]


@dataclass(frozen=True, slots=True)
class Miniature:
    """What is drawn: values (None where missing) with their marks, the limits, and the lines that people set.

    `lower`, `centre` and `upper` are one number, one for each value, or None, and hold from value `start` on. `at`
    places each value between 0 (left) and 1 (right); without it they stand side by side. `in_progress` says that the
    last value's period is not over: it is hollow, and the line to it dashed.
    """

    values: Sequence[float | None]
    marks: Sequence[str]
    lower: float | Sequence[float | None] | None = None
    centre: float | Sequence[float | None] | None = None
    upper: float | Sequence[float | None] | None = None
    start: int = 0
    lines: Sequence[Line] = ()
    at: Sequence[float] | None = None
    in_progress: bool = False

    @property
    def levels(self) -> tuple[list[float | None], ...]:
        """Lower limit, centre and upper limit of each value from `start` on."""
        levels = (self.lower, self.centre, self.upper)
        return tuple(along(level, len(self.values))[self.start :] for level in levels)

    @property
    def reach(self) -> tuple[float, float]:
        """The smallest and largest number that it has to show: values, limits, and lines that do not flatten them."""
        limits = [each for level in self.levels for each in level if each is not None]
        known = [*limits, *(each for each in self.values if each is not None)]
        low, high = extent(known or [line.value for line in self.lines])
        return widened(low, high, self.lines, limited=bool(limits))


def miniature(
    chart: Miniature,
    *,
    title: str,
    reach: tuple[float, float] | None = None,
    shown: Callable[[float], str] | None = None,
    width: int = WIDTH,
    height: int = HEIGHT,
) -> str:
    """The chart as SVG text, on a scale of its own, or on `reach` so that several can be compared.

    `shown` writes the values of the scale at its left; without it there are none. Raises ValueError, naming the index,
    for what cannot be drawn.
    """
    lowers, centres, uppers = chart.levels
    check(chart.values, [*lowers, *centres, *uppers], [], chart.marks)
    check_lines(chart.lines, len(chart.values))
    scale = Scale(*padded(*(reach or chart.reach)), 4, height - 4)
    numbers = ticks(scale.low, scale.high, TICKS) if shown else []
    words = tick_words(numbers, shown) if shown else []
    left = max(map(width_of, words), default=-4.0) + 4
    xs = _across(chart, left=left + AIR, right=width - AIR)
    places: Places = [None if value is None else (x, scale.y(value)) for x, value in zip(xs, chart.values, strict=True)]
    return "".join(
        [
            opening("pbc mini", width=width, height=height),
            f"<title>{escaped(title)}</title>",
            _band(lowers, uppers, xs[chart.start :], scale),
            *_ticks(numbers, words, left=left, width=width, scale=scale),
            *(_level("limit", limits, xs[chart.start :], scale) for limits in (lowers, uppers)),
            _level("centre", centres, xs[chart.start :], scale),
            *_lines(chart.lines, xs, left=left, width=width, scale=scale),
            *draw_line(places, in_progress=chart.in_progress),
            *_points(chart, places),
            "</svg>",
        ]
    )


def _across(chart: Miniature, *, left: float, right: float) -> list[float]:
    count = len(chart.values)
    shares = chart.at if chart.at is not None else [index / max(count - 1, 1) for index in range(count)]
    return [left + share * (right - left) for share in shares]


def _band(lowers: Sequence[float | None], uppers: Sequence[float | None], xs: Sequence[float], scale: Scale) -> str:
    """The ground between the limits, open to the edge where one of them does not exist."""
    if not xs or not any(limit is not None for limit in (*lowers, *uppers)):
        return ""
    tops = [scale.top if upper is None else scale.clamped(upper) for upper in uppers]
    bottoms = [scale.bottom if lower is None else scale.clamped(lower) for lower in lowers]
    return f'<path class="band" d="{path([*_drawn(tops, xs), *_drawn(bottoms, xs)[::-1]])}z"/>'


def _drawn(heights: Sequence[float], xs: Sequence[float]) -> list[tuple[float, float]]:
    """A line through these heights, a little longer than the values at both ends."""
    first, last = (xs[0] - AIR, heights[0]), (xs[-1] + AIR, heights[-1])
    return [first, last] if len({*heights}) == 1 else [first, *zip(xs, heights, strict=True), last]


def _level(kind: str, levels: Sequence[float | None], xs: Sequence[float], scale: Scale) -> str:
    known = [scale.clamped(level) for level in levels if level is not None]
    if not known or len(known) < len(levels):
        return ""
    return f'<path class="{kind}" d="{path(_drawn(known, xs))}"/>'


def _ticks(numbers: Sequence[float], words: Sequence[str], *, left: float, width: int, scale: Scale) -> list[str]:
    return [
        f'<path class="zero" d="M{left:.0f} {scale.y(number):.1f}H{width}"/>'
        f'<text class="tick" x="{left - 4:.0f}" y="{scale.y(number) + 4:.1f}">{escaped(word)}</text>'
        for number, word in zip(numbers, words, strict=True)
    ]


def _lines(lines: Sequence[Line], xs: Sequence[float], *, left: float, width: int, scale: Scale) -> list[str]:
    return [
        f'<path class="{line.kind}" d="{_through(line, xs, left=left, scale=scale)}H{width}"/>'
        for line in lines
        if scale.low <= line.value <= scale.high
    ]


def _through(line: Line, xs: Sequence[float], *, left: float, scale: Scale) -> str:
    """Path data of a line: from the left at its level, or through its level at each value, at the edge beyond it."""
    if not line.along:
        return f"M{left:.0f} {scale.y(line.value):.1f}"
    return path([(x, scale.clamped(level)) for x, level in zip(xs, line.along, strict=True)])


def _points(chart: Miniature, places: Places) -> list[str]:
    """Dots in one path, then the marked values in their shapes and the last one larger, hollow while in progress."""
    final = last_of(places)
    dotted = places[:final] if chart.in_progress else places
    plain = [place for place, mark in zip(dotted, chart.marks, strict=False) if place and not mark]
    dots = "".join(f"M{x:.1f} {y:.1f}h0" for x, y in plain)
    marked: Places = [
        place if mark or at == final else None for at, (place, mark) in enumerate(zip(places, chart.marks, strict=True))
    ]
    shapes = "".join(draw_marks(marked, chart.marks, last="open" if chart.in_progress else "last"))
    return [f'<path class="dots" d="{dots}"/>' if dots else "", f'<g class="points">{shapes}</g>']
