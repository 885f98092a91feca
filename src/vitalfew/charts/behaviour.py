"""The process behaviour chart: what a process does by itself, and the points that say something."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from vitalfew.charts.frame import Frame, opening, path
from vitalfew.charts.labels import EndLabel, column_width, draw_end_labels, draw_time_labels, is_wrapped
from vitalfew.charts.marks import draw_line, draw_notes, draw_points, numbered
from vitalfew.charts.model import (
    Band,
    Line,
    Point,
    check_bands,
    check_key,
    check_lines,
    check_points,
    check_size,
    per_point,
)
from vitalfew.charts.phases import draw_band, draw_reasons, levels, visible
from vitalfew.charts.scale import Scale, extent, padded, tick_words, ticks
from vitalfew.charts.words import escaped, width_of

COMPACT_BELOW = 480
FAR_AWAY = 4
FEWEST_SLOTS = 12
UNKNOWN_SPREAD = 0.05
UNKNOWN_REACH = 0.25


@dataclass(frozen=True, slots=True)
class Drawing:
    """What one chart draws, checked and cut to the points it shows."""

    points: Sequence[Point]
    bands: Sequence[Band]
    lines: Sequence[Line]
    shown: Callable[[float], str]
    first: int
    width: int
    height: int

    @property
    def compact(self) -> bool:
        """Whether it is drawn for a phone: no ticks where limits are named, labels in two lines."""
        return self.width < COMPACT_BELOW

    @property
    def label_room(self) -> float:
        """How wide the column of names may be before they are set in two lines."""
        return self.width * (0.28 if self.compact else 0.25)

    @property
    def has_numbers(self) -> bool:
        """Whether there is anything to draw to scale."""
        values = any(point.value is not None for point in self.points[self.first :])
        return values or bool(self.bands) or bool(self.lines)


def behaviour_chart(
    *,
    key: str,
    title: str,
    description: str,
    points: Sequence[Point],
    bands: Sequence[Band],
    lines: Sequence[Line] = (),
    shown: Callable[[float], str],
    width: int = 1140,
    height: int = 400,
    last: int | None = None,
) -> str:
    """A process behaviour chart as SVG text.

    `key` makes its ids unique on the page, `shown` writes a value as people read it, `last` draws only
    that many points from the end. Below a width of 480 the compact form for phones is drawn. Raises
    ValueError, naming the index, for NaN, infinities, unknown marks and bands that do not fit.
    """
    check_key(key)
    check_size(width=width, height=height)
    check_points(points)
    check_bands(bands, len(points))
    check_lines(lines, len(points))
    first = max(len(points) - last, 0) if last else 0
    drawing = Drawing(points, visible(bands, first), lines, shown, first, width, height)
    frame, scale, numbers = layout(drawing)
    return "".join(
        [
            opening("pbc", width=width, height=height, attributes=attributes(key, points, frame)),
            f'<title id="{key}-t">{escaped(title)}</title><desc id="{key}-d">{escaped(description)}</desc>',
            *(part for band in drawing.bands for part in draw_band(band, frame=frame, scale=scale, shown=shown)),
            *draw_ticks(numbers, frame=frame, scale=scale, shown=shown),
            *draw_reasons(drawing.bands, frame=frame),
            *draw_lines(drawing, frame=frame, scale=scale),
            *draw_line(points, frame=frame, scale=scale),
            *draw_points(points, drawing.bands, frame=frame, scale=scale),
            *draw_notes(points, frame=frame, scale=scale),
            *draw_names(drawing, frame, scale),
            *draw_times(drawing, frame),
            *draw_emptiness(drawing, frame),
            "</svg>",
        ]
    )


def layout(drawing: Drawing) -> tuple[Frame, Scale, list[float]]:
    """The plot's rectangle, its scale and its ticks."""
    first = drawing.first
    reasons = any(band.reason or band.start > first for band in drawing.bands)
    notes = any(index >= first for index in numbered(drawing.points))
    top = 10.0 + 18 * reasons + 14 * notes
    bottom = drawing.height - 30.0
    scale = Scale(*padded(*reach(drawing)), top, bottom)
    labels = end_labels(drawing, scale)
    right = drawing.width - column_width(labels, wrapped=is_wrapped(labels, room=drawing.label_room))
    numbers: list[float] = []
    left = 4.0
    if drawing.has_numbers and not (drawing.compact and drawing.bands):
        numbers = ticks(scale.low, scale.high, max(2, round((bottom - top) / 54)))
        words = tick_words(numbers, drawing.shown)
        left = 14.0 + max(map(width_of, words), default=0)
    end = len(drawing.points)
    slots = max(end - first, FEWEST_SLOTS)
    frame = Frame(left, max(right, left + 60), top, bottom, first, end, slots)
    return frame, scale, numbers


def core(drawing: Drawing) -> tuple[float, float]:
    """The range of the values and their bands."""
    values = [point.value for point in drawing.points[drawing.first :] if point.value is not None]
    return extent([*values, *levels(drawing.bands)] or [line.value for line in drawing.lines])


def reach(drawing: Drawing) -> tuple[float, float]:
    """The range that is drawn: values, bands and those lines that would not flatten them.

    Without limits it spans at least 5 % of the values, so that chance does not look like a cliff.
    """
    return widened(*core(drawing), drawing.lines, limited=bool(drawing.bands))


