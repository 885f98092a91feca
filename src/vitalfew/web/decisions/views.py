"""The decision log: what a team has promised, what was done of it, and what was answered to breaches."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from vitalfew.accounts.models import Team
from vitalfew.alerts.queries import answers, promises
from vitalfew.okrs.queries import today_here
from vitalfew.web.addresses import key_in
from vitalfew.web.requests import PageRequest

DONE_ON_A_PAGE = 50
ANSWERS = 20


def decisions(request: PageRequest) -> HttpResponse:
    """All open actions of a team (`?team=3`, the reader's own at first, `?team=all` everybody's), below them those that
    are done and the last answers.
    """
    has_some = Q(people__actions__isnull=False) | Q(kpis__breaches__answer__gt="")
    teams = list(Team.objects.filter(has_some).distinct())
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
        "answers": answers(team=team)[:ANSWERS],
        "teams": teams,
        "team": team,
    }
    return render(request, "web/decisions/decisions.html", context)
