"""The page of a KPI's source: which one, how it goes, and what came of late."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from vitalfew.collecting.models import Feed
from vitalfew.kpis.models import Kpi
from vitalfew.kpis.queries import kpis_with_everything
from vitalfew.sources.catalogue import sources
from vitalfew.web.addresses import address
from vitalfew.web.collecting.forms import HistoryForm
from vitalfew.web.collecting.words import said_runs, said_source
from vitalfew.web.requests import PageRequest


def source(request: PageRequest, pk: int) -> HttpResponse:
    """Where the values of a KPI come from; where nothing is connected, what could be."""
    kpi = get_object_or_404(kpis_with_everything(), pk=pk)
    return shown(request, kpi)


def runs(request: PageRequest, pk: int) -> HttpResponse:
    """How it goes, alone: the page asks for it again while its source is being asked."""
    kpi = get_object_or_404(kpis_with_everything(), pk=pk)
    found = going(kpi)
    if found["feed"] is None:
        raise Http404
    return render(request, "web/collecting/parts/going.html", {"kpi": kpi, **found})


def arriving(request: PageRequest, pk: int) -> HttpResponse:
    """Where it comes from, as a KPI's page says it; once it has been asked, the page shows what came."""
    kpi = get_object_or_404(kpis_with_everything(), pk=pk)
    found = going(kpi)
    asked = found["feed"] is not None and found["source"].busy
    page = request.htmx.current_url_abs_path or address(kpi.workspace, "kpi", pk)
    context = {"kpi": kpi, **found, "arrived": "" if asked else page}
    return render(request, "web/collecting/parts/section.html", context)


def shown(request: PageRequest, kpi: Kpi, history: HistoryForm | None = None) -> HttpResponse:
    """The page, with a form of the history that may hold errors."""
    context = {
        "kpi": kpi,
        **going(kpi),
        "kinds": list(sources().values()),
        "history": history or HistoryForm(today=timezone.localdate(timezone=kpi.workspace.zone_info)),
    }
    return render(request, "web/collecting/source.html", context)


def going(kpi: Kpi) -> dict[str, Any]:
    """Its source in words and the runs of late, where it has one."""
    now = timezone.now()
    feed: Feed | None = getattr(kpi, "feed", None)
    if feed is None:
        return {"feed": None}
    return {"feed": feed, "source": said_source(feed, now=now), "runs": said_runs(feed, now=now)}