def widened(low: float, high: float, lines: Sequence[Line], *, limited: bool) -> tuple[float, float]:
    """The range from `low` to `high` with those lines that would not flatten it; `limited` where limits are known."""
    least = 0.0 if limited else max(abs(low), abs(high)) * UNKNOWN_REACH
    near = [value for line in lines for value in _near(line, low, high, least=least)]
    low, high = min([low, *near]), max([high, *near])
    if limited:
        return low, high
    air = (max(abs(low), abs(high)) * UNKNOWN_SPREAD - (high - low)) / 2
    return (low - air, high + air) if air > 0 else (low, high)


def _near(line: Line, low: float, high: float, *, least: float) -> list[float]:
    """The levels of a line that belong into the drawing: all where its last one does, and they are near as well."""
    if is_far(line, low, high, least=least):
        return []
    levels = [replace(line, value=value) for value in (line.value, *line.along)]
    return [level.value for level in levels if not is_far(level, low, high, least=least)]


def is_far(line: Line, low: float, high: float, *, least: float = 0.0) -> bool:
    """Whether drawing the line to scale would leave the values less than a quarter of the height.

    Values that span less than `least` are taken to span that much: few of them say little of their range.
    """
    span = high - low
    return span > 0 and max(high, line.value) - min(low, line.value) > FAR_AWAY * max(span, least)


def end_labels(drawing: Drawing, scale: Scale) -> list[EndLabel]:
    """The names at the right edge: the last phase's levels, the red lines and targets."""
    labels = [
        EndLabel(
            scale.clamped(line.value),
            f"{arrow(line, scale)}{line.name}",
            drawing.shown(line.value),
            line.kind,
        )
        for line in drawing.lines
    ]
    last = drawing.bands[-1] if drawing.bands else None
    if last is None:
        return labels
    short = "" if drawing.compact else " limit"
    for level, name, kind in (
        (last.upper, f"upper{short}", "limit"),
        (last.centre, "centre", "centre"),
        (last.lower, f"lower{short}", "limit"),
    ):
        if level is not None:
            value = per_point(level, last)[-1]
            labels.append(EndLabel(scale.y(value), name, drawing.shown(value), kind))
    return labels


def draw_names(drawing: Drawing, frame: Frame, scale: Scale) -> list[str]:
    """The names at the right edge, in one line or two."""
    labels = end_labels(drawing, scale)
    wrapped = is_wrapped(labels, room=drawing.label_room)
    return draw_end_labels(labels, x=frame.right, top=frame.top, bottom=frame.bottom, wrapped=wrapped)


def arrow(line: Line, scale: Scale) -> str:
    """An arrow before the name of a line that lies outside the drawing."""
    if line.value > scale.high:
        return "↑ "
    return "↓ " if line.value < scale.low else ""


def draw_lines(drawing: Drawing, *, frame: Frame, scale: Scale) -> list[str]:
    """Red lines and targets across the plot, and zero where values lie on both sides of it."""
    parts = [
        f'<path class="{line.kind}" d="{_across(line, frame, scale)}"/>'
        for line in drawing.lines
        if not arrow(line, scale)
    ]
    if scale.low < 0 < scale.high:
        parts.insert(0, f'<path class="zero" d="M{frame.left:.1f} {scale.y(0):.1f}H{frame.right:.1f}"/>')
    return parts


def _across(line: Line, frame: Frame, scale: Scale) -> str:
    """Path data of a line: straight across, or through its level at each point, at the edge where that lies beyond."""
    if not line.along:
        return f"M{frame.left:.1f} {scale.y(line.value):.1f}H{frame.right:.1f}"
    shown = [(frame.x(index), scale.clamped(line.along[index])) for index in range(frame.first, frame.end)]
    return f"{path(shown)}H{frame.right:.1f}"


def draw_ticks(numbers: Sequence[float], *, frame: Frame, scale: Scale, shown: Callable[[float], str]) -> list[str]:
    """The values at the left edge."""
    return [
        f'<text class="tick" x="{frame.left - 10:.1f}" y="{scale.y(number) + 4:.1f}">{escaped(word)}</text>'
        for number, word in zip(numbers, tick_words(numbers, shown), strict=True)
    ]


def draw_times(drawing: Drawing, frame: Frame) -> list[str]:
    """The labels of time, and how many points there are where not all are drawn."""
    shown = range(drawing.first, len(drawing.points))
    return draw_time_labels(
        [drawing.points[index].tick or drawing.points[index].label for index in shown],
        xs=[frame.x(index) for index in shown],
        y=drawing.height - 8.0,
        right=drawing.width,
        air=14 if drawing.compact else 40,
    )


def draw_emptiness(drawing: Drawing, frame: Frame) -> list[str]:
    """A word in the middle where there is no value at all."""
    if any(point.value is not None for point in drawing.points[drawing.first :]):
        return []
    x, y = (frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2
    return [f'<text class="empty" x="{x:.0f}" y="{y:.0f}">No value yet</text>']


def attributes(key: str, points: Sequence[Point], frame: Frame) -> str:
    """What names the picture, and what the script needs: slots, plot, and each point's period if known."""
    periods = " ".join(point.at or "-" for point in points) if any(point.at for point in points) else ""
    return (
        f' aria-labelledby="{key}-t" aria-describedby="{key}-d"'
        f' data-slots="{frame.left:.1f} {frame.step:.6g} {frame.first} {frame.end}"'
        f' data-plot="{frame.top:.0f} {frame.bottom:.0f}"' + (f' data-at="{escaped(periods)}"' if periods else "")
    )
