"""The list of KPIs: are we well?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from vitalfew.accounts.models import Team
from vitalfew.briefing.today import lineless
from vitalfew.charts import kept_sparkline
from vitalfew.kpis.models import Kpi, Reading
from vitalfew.kpis.queries import health
from vitalfew.method.numbers import NOTHING
from vitalfew.web.addresses import key_in
from vitalfew.web.kpis.words import after_that, reader, standard_in_short
from vitalfew.web.requests import PageRequest

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One KPI in the list; `before` is what was so before no more data came.

    `value` is that of the last period that was judged, and `so_far` what has come of a later one, '' where none is in
    progress; `unfinished` says that one is, which before the first judgement is that of `value`.
    """

    kpi: Kpi
    shape: str
    words: str
    before: str
    value: str
    standard: str
    before_shape: str = "none"
    unfinished: bool = False
    so_far: str = ""

    @property
    def sparkline(self) -> SafeString:
        """Its last values over the band of chance; '' before the first."""
        reading: Reading | None = getattr(self.kpi, "reading", None)
        return mark_safe("") if reading is None else _drawn(self.kpi, reading)


def kpis(request: PageRequest) -> HttpResponse:
    """KPIs by team, 50 on a page; `?team=3` shows one team's, `?retired` those that were retired, `?without=red_line`
    those that have no red line yet.
    """
    retired, lacking = "retired" in request.GET, request.GET.get("without") == "red_line"
    team = key_in(request.GET.get("team", ""))
    found = health(team=team, retired=retired)
    page = Paginator(found.filter(lineless()) if lacking else found, ON_A_PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    teams = list(Team.objects.filter(kpis__isnull=False).distinct())
    context: dict[str, Any] = {
        "page": page,
        "lines": [line_of(kpi, now=now) for kpi in page],
        "teams": teams,
        "team": next((one for one in teams if one.pk == team), None),
        "retired": retired,
        "lacking": lacking,
    }
    return render(request, "web/kpis/kpis.html", context)


def line_of(kpi: Kpi, *, now: datetime) -> Line:
    """What the list says of a KPI, from its reading."""
    reading: Reading | None = getattr(kpi, "reading", None)
    if reading is None:
        return Line(kpi, "none", "No data yet", "", NOTHING, standard_in_short(kpi, now=now))
    want, shown = reading.in_want(now), reader(kpi, decimals=reading.picture.get("decimals"))
    unfinished, judged = reading.value_time != reading.judged_time, reading.judged_value is not None
    return Line(
        kpi=kpi,
        shape="none" if want else reading.shape,
        words=want or reading.words,
        before=f"before that: {after_that(reading.words)}" if want and reading.value is not None else "",
        value=shown(reading.judged_value if judged else reading.value),
        standard=standard_in_short(kpi, now=now),
        before_shape=reading.shape,
        unfinished=unfinished,
        so_far=shown(reading.value) if unfinished and judged else "",
    )


def _drawn(kpi: Kpi, reading: Reading) -> SafeString:
    svg = kept_sparkline(reading.picture, title=f"{kpi}: {reading.words}")
    return mark_safe(svg)  # noqa: S308  (charts escape their text)
