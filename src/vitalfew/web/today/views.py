"""The page Today."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from vitalfew.accounts.models import Team
from vitalfew.briefing import today as briefing
from vitalfew.briefing.mine import first_look
from vitalfew.collecting.queries import is_asked_now
from vitalfew.okrs.models import Objective
from vitalfew.web.addresses import key_in
from vitalfew.web.requests import PageRequest
from vitalfew.web.today.rows import decision_cards, health, objective_blocks


def today(request: PageRequest) -> HttpResponse:
    """What is the reader's own at first; `?team=3` of a team, `?of=all` of the whole workspace.

    Who owns nothing that is watched or pursued sees all.
    """
    now, workspace = timezone.now(), request.person.workspace
    team = _team(request)
    owns, asked = first_look(request.person, now=now, team=team)
    mine = owns and team is None and request.GET.get("of") != "all"
    found = briefing.today(now=now, team=team, person=request.person if mine else None)
    context = {
        "found": found,
        "team": team,
        "owns": owns,
        "mine": mine,
        "now": now,
        "week": _week(found, now, workspace.zone_info),
        "unwell_left_out": max(found.unwell - len(found.kpis), 0),
        "waiting": sum(kpi.value is None for kpi in found.kpis),
        "decisions": decision_cards(found.decisions, workspace),
        "answered": decision_cards(found.answered, workspace),
        "health": health(found.kpis, workspace, now=now),
        "change": objective_blocks(found.change, workspace),
        "asked": asked,
        "drafts": [] if found.change else _drafts(team),
    }
    return render(request, "web/today/today.html", context)


def arriving(request: PageRequest) -> HttpResponse:
    """A mark that asks for itself while sources are asked for values, and then for the page with what came."""
    asked = is_asked_now(now=timezone.now(), team=_team(request))
    return render(request, "web/today/arriving.html", {"asked": asked, "arrived": not asked})


def _team(request: PageRequest) -> Team | None:
    wanted = key_in(request.GET.get("team", ""))
    return get_object_or_404(Team.objects, pk=wanted) if wanted is not None else None


def _drafts(team: Team | None) -> list[Objective]:
    """The newest drafts, three at most: what would be pursued next."""
    found = Objective.objects.filter(state=Objective.State.DRAFT).order_by("-pk")
    return list((found.filter(team=team) if team else found)[:3])


def _week(found: briefing.Today, now: datetime, zone: ZoneInfo) -> str:
    """'week 8 of 13 in 2026-Q4'; '' without a running cycle."""
    if found.cycle is None:
        return ""
    day = now.astimezone(zone).date()
    weeks = round(((found.cycle.end - found.cycle.start).days + 1) / 7)
    return f"week {min((day - found.cycle.start).days // 7 + 1, weeks)} of {weeks} in {found.cycle}"
