"""One definition, kept by several teams: their small pictures on one scale of value and time. No league table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import SafeString

from vitalfew.charts import Miniature
from vitalfew.kpis.models import Definition, Kpi, Reading
from vitalfew.kpis.queries import health
from vitalfew.method.numbers import show
from vitalfew.method.periods import Frequency, period_end, period_start
from vitalfew.web.board.cards import chart_of, drawn, held_against, since, when
from vitalfew.web.kpis.health import Line, line_of
from vitalfew.web.requests import PageRequest

ON_A_PAGE = 40
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class OfTeam:
    """What one team has of it: what a list says of its KPI, since when, and its picture on the scale of all."""

    line: Line
    since: str
    when: str
    held: str
    picture: SafeString


@dataclass(frozen=True, slots=True)
class Shared:
    """The scale that all pictures share: from the earliest to the latest period, from the lowest to the highest."""

    reach: tuple[float, float]
    first: datetime
    last: datetime

    def places(self, times: Sequence[datetime]) -> list[float]:
        """Where each of these times lies, from 0 to 1."""
        whole = (self.last - self.first) or SECOND
        return [(time - self.first) / whole for time in times]


def across(request: PageRequest, pk: int) -> HttpResponse:
    """Every team that keeps it, by name, 40 on a page."""
    definition = get_object_or_404(Definition.objects, pk=pk)
    page = Paginator(health().filter(definition=definition), ON_A_PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    found = [(line_of(kpi, now=now), getattr(kpi, "reading", None)) for kpi in page]
    times = [times_of(line.kpi, reading) for line, reading in found]
    charts = [chart_of(line, reading) for line, reading in found]
    shared = scale_of([chart for chart in charts if chart], [each for each in times if each])
    rows = [
        _of_team(line, reading, chart, at, shared)
        for (line, reading), chart, at in zip(found, charts, times, strict=True)
    ]
    context = {"definition": definition, "page": page, "rows": rows, "scale": _said(shared, definition)}
    return render(request, "web/board/definition.html", context)


def times_of(kpi: Kpi, reading: Reading | None) -> list[datetime]:
    """When each period of the kept picture began, told from its last value back."""
    values = reading.picture.get("values", []) if reading is not None else []
    known = [index for index, value in enumerate(values) if value is not None]
    if reading is None or reading.value_time is None or not known:
        return []
    frequency, zone = Frequency(kpi.frequency), kpi.workspace.zone_info
    times = [reading.value_time]
    for _ in range(known[-1]):
        times.append(period_start(times[-1] - SECOND, frequency, zone))
    times.reverse()
    for _ in range(len(values) - len(times)):
        times.append(period_end(times[-1], frequency, zone))
    return times


def scale_of(charts: Sequence[Miniature], times: Sequence[Sequence[datetime]]) -> Shared | None:
    """A scale that holds all of them; None where there is nothing to draw."""
    if not charts or not times:
        return None
    lows, highs = zip(*(chart.reach for chart in charts), strict=True)
    return Shared((min(lows), max(highs)), min(each[0] for each in times), max(each[-1] for each in times))


def _of_team(
    line: Line, reading: Reading | None, chart: Miniature | None, times: Sequence[datetime], shared: Shared | None
) -> OfTeam:
    kpi = line.kpi
    picture = SafeString()
    if chart is not None and shared is not None:
        placed = replace(chart, at=shared.places(times))
        picture = drawn(placed, title=f"{kpi.team}: {line.words}", reach=shared.reach, shown=kpi.shown, height=120)
    return OfTeam(line, since(kpi, reading, line), when(kpi, reading, line), held_against(kpi), picture)


def _said(shared: Shared | None, definition: Definition) -> dict[str, object]:
    """The scale in words."""
    if shared is None:
        return {}
    low, high = (show(each, definition.unit) for each in shared.reach)
    return {"low": low, "high": high, "first": shared.first, "last": shared.last}
