"""A strip over time: a thin line of the values, and below it named rows that mark single periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vitalfew.charts.frame import Frame, opening, path
from vitalfew.charts.labels import draw_time_labels
from vitalfew.charts.marks import SHAPES
from vitalfew.charts.model import Line, check_key, check_lines, check_number
from vitalfew.charts.scale import Scale, extent, padded
from vitalfew.charts.words import escaped, width_of

PLOT = 64.0
ROW = 24.0
GAP = 14.0
TIMES = 24.0
COMPACT_BELOW = 480
SMALL = 6.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A period that is marked, by its index, with what is said of it; `shape` where it differs from its row's."""

    index: int
    words: str
    shape: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A named row of marks; `shape` is 'worse', 'better', 'watch', or '' for plain bars."""

    name: str
    marks: Sequence[Mark]
    shape: str = ""


def strip(
    *,
    key: str,
    title: str,
    description: str,
    values: Sequence[float | None],
    times: Sequence[str],
    rows: Sequence[Row],
    lines: Sequence[Line] = (),
    width: int = 1140,
) -> str:
    """Values with lines across them and rows of marks below, as SVG text; `times` are the periods' labels in short.

    `key` makes its ids unique on the page. Below a width of 480 the rows are named above their marks. Raises
    ValueError for values that cannot be drawn and for marks outside the periods.
    """
    check_key(key)
    check_lines(lines)
    _check(values, times, rows)
    compact = width < COMPACT_BELOW
    room = 4.0 if compact else max((width_of(row.name) for row in rows), default=0) + 16
    frame = Frame(room, width - 4.0, 4.0, PLOT, 0, len(values), max(len(values), 1))
    each = ROW + (16 if compact else 0)
    height = PLOT + GAP + each * len(rows) + TIMES
    drawn = [
        part
        for number, row in enumerate(rows)
        for part in _row(row, frame, y=PLOT + GAP + each * (number + 1) - ROW / 2, compact=compact)
    ]
    return "".join(
        [
            opening("pbc strip", width=width, height=height, attributes=f' aria-labelledby="{key}-t {key}-d"'),
            f'<title id="{key}-t">{escaped(title)}</title><desc id="{key}-d">{escaped(description)}</desc>',
            *_plot(values, lines, frame),
            *drawn,
            *draw_time_labels(
                times, xs=[frame.x(index) for index in range(len(times))], y=height - 8, right=width, air=40
            ),
            "</svg>",
        ]
    )


def _check(values: Sequence[float | None], times: Sequence[str], rows: Sequence[Row]) -> None:
    for index, value in enumerate(values):
        if value is not None:
            check_number(value, f"value {index}")
    if len(times) != len(values):
        raise ValueError(f"{len(times)} labels of time for {len(values)} values.")
    for row in rows:
        outside = [mark.index for mark in row.marks if not 0 <= mark.index < len(values)]
        if outside:
            raise ValueError(f"row {row.name!r}: mark {outside[0]} lies outside the {len(values)} periods.")


def _plot(values: Sequence[float | None], lines: Sequence[Line], frame: Frame) -> list[str]:
    known = [value for value in values if value is not None]
    scale = Scale(*padded(*extent([*known, *(line.value for line in lines)])), frame.top, frame.bottom)
    across = [
        f'<path class="{line.kind}" d="M{frame.left:.1f} {scale.y(line.value):.1f}H{frame.right:.1f}"/>'
        for line in lines
    ]
    runs: list[list[tuple[float, float]]] = [[]]
    for index, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((frame.x(index), scale.y(value)))
    through = "".join(path(run) for run in runs if len(run) > 1)
    return [*across, f'<path class="line dense" d="{through}"/>'] if through else across


def _row(row: Row, frame: Frame, *, y: float, compact: bool) -> list[str]:
    at = f'x="{frame.left:.0f}" y="{y - 14:.1f}"' if compact else f'x="0" y="{y + 4:.1f}"'
    base = f'<path class="phase" d="M{frame.left:.1f} {y + 8:.1f}H{frame.right:.1f}"/>'
    marks = [_mark(mark.shape or row.shape, frame, mark, y) for mark in row.marks]
    return [f'<text class="row" {at}>{escaped(row.name)}</text>', base, '<g class="points">', *marks, "</g>"]


def _mark(shape: str, frame: Frame, mark: Mark, y: float) -> str:
    x, title = frame.x(mark.index), f"<title>{escaped(mark.words)}</title>"
    if shape:
        d = SHAPES[shape].format(x - SMALL, x, y - 4, y + 6, y - 6)
        return f'<path class="{shape}" d="{d}">{title}</path>'
    wide = max(min(frame.step, 6.0), 1.0)
    return f'<path class="bar" d="M{x - wide / 2:.1f} {y - 6:.1f}h{wide:.1f}v12h-{wide:.1f}z">{title}</path>'
