"""A key result over its cycle: its values, the straight way from baseline to target, where it lands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vitalfew.charts.frame import opening, path
from vitalfew.charts.labels import EndLabel, column_width, draw_end_labels, is_wrapped
from vitalfew.charts.model import Moved, ProgressPoint, check_key, check_number, check_size
from vitalfew.charts.scale import Scale, extent, padded, tick_words, ticks
from vitalfew.charts.words import escaped, width_of

COMPACT_BELOW = 480


@dataclass(frozen=True, slots=True)
class Cycle:
    """A key result's numbers and the plot they are drawn in."""

    points: Sequence[ProgressPoint]
    baseline: float
    target: float
    now: float
    landing: tuple[float, float] | None
    scale: Scale
    left: float
    right: float
    steps: Sequence[tuple[float, float]] = ()
    moves: Sequence[Moved] = ()

    def x(self, share: float) -> float:
        """The place of a moment of the cycle, kept inside it."""
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)


def progress_chart(
    *,
    key: str,
    title: str,
    description: str,
    points: Sequence[ProgressPoint],
    baseline: float,
    target: float,
    now: float,
    low: float | None,
    high: float | None,
    shown: Callable[[float], str],
    width: int = 720,
    height: int = 300,
    start: str = "start",
    end: str = "end",
    today: str = "today",
    steps: Sequence[tuple[float, float]] = (),
    moves: Sequence[Moved] = (),
) -> str:
    """A key result's chart as SVG text; moments run from 0 to 1, `low` to `high` is where it lands.

    `steps` are the moments and values by which its way bends, `moves` the targets that it had before, by time.
    `start` and `end` name the cycle's ends below the plot, `today` the moment `now`. Raises ValueError, naming the
    index, for NaN, infinities and points that run back in time.
    """
    check_key(key)
    check_size(width=width, height=height)
    check(points, (baseline, target, now, low, high))
    for place, number in enumerate([*(value for _, value in steps), *(each.before for each in moves)]):
        check_number(number, f"step or former target {place}")
    landing = None if low is None or high is None else (min(low, high), max(low, high))
    values = [baseline, target, *(landing or ()), *(point.value for point in points)]
    values += [*(value for _, value in steps), *(each.before for each in moves)]
    noted = any(point.note for point in points)
    scale = Scale(*padded(*extent(values)), 12.0 + 14 * noted, height - 30.0)
    labels = end_labels(target, landing, scale, shown)
    wrapped = is_wrapped(labels, room=width * 0.28)
    numbers = [baseline] if width < COMPACT_BELOW else left_numbers(baseline, scale)
    words = tick_words(numbers, shown)
    left = 14 + max(map(width_of, words), default=0)
    right = max(width - column_width(labels, wrapped=wrapped), left + 60)
    cycle = Cycle(points, baseline, target, now, landing, scale, left, right, steps, moves)
    return "".join(
        [
            opening("pbc", width=width, height=height, attributes=attributes(key, scale)),
            f'<title id="{key}-t">{escaped(title)}</title><desc id="{key}-d">{escaped(description)}</desc>',
            *draw_ticks(numbers, words, cycle),
            *draw_outlook(cycle),
            *draw_values(cycle),
            *draw_end_labels(labels, x=right, top=scale.top, bottom=scale.bottom, wrapped=wrapped),
            *draw_ends(cycle, start=start, end=end, today=today, y=height - 8),
            "</svg>",
        ]
    )


def attributes(key: str, scale: Scale) -> str:
    """What names the picture, and where its plot begins and ends."""
    return f' aria-labelledby="{key}-t" aria-describedby="{key}-d" data-plot="{scale.top:.0f} {scale.bottom:.0f}"'


def left_numbers(baseline: float, scale: Scale) -> list[float]:
    """Round numbers for the left edge, and the baseline in place of those too near to it."""
    rounds = ticks(scale.low, scale.high, max(2, round((scale.bottom - scale.top) / 54)))
    return [baseline, *(number for number in rounds if abs(scale.y(number) - scale.y(baseline)) > 18)]


def check(points: Sequence[ProgressPoint], numbers: Sequence[float | None]) -> None:
    """Raise ValueError for what cannot be drawn."""
    for name, number in zip(("baseline", "target", "now", "low", "high"), numbers, strict=True):
        if number is not None:
            check_number(number, name)
    before = float("-inf")
    for index, point in enumerate(points):
        check_number(point.value, f"point {index} ({point.label})")
        check_number(point.at, f"point {index} ({point.label}), moment")
        if point.at < before:
            raise ValueError(f"point {index} ({point.label}) lies before the point in front of it; sort by time.")
        before = point.at


