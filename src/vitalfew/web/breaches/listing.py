"""The list of breaches."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from vitalfew.accounts.models import Person, Team
from vitalfew.alerts.queries import OPEN, UNANSWERED, of_person
from vitalfew.alerts.queries import breaches as all_breaches
from vitalfew.web.addresses import key_in
from vitalfew.web.kpis.crossed import line
from vitalfew.web.requests import PageRequest

ON_A_PAGE = 50
SHOWS = {"open": "Open", "unanswered": "Without an answer", "answered": "Answered", "mine": "Mine", "all": "All"}


def breaches(request: PageRequest) -> HttpResponse:
    """What was crossed and what was done: open ones, `?show=` one of `SHOWS`, `?team=3` one team's."""
    show = request.GET.get("show", "open")
    show = show if show in SHOWS else "open"
    teams = list(Team.objects.filter(kpis__breaches__isnull=False).distinct())
    key = key_in(request.GET.get("team", ""))
    team = next((one for one in teams if one.pk == key), None)
    found = all_breaches().filter(_wanted(show, request.person), *([Q(kpi__team=team)] if team else []))
    page, now = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")), timezone.now()
    context = {
        "page": page,
        "lines": [line(breach, now=now) for breach in page],
        "show": show,
        "shows": SHOWS,
        "teams": teams,
        "team": team,
        "title": _title(show, page.paginator.count),
    }
    return render(request, "web/breaches/breaches.html", context)


def _wanted(show: str, person: Person) -> Q:
    own = OPEN & of_person(person)
    return {"open": OPEN, "unanswered": UNANSWERED, "answered": ~UNANSWERED, "mine": own, "all": Q()}[show]


def _title(show: str, count: int) -> str:
    many = f"{count:,} breach{'' if count == 1 else 'es'}"
    if show == "unanswered":
        return f"{many} without a recorded answer" if count else "Every breach has an answer"
    if show == "answered":
        return f"{many} answered" if count else "No breach was answered so far"
    if show == "mine":
        return f"{many} for you to answer" if count else "You owe no breach an answer"
    if show == "all":
        return f"{many} so far" if count else "Nothing was crossed so far"
    return f"{many} open" if count else "No breach is open"
