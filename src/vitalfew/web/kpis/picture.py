"""The process behaviour chart of a KPI's page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString, mark_safe

from vitalfew.charts import Band, Line, Point, behaviour_chart
from vitalfew.kpis.judging import Judged, drawn_marks
from vitalfew.kpis.models import Kpi
from vitalfew.kpis.precision import decimals_of
from vitalfew.method.numbers import show
from vitalfew.method.periods import Frequency, tick
from vitalfew.method.periods import words as how_often
from vitalfew.method.signals import JudgedPhase
from vitalfew.web.kpis.forms.period import written
from vitalfew.web.kpis.signals import reasons
from vitalfew.web.kpis.window import Window
from vitalfew.web.kpis.words import period, reader

Level = float | Sequence[float | None] | None
PHONE = 40


@dataclass(frozen=True, slots=True)
class Picture:
    """The chart drawn for wide screens and for phones, as SVG."""

    wide: SafeString
    narrow: SafeString


def picture(kpi: Kpi, found: Judged, *, window: Window, notes: Mapping[datetime, str], description: str) -> Picture:
    """Draw the periods of this window; `notes` are by the start of their period."""
    points = _points(kpi, found, window=window, notes=notes)
    bands = _bands(kpi, found, window)
    title = f"{kpi}, {how_often(Frequency(kpi.frequency))}"

    def draw(*, key: str, width: int = 1140, height: int = 400, last: int | None = None) -> SafeString:
        svg = behaviour_chart(
            key=key, title=title, description=description, points=points, bands=bands,
            lines=lines(kpi, found.starts[window.first : window.end]), shown=show,
            width=width, height=height, last=last,
        )  # fmt: skip
        return mark_safe(svg)  # noqa: S308  (charts escape their text)

    return Picture(draw(key="wide"), draw(key="narrow", width=340, height=260, last=PHONE))


def lines(kpi: Kpi, starts: Sequence[datetime] = ()) -> list[Line]:
    """Red lines, and the target where it is another line; one that moves as it was in the periods that start here."""
    red = [line for line in (kpi.red_lower, kpi.red_upper) if line is not None]
    course = kpi.targets(starts)
    if course:
        return [*(Line(line, "red line", "red") for line in red), Line(course[-1], "target", "target", course)]
    aims = [aim for aim in (kpi.target, kpi.target_upper) if aim is not None and aim not in red]
    return [*(Line(line, "red line", "red") for line in red), *(Line(aim, "target", "target") for aim in aims)]


def _points(kpi: Kpi, found: Judged, *, window: Window, notes: Mapping[datetime, str]) -> list[Point]:
    read = reader(kpi, decimals=decimals_of(found.values))
    given, why = drawn_marks(kpi, found), reasons(kpi, found)
    return [
        Point(
            label=period(kpi, found.starts[index]),
            value=found.values[index],
            shown=read(found.values[index]),
            mark=given[index],
            note=notes.get(found.starts[index], ""),
            in_progress=index >= found.finished,
            why=why.get(index, ""),
            at=written(found.starts[index], kpi),
            tick=tick(found.starts[index], Frequency(kpi.frequency), kpi.workspace.zone_info),
        )
        for index in range(window.first, window.end)
    ]


def _bands(kpi: Kpi, found: Judged, window: Window) -> list[Band]:
    phases = [phase for phase in found.judgement.phases if phase.limits is not None]
    drawn = []
    for phase in phases:
        first = max(phase.start, window.first)
        last = len(found.values) - 1 if phase.end == found.finished - 1 else phase.end
        last = min(last, window.end - 1)
        if first <= last:
            drawn.append(_band(phase, first=first, last=last, window=window, season=kpi.season))
    return drawn


def _band(phase: JudgedPhase, *, first: int, last: int, window: Window, season: int | None) -> Band:
    """A phase's lines from period `first` to `last`; an unfinished period gets those of the last one like it."""
    assert phase.limits is not None  # noqa: S101  (phases without limits have no band)

    def along(levels: Sequence[float | None] | None, level: float | None) -> Level:
        if levels is None:
            return level
        found = [_like(levels, index - phase.start, season) for index in range(first, last + 1)]
        return None if any(each is None for each in found) else found

    return Band(
        start=first - window.first,
        end=last - window.first,
        centre=along(phase.centres, phase.limits.centre),  # type: ignore[arg-type]
        lower=along(phase.lowers, phase.limits.lower),  # type: ignore[arg-type]
        upper=along(phase.uppers, phase.limits.upper),  # type: ignore[arg-type]
        reason=phase.reason,
    )


def _like(levels: Sequence[float | None], index: int, season: int | None) -> float | None:
    while index >= len(levels):
        index -= season if season and season <= len(levels) else 1
    return levels[index]