def end_labels(
    target: float, landing: tuple[float, float] | None, scale: Scale, shown: Callable[[float], str]
) -> list[EndLabel]:
    """The names at the right edge: the target, and where it lands."""
    labels = [EndLabel(scale.y(target), "target", shown(target), "target")]
    if landing:
        low, high = landing
        words = shown(low) if shown(low) == shown(high) else f"{shown(low)} to {shown(high)}"
        labels.append(EndLabel(scale.y((low + high) / 2), "lands", words, "lands"))
    return labels


def draw_ticks(numbers: Sequence[float], words: Sequence[str], cycle: Cycle) -> list[str]:
    """The values at the left edge."""
    return [
        f'<text class="tick" x="{cycle.left - 10:.1f}" y="{cycle.scale.y(number) + 4:.1f}">{escaped(word)}</text>'
        for number, word in zip(numbers, words, strict=True)
    ]


def draw_outlook(cycle: Cycle) -> list[str]:
    """The calendar's upright, the straight way, the target, and the wedge to where it lands."""
    scale, right = cycle.scale, cycle.right
    now = cycle.x(cycle.now)
    parts = [
        f'<path class="now" d="M{now:.1f} {scale.top:.0f}V{scale.bottom:.0f}"/>',
        *draw_targets(cycle),
        draw_way(cycle),
    ]
    if cycle.landing:
        low, high = (scale.y(value) for value in cycle.landing)
        if cycle.points:
            latest = cycle.points[-1]
            x, y = cycle.x(latest.at), scale.y(latest.value)
            parts.append(f'<path class="wedge" d="M{x:.1f} {y:.1f}L{right:.1f} {high:.1f}V{low:.1f}z"/>')
        parts.append(f'<path class="lands" d="M{right:.1f} {min(high, low - 2):.1f}V{low:.1f}"/>')
    return parts


def draw_way(cycle: Cycle) -> str:
    """The way from the baseline to the target: straight, or bent where it has steps."""
    ends = [(0.0, cycle.baseline), *sorted(cycle.steps)]
    if ends[-1][0] < 1:
        ends.append((1.0, cycle.target))
    drawn = path([(cycle.x(at), cycle.scale.y(value)) for at, value in ends])
    words = "The way by its dated steps" if cycle.steps else "The straight way from the baseline to the target"
    return f'<path class="limit" d="{drawn}"><title>{words}</title></path>'


def draw_targets(cycle: Cycle) -> list[str]:
    """The target as a line that steps where it was moved, with a mark that says when and why."""
    levels = [cycle.scale.y(value) for value in (*(each.before for each in cycle.moves), cycle.target)]
    d, marks = f"M{cycle.left:.1f} {levels[0]:.1f}", []
    for each, level in zip(cycle.moves, levels[1:], strict=True):
        x = cycle.x(each.at)
        d += f"H{x:.1f}V{level:.1f}"
        said = f"<title>{escaped(each.words)}</title>"
        marks.append(f'<circle class="moved" cx="{x:.1f}" cy="{level:.1f}" r="4">{said}</circle>')
    return [f'<path class="target" d="{d}H{cycle.right:.1f}"/>', *marks]


def draw_values(cycle: Cycle) -> list[str]:
    """The line of the values with a dot for each; a point with a note is ringed by its number."""
    places = [(cycle.x(point.at), cycle.scale.y(point.value)) for point in cycle.points]
    parts = [f'<path class="line" d="{path(places)}"/>'] if len(places) > 1 else []
    rings: list[str] = []
    parts.append('<g class="points">')
    number = 0
    for point, (x, y) in zip(cycle.points, places, strict=True):
        words = f"{point.label}: {point.shown}"
        if point.note:
            number += 1
            words += f". Note {number}: {point.note}"
            rings.append(draw_ring(number, x=x, y=y))
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"><title>{escaped(words)}</title></circle>')
    return [*parts, "</g>", *rings]


def draw_ring(number: int, *, x: float, y: float) -> str:
    """A note's number in a ring above its point."""
    return (
        f'<g class="note"><path d="M{x:.1f} {y - 6:.1f}v-5"/><circle cx="{x:.1f}" cy="{y - 19:.1f}" r="8"/>'
        f'<text x="{x:.1f}" y="{y - 15.5:.1f}">{number}</text></g>'
    )


def draw_ends(cycle: Cycle, *, start: str, end: str, today: str, y: float) -> list[str]:
    """The cycle's ends below the plot, and the moment that is drawn between them where it has room."""
    now = cycle.x(cycle.now)
    half = width_of(today) / 2
    parts = [
        f'<text class="time from" x="{cycle.left:.1f}" y="{y:.0f}">{escaped(start)}</text>',
        f'<text class="time to" x="{cycle.right:.1f}" y="{y:.0f}">{escaped(end)}</text>',
    ]
    free = cycle.left + width_of(start) + half + 8 < now < cycle.right - width_of(end) - half - 8
    return [*parts, f'<text class="time" x="{now:.1f}" y="{y:.0f}">{escaped(today)}</text>'] if free else parts
