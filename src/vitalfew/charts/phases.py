"""Phases of a process behaviour chart: the band of chance, its limits and centre, and why a phase began."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import zip_longest

from vitalfew.charts.frame import Frame, path
from vitalfew.charts.model import Band, per_point
from vitalfew.charts.scale import Scale
from vitalfew.charts.words import escaped, shortened, width_of

Level = float | Sequence[float] | None


def visible(bands: Sequence[Band], first: int) -> list[Band]:
    """The bands from point `first` on, the one that contains it cut there."""
    return [cut(band, first) for band in bands if band.end >= first]


def cut(band: Band, first: int) -> Band:
    """The band without its points before `first`."""
    drop = first - band.start
    if drop <= 0:
        return band

    def rest(level: Level) -> Level:
        return level if level is None or isinstance(level, (int, float)) else level[drop:]

    centre = rest(band.centre)
    if centre is None:
        raise ValueError("a band has a centre")
    return replace(band, start=first, centre=centre, lower=rest(band.lower), upper=rest(band.upper), reason="")


def levels(bands: Sequence[Band]) -> list[float]:
    """Every number that the bands draw."""
    return [
        number
        for band in bands
        for level in (band.centre, band.lower, band.upper)
        if level is not None
        for number in ((level,) if isinstance(level, (int, float)) else level)
    ]


def outline(level: Level, band: Band, *, frame: Frame, scale: Scale, missing: float) -> list[tuple[float, float]]:
    """A level's corners from the phase's left edge to its right edge; at height `missing` if it is None."""
    left, right = frame.edge(band.start), frame.edge(band.end + 1)
    if level is None:
        return [(left, missing), (right, missing)]
    if isinstance(level, (int, float)):
        return [(left, scale.y(level)), (right, scale.y(level))]
    heights = [scale.y(number) for number in level]
    ends = [(left, heights[0]), (right, heights[-1])]
    inner = [(frame.x(band.start + offset), height) for offset, height in enumerate(heights)]
    return [ends[0], *inner, ends[1]]


def draw_band(band: Band, *, frame: Frame, scale: Scale, shown: Callable[[float], str]) -> list[str]:
    """The filled band between the limits, then the limits and the centre."""

    def corners(level: Level, missing: float) -> list[tuple[float, float]]:
        return outline(level, band, frame=frame, scale=scale, missing=missing)

    upper, lower = corners(band.upper, frame.top), corners(band.lower, frame.bottom)
    parts: list[str] = []
    if band.upper is not None or band.lower is not None:
        area = path(upper + lower[::-1])
        parts.append(f'<path class="band" d="{area}z"><title>{escaped(in_words(band, shown))}</title></path>')
    parts += [
        f'<path class="limit" d="{path(line)}"/>'
        for level, line in ((band.upper, upper), (band.lower, lower))
        if level is not None
    ]
    parts.append(f'<path class="centre" d="{path(corners(band.centre, frame.top))}"/>')
    return parts


def in_words(band: Band, shown: Callable[[float], str]) -> str:
    """The band's title: its reason and its numbers at the end of the phase."""
    named = (("upper limit", band.upper), ("centre", band.centre), ("lower limit", band.lower))
    numbers = [f"{name} {shown(per_point(level, band)[-1])}" for name, level in named if level is not None]
    return ". ".join(filter(None, [band.reason, ", ".join(numbers)]))


def draw_reasons(bands: Sequence[Band], *, frame: Frame) -> list[str]:
    """A thin vertical where each further phase begins, with its reason on the side that has room."""
    parts: list[str] = []
    occupied = frame.left
    for band, following in zip_longest(bands, bands[1:]):
        x = frame.edge(band.start)
        if band.start > frame.first:
            parts.append(f'<path class="phase" d="M{x:.1f} {frame.top - 16:.0f}V{frame.bottom:.0f}"/>')
        if band.reason:
            end = frame.right if following is None else frame.edge(following.start)
            text, occupied = draw_reason(band.reason, x=x, room=end - x - 12, occupied=occupied, frame=frame)
            parts.append(text)
    return parts


def draw_reason(reason: str, *, x: float, room: float, occupied: float, frame: Frame) -> tuple[str, float]:
    """The reason beside its vertical, and where the text ends."""
    y = frame.top - 8
    before = x - occupied - 12
    leftwards = width_of(reason) > room and before > room
    words = shortened(reason, max(room, before) if leftwards else room)
    title = f"<title>{escaped(reason)}</title>" if words != reason else ""
    if leftwards:
        return f'<text class="reason before" x="{x - 6:.1f}" y="{y:.0f}">{escaped(words)}{title}</text>', x
    text = f'<text class="reason" x="{x + 6:.1f}" y="{y:.0f}">{escaped(words)}{title}</text>'
    return text, x + 6 + width_of(words)
