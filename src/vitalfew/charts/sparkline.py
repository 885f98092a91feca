"""The sparkline: a KPI's last values in the space of a word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import hypot
from typing import Any

from vitalfew.charts.frame import opening, path
from vitalfew.charts.model import MARKS, check_number
from vitalfew.charts.scale import Scale, extent, padded
from vitalfew.charts.words import escaped

Level = float | Sequence[float | None] | None
WIDTH, HEIGHT = 150, 34
AIR = 5
RING = 3.0
Place = tuple[float, float]
SHAPES = {
    "worse": "M{0:.1f} {2:.1f}h6l-3 5z",
    "better": "M{0:.1f} {3:.1f}h6l-3-5z",
    "watch": "M{1:.1f} {4:.1f}l3.2 3.2-3.2 3.2-3.2-3.2z",
    "beyond": "M{1:.1f} {2:.1f}m-1.9 .1h3.8v3.8h-3.8z",
}


def kept_sparkline(picture: Mapping[str, Any] | None, *, title: str, width: int = WIDTH, height: int = HEIGHT) -> str:
    """The picture that was kept with a KPI's reading, as `sparkline` draws it; '' where it holds no values.

    What is in progress is said in the title, where there is one.
    """
    if not picture or not picture.get("values"):
        return ""
    return sparkline(
        values=picture["values"],
        lower=picture["lower"],
        upper=picture["upper"],
        red_lines=picture["red"],
        marks=picture["marks"],
        title=f"{title}; the last period is in progress" if title and picture.get("in_progress") else title,
        in_progress=bool(picture.get("in_progress")),
        width=width,
        height=height,
    )


def sparkline(
    *,
    values: Sequence[float | None],
    lower: Level,
    upper: Level,
    red_lines: Sequence[float],
    marks: Sequence[str],
    title: str,
    in_progress: bool = False,
    width: int = WIDTH,
    height: int = HEIGHT,
) -> str:
    """The values (None where missing) over the band of chance, as SVG text.

    `lower` and `upper` are one number, or one for each value where a season moves the limits. `marks` holds "",
    "worse", "better", "watch" or "beyond" for each value. The last value is hollow, and the line to it dashed, where
    its period is `in_progress`. Raises ValueError, naming the index, for NaN, infinities and unknown marks.
    """
    lowers, uppers = along(lower, len(values)), along(upper, len(values))
    check(values, [*lowers, *uppers], red_lines, marks)
    known = [number for number in (*values, *lowers, *uppers, *red_lines) if number is not None]
    air = max(AIR, height // 10)  # a mark at the edge reaches 3 beyond its value
    scale = Scale(*padded(*extent(known), 0.02), air, height - air)
    step = (width - 10) / max(len(values) - 1, 1)
    start = 5.0 if len(values) > 1 else width / 2
    places = [None if value is None else (start + index * step, scale.y(value)) for index, value in enumerate(values)]
    return "".join(
        [
            opening("spark", width=width, height=height),
            f"<title>{escaped(title)}</title>",
            draw_band(
                lowers,
                uppers,
                xs=[start + index * step for index in range(len(values))],
                scale=scale,
                box=(width, height),
            ),
            *(f'<path class="red" d="M0 {scale.y(number):.1f}H{width}"/>' for number in red_lines),
            *draw_line(places, in_progress=in_progress),
            *draw_marks(places, marks, last="open" if in_progress else "last"),
            "</svg>",
        ]
    )


def check(
    values: Sequence[float | None],
    limits: Sequence[float | None],
    red_lines: Sequence[float],
    marks: Sequence[str],
) -> None:
    """Raise ValueError, naming the index, for what cannot be drawn."""
    if len(marks) != len(values):
        raise ValueError(f"{len(marks)} marks for {len(values)} values; give one for each, '' for none.")
    for name, numbers in (("value", values), ("limit", limits), ("red line", red_lines)):
        for index, number in enumerate(numbers):
            if number is not None:
                check_number(number, f"{name} {index}")
    for index, mark in enumerate(marks):
        if mark not in MARKS:
            raise ValueError(f"mark {index}: {mark!r} is not one of {MARKS}.")


def along(level: Level, count: int) -> list[float | None]:
    """A limit for each value; raises ValueError where there are more or fewer."""
    if level is None or isinstance(level, int | float):
        return [level] * count
    if len(level) != count:
        raise ValueError(f"{len(level)} limits for {count} values; give one, or one for each.")
    return list(level)


def draw_band(
    lowers: Sequence[float | None],
    uppers: Sequence[float | None],
    *,
    xs: Sequence[float],
    scale: Scale,
    box: tuple[int, int],
) -> str:
    """The band between the limits, open to the edge where one of them does not exist."""
    width, height = box
    if not any(limit is not None for limit in (*lowers, *uppers)):
        return ""
    tops = [0.0 if upper is None else scale.y(upper) for upper in uppers]
    bottoms = [float(height) if lower is None else scale.y(lower) for lower in lowers]
    if len({*tops}) == 1 and len({*bottoms}) == 1:
        return f'<path class="band" d="M0 {tops[0]:.1f}H{width}V{bottoms[0]:.1f}H0z"/>'
    above = [(0.0, tops[0]), *zip(xs, tops, strict=True), (float(width), tops[-1])]
    below = [(0.0, bottoms[0]), *zip(xs, bottoms, strict=True), (float(width), bottoms[-1])]
    return f'<path class="band" d="{path([*above, *below[::-1]])}z"/>'


def draw_line(places: Sequence[Place | None], *, in_progress: bool) -> list[str]:
    """The line through the places, broken at each gap, and dashed up to the ring of a last one that is in progress."""
    final = last_of(places) if in_progress else len(places)
    drawn = [f'<path class="line" d="{path(run)}"/>' for run in runs(places[:final])]
    before, after = (places[final - 1], places[final]) if 0 < final < len(places) else (None, None)
    if before is None or after is None:
        return drawn
    share = 1 - RING / max(hypot(after[0] - before[0], after[1] - before[1]), RING)
    rim = (before[0] + share * (after[0] - before[0]), before[1] + share * (after[1] - before[1]))
    return [*drawn, f'<path class="line open" d="{path([before, rim])}"/>']


def last_of(places: Sequence[Place | None]) -> int:
    """The index of the last value that is there, −1 without any."""
    return max((index for index, place in enumerate(places) if place), default=-1)


def runs(places: Sequence[Place | None]) -> list[list[Place]]:
    """The places cut at each gap; a place on its own makes no run."""
    found: list[list[Place]] = [[]]
    for place in places:
        if place is None:
            found.append([])
        else:
            found[-1].append(place)
    return [run for run in found if len(run) > 1]


def draw_marks(places: Sequence[Place | None], marks: Sequence[str], *, last: str = "last") -> list[str]:
    """The marked values in their shape, places on their own as dots, the last value as a dot of the class `last`."""
    parts: list[str] = []
    final = last_of(places)
    for index, (place, mark) in enumerate(zip(places, marks, strict=True)):
        if place is None:
            continue
        x, y = place
        if mark:
            d = SHAPES[mark].format(x - 3, x, y - 2, y + 2, y - 3.2)
            parts.append(f'<path class="{mark}" d="{d}"/>')
        elif index == final:
            parts.append(f'<circle class="{last}" cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>')
        elif is_alone(places, index):
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.2"/>')
    return parts


def is_alone(places: Sequence[Place | None], index: int) -> bool:
    """Whether both neighbours of a place are missing."""
    before = places[index - 1] if index else None
    after = places[index + 1] if index + 1 < len(places) else None
    return before is None and after is None
