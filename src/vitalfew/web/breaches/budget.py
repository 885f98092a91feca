"""What was told lately and what came of it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from vitalfew.alerts.budget import budget, chance, headline, sentence, watched_by
from vitalfew.kpis.models import Kpi
from vitalfew.web.kpis.alerted import said_of
from vitalfew.web.requests import PageRequest


def alerts(request: PageRequest) -> HttpResponse:
    """The alerts about your own KPIs, for a lead about those of the team."""
    kpis = Kpi.objects.filter(watched_by(request.person), retired_at=None)
    found = budget(kpis, now=timezone.now())
    noisy = kpis.filter(pk__in=[each.kpi for each in found.noise]).select_related("definition").in_bulk()
    context = {
        "title": headline(found),
        "chance": chance(found, kpis=kpis.count(), workspace=request.person.workspace),
        "weeks": ", ".join(map(str, found.weeks)) if found.alerts else "",
        "noise": [said_of(each, noisy[each.kpi], request.person.workspace) for each in found.noise],
        "others": [(each.kpi, sentence(each)) for each in found.kpis if not each.is_noise],
    }
    return render(request, "web/breaches/budget.html", context)
