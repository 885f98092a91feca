"""Choosing a source and its settings, and trying them before they are saved."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Role
from vitalfew.collecting.actions import connect, tried
from vitalfew.collecting.asking import since
from vitalfew.collecting.models import Feed
from vitalfew.kpis.models import Kpi
from vitalfew.kpis.queries import kpis_with_everything
from vitalfew.sources.catalogue import sources
from vitalfew.sources.contract import Source, SourceError
from vitalfew.web.addresses import go_to
from vitalfew.web.collecting.forms import SourceForm
from vitalfew.web.collecting.words import said_crowd, said_nothing, said_points, said_times
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving


@needs(Role.MEMBER)
def edit(request: PageRequest, pk: int) -> HttpResponse:
    """The settings of a source; `?kind=sql` chooses one, else it is the one that is connected."""
    kpi = get_object_or_404(kpis_with_everything(), pk=pk)
    found = _chosen(request, kpi)
    if found is None:
        return go_to(request, "kpi_source", pk)
    form = SourceForm(request.POST or None, source=found, kpi=kpi, feed=_feed(kpi))
    if request.method == "POST" and form.is_valid():
        with saving(request, f"{kpi} is collected from {found.name}"):
            connect(feed=form.build(), spec=form.spec, now=timezone.now())
        return go_to(request, "kpi_source", pk)
    return _shown(request, kpi, form)


@needs(Role.MEMBER)
@require_POST
def try_it(request: PageRequest, pk: int) -> HttpResponse:
    """Ask a source with settings that are not saved, and show what it says; nothing is stored."""
    kpi = get_object_or_404(kpis_with_everything(), pk=pk)
    found = _chosen(request, kpi)
    if found is None:
        raise Http404("There is no such source.")
    form = SourceForm(request.POST, source=found, kpi=kpi, feed=_feed(kpi))
    return _shown(request, kpi, form, outcome=_outcome(kpi, form))


def _outcome(kpi: Kpi, form: SourceForm) -> dict[str, Any]:
    if not form.is_valid():
        return {"wrong": " ".join(_said(form, name, str(errors[0])) for name, errors in form.errors.items())}
    now = timezone.now()
    begin = since(_feed(kpi) or Feed(kpi=kpi), now=now)
    try:
        points = tried(kpi=kpi, kind=form.source.kind, spec=form.spec, since=begin, now=now)
    except SourceError as error:
        return {"wrong": str(error)}
    if not points:
        return {"count": 0, "nothing": said_nothing(kpi, since=begin)}
    return {"count": len(points), "points": said_points(kpi, points, now=now), "crowded": said_crowd(kpi, points)}


def _said(form: SourceForm, name: str, error: str) -> str:
    return f"{form[name].label}: {error}" if name in form.fields else error


def _shown(request: PageRequest, kpi: Kpi, form: SourceForm, outcome: dict[str, Any] | None = None) -> HttpResponse:
    template = "parts/outcome.html" if outcome and request.htmx else "edit.html"
    context = {"kpi": kpi, "form": form, "source": form.source, "feed": form.feed, "outcome": outcome}
    context |= {"next_runs": said_times(kpi, form.next_runs(now=timezone.now())), "zone": kpi.workspace.zone}
    return render(request, f"web/collecting/{template}", context)


def _chosen(request: PageRequest, kpi: Kpi) -> Source | None:
    feed = _feed(kpi)
    return sources().get(request.GET.get("kind") or (feed.kind if feed else ""))


def _feed(kpi: Kpi) -> Feed | None:
    return getattr(kpi, "feed", None)
