"""Buttons of a source: collect now, fetch the history, pause, leave it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Role
from vitalfew.collecting import actions
from vitalfew.collecting.models import Feed
from vitalfew.web.addresses import go_to
from vitalfew.web.collecting.forms import HistoryForm
from vitalfew.web.collecting.page import shown
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving


@needs(Role.MEMBER)
@require_POST
def collect(request: PageRequest, pk: int) -> HttpResponse:
    """Ask it now."""
    feed = _feed(pk)
    actions.collect_now(feed=feed, now=timezone.now())
    messages.success(request, f"The source of {feed.kpi} is asked within seconds.")
    return go_to(request, "kpi_source", pk)


@needs(Role.MEMBER)
@require_POST
def history(request: PageRequest, pk: int) -> HttpResponse:
    """Fetch all values from a day on, once."""
    feed, now = _feed(pk), timezone.now()
    form = HistoryForm(request.POST, today=now.astimezone(feed.kpi.workspace.zone_info).date())
    if not form.is_valid():
        return shown(request, feed.kpi, form)
    actions.fetch_history(feed=feed, start=form.cleaned_data["start"], now=now)
    return go_to(request, "kpi_source", pk)


@needs(Role.MEMBER)
@require_POST
def stop_history(request: PageRequest, pk: int) -> HttpResponse:
    """Fetch no more of the history; what came stays."""
    actions.stop_history(feed=_feed(pk))
    return go_to(request, "kpi_source", pk)


@needs(Role.MEMBER)
@require_POST
def pausing(request: PageRequest, pk: int) -> HttpResponse:
    """Ask it no more for now, or again."""
    feed = _feed(pk)
    paused = feed.paused_at is None
    with saving(request, f"Source of {feed.kpi} {'paused' if paused else 'goes on'}"):
        actions.pause(feed=feed, now=timezone.now() if paused else None)
    return go_to(request, "kpi_source", pk)


@needs(Role.MEMBER)
@require_POST
def leaving(request: PageRequest, pk: int) -> HttpResponse:
    """Collect no more; the values stay."""
    feed = _feed(pk)
    with saving(request, f"{feed.kpi} is collected no more"):
        actions.leave(feed=feed)
    return go_to(request, "kpi", pk)


def _feed(pk: int) -> Feed:
    related = ("kpi__workspace", "kpi__definition", "kpi__team", "kpi__series")
    found: Feed = get_object_or_404(Feed.objects.select_related(*related), kpi=pk)
    return found
