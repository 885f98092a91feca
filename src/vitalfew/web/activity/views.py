"""What was changed lately, by day: of one's own team at first, of another one, or of all."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from vitalfew.accounts.models import Change, Team
from vitalfew.okrs.activity import before, changes, of_team
from vitalfew.web.addresses import key_in
from vitalfew.web.history.lines import Line, lines
from vitalfew.web.requests import PageRequest

A_PAGE = 30
APART = "~"


class Day(NamedTuple):
    """What was changed on one day where the reader is."""

    day: date
    lines: Sequence[Line]


def activity(request: PageRequest) -> HttpResponse:
    """A feed, the newest first: `?team=3`, `?team=all`, and `?before=` the last line of the page before."""
    teams = list(Team.objects.all())
    asked = request.GET.get("team", "")
    key = request.person.team_id if not asked else key_in(asked)
    team = next((one for one in teams if one.pk == key), None)
    behind = _behind(request.GET.get("before", ""))
    found = changes() if team is None else of_team(team)
    shown = list((found if behind is None else before(found, at=behind[0], key=behind[1]))[: A_PAGE + 1])
    context = {
        "days": _by_day(lines(shown[:A_PAGE], reader=request.person)),
        "older": _cursor(shown[A_PAGE - 1]) if len(shown) > A_PAGE else "",
        "newest": behind is None,
        "team": team,
        "teams": teams,
        "today": timezone.localdate(),
    }
    return render(request, "web/activity/activity.html", context)


def _by_day(found: Sequence[Line]) -> Sequence[Day]:
    grouped = groupby(found, key=lambda line: timezone.localtime(line.change.at).date())
    return [Day(day, list(own)) for day, own in grouped]


def _cursor(change: Change) -> str:
    return f"{change.at.isoformat()}{APART}{change.pk}"


def _behind(text: str) -> tuple[datetime, int] | None:
    """The place that an address names; None for what names none, which is the newest."""
    at, _, key = text.replace(" ", "+").partition(APART)
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    found = key_in(key)
    return (moment, found) if found is not None and timezone.is_aware(moment) else None
