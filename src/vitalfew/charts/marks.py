"""The points of a process behaviour chart: the line through them, their shapes, their notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vitalfew.charts.frame import Frame, path
from vitalfew.charts.model import Band, Point, per_point
from vitalfew.charts.scale import Scale
from vitalfew.charts.words import escaped

WITHIN = "Inside the limits."
BARE = 400
SHAPES = {
    "worse": "M{0:.1f} {2:.1f}h12l-6 10z",
    "better": "M{0:.1f} {3:.1f}h12l-6-10z",
    "watch": "M{1:.1f} {4:.1f}l6.5 6.5-6.5 6.5-6.5-6.5z",
    "beyond": "M{1:.1f} {2:.1f}m-4.5-.5h9v9h-9z",
}


def numbered(points: Sequence[Point]) -> dict[int, int]:
    """The number of each note, from 1, by the index of its point."""
    noted = (index for index, point in enumerate(points) if point.note)
    return {index: number for number, index in enumerate(noted, start=1)}


def draw_line(points: Sequence[Point], *, frame: Frame, scale: Scale) -> list[str]:
    """The line through the values, broken where one is missing, dashed towards an unfinished period."""
    whole: list[str] = []
    dashed: list[str] = []
    run: list[tuple[float, float]] = []
    for index in range(frame.first, len(points)):
        point = points[index]
        place = None if point.value is None else (frame.x(index), scale.y(point.value))
        if place is None or point.in_progress:
            if place and run:
                dashed.append(path([run[-1], place]))
            whole += [path(run)] if len(run) > 1 else []
            run = []
        else:
            run.append(place)
    whole += [path(run)] if len(run) > 1 else []
    kinds = (("line dense" if frame.step < 3 else "line", whole), ("line open", dashed))
    return [f'<path class="{name}" d="{"".join(d)}"/>' for name, d in kinds if d]


def segments(bands: Sequence[Band], first: int, count: int) -> Iterator[tuple[int, int, Band | None]]:
    """The points from `first` to `count` as runs that share a band, or have none."""
    at = first
    for band in bands:
        if band.start > at:
            yield at, band.start, None
        yield band.start, band.end + 1, band
        at = band.end + 1
    if at < count:
        yield at, count, None


def draw_points(points: Sequence[Point], bands: Sequence[Band], *, frame: Frame, scale: Scale) -> list[str]:
    """All points, in one group for each phase; beyond 400 only those that say something."""
    parts: list[str] = []
    numbers = numbered(points)
    radius = min(max(frame.step * 0.3, 1.2), 3)
    for start, end, band in segments(bands, frame.first, len(points)):
        limited = band is not None and (band.lower is not None or band.upper is not None)
        parts.append(f'<g class="points" data-where="{WITHIN}">' if limited else '<g class="points">')
        wheres = outside(points, start, end, band)
        for index in range(start, end):
            point, where = points[index], wheres.get(index, "")
            if frame.slots > BARE and index < len(points) - 1 and not (where or point.mark or point.note):
                continue
            said = where or (WITHIN[:-1] if limited and point.mark else "")
            title = in_words(point, where=said, number=numbers.get(index))
            y = height_of(point, frame=frame, scale=scale)
            parts.append(draw_point(point, x=frame.x(index), y=y, radius=radius, title=title, where=where))
        parts.append("</g>")
    return parts


def outside(points: Sequence[Point], start: int, end: int, band: Band | None) -> dict[int, str]:
    """The points of a phase that lie outside its limits, in words, by index."""
    if band is None:
        return {}
    found: dict[int, str] = {}
    lower = per_point(band.lower, band) if band.lower is not None else None
    upper = per_point(band.upper, band) if band.upper is not None else None
    for offset, point in enumerate(points[start:end]):
        if point.value is None or point.in_progress:
            continue
        if lower is not None and point.value < lower[offset]:
            found[start + offset] = "Below the lower limit"
        elif upper is not None and point.value > upper[offset]:
            found[start + offset] = "Above the upper limit"
    return found


def in_words(point: Point, *, where: str, number: int | None) -> str:
    """A point's title: label, value, where it lies, what it means, its note."""
    text = f"{point.label}: {point.shown if point.value is not None else 'no value'}"
    if point.in_progress:
        text += ". In progress, not judged"
    if where and where.lower() not in point.why.lower():
        text += f". {where}"
    if point.why:
        text += f". {point.why}"
    if number:
        text += f". Note {number}: {point.note}"
    return text


def draw_point(point: Point, *, x: float, y: float, radius: float, title: str, where: str) -> str:
    """One point in its shape: hollow if missing or unfinished, ▼ ▲ ◆ ■ if marked, larger if outside."""
    words = f"<title>{escaped(title)}</title>"
    if point.value is None:
        return f'<circle class="none" cx="{x:.1f}" cy="{y:.1f}" r="2">{words}</circle>'
    if point.in_progress:
        return f'<circle class="open" cx="{x:.1f}" cy="{y:.1f}" r="4">{words}</circle>'
    if point.mark:
        d = SHAPES[point.mark].format(x - 6, x, y - 4, y + 4, y - 6.5)
        return f'<path class="{point.mark}" d="{d}">{words}</path>'
    if where:
        return f'<circle class="out" cx="{x:.1f}" cy="{y:.1f}" r="4.5">{words}</circle>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.2g}">{words}</circle>'


def draw_notes(points: Sequence[Point], *, frame: Frame, scale: Scale) -> list[str]:
    """The number of each note in a ring by its point: below a low point, above the others."""
    parts: list[str] = []
    placed: list[tuple[float, float]] = []
    for index, number in numbered(points).items():
        if index < frame.first:
            continue
        x, y = frame.x(index), height_of(points[index], frame=frame, scale=scale)
        below = is_low(points, index) and y + 27 <= frame.bottom + 4
        ring = free_place(x, y + 20 if below else y - 20, placed, away=17 if below else -17)
        placed.append((x, ring))
        near, rim = (y + 7, ring - 8) if below else (y - 7, ring + 8)
        parts.append(
            f'<g class="note"><path d="M{x:.1f} {near:.1f}V{rim:.1f}"/><circle cx="{x:.1f}" cy="{ring:.1f}" r="8"/>'
            f'<text x="{x:.1f}" y="{ring + 3.5:.1f}">{number}</text></g>'
        )
    return parts


def height_of(point: Point, *, frame: Frame, scale: Scale) -> float:
    """Where a point is drawn; a missing value lies on the bottom of the plot."""
    return frame.bottom if point.value is None else scale.y(point.value)


def is_low(points: Sequence[Point], index: int) -> bool:
    """Whether a value is lower than both its neighbours."""
    value = points[index].value
    beside = [point.value for point in (*points[max(index - 1, 0) : index], *points[index + 1 : index + 2])]
    return value is not None and all(other is not None and other > value for other in beside)


def free_place(x: float, y: float, placed: Sequence[tuple[float, float]], *, away: float) -> float:
    """The first height from `y` on, moving `away` from the point, where a ring touches none of those placed."""
    near = [height for left, height in placed if x - left < 17]
    while any(abs(height - y) < 17 for height in near):
        y += away
    return y
