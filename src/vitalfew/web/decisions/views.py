"""The decision log: what a team has promised, and below it what was done."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from vitalfew.accounts.models import Team
from vitalfew.alerts.queries import promises
from vitalfew.okrs.queries import today_here
from vitalfew.web.addresses import key_in
from vitalfew.web.requests import PageRequest

DONE_ON_A_PAGE = 50


def decisions(request: PageRequest) -> HttpResponse:
    """All open actions of a team (`?team=3`, the reader's own at first, `?team=all` everybody's), done ones below."""
    teams = list(Team.objects.filter(people__actions__isnull=False).distinct())
    asked = request.GET.get("team", "")
    key = request.person.team_id if not asked else key_in(asked)
    team = next((one for one in teams if one.pk == key), None)
    open_ones = list(promises(team=team, done=False))
    today = today_here(timezone.now())
    context = {
        "open": open_ones,
        "late": sum(one.due < today for one in open_ones),
        "today": today,
        "page": Paginator(promises(team=team, done=True), DONE_ON_A_PAGE).get_page(request.GET.get("page")),
        "teams": teams,
        "team": team,
    }
    return render(request, "web/decisions/decisions.html", context)
