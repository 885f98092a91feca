"""What a wall shows: the KPIs of a board one after the other, for whoever may see them."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vitalfew.accounts.models import Workspace
from vitalfew.briefing.board import Selection, board
from vitalfew.web.board.cards import card_of
from vitalfew.web.shell import THEMES

MOST = 24
SECONDS, FEWEST, LONGEST = 15, 5, 3600
WIDTH, HEIGHT = 960, 240


def shown(request: HttpRequest, place: Workspace, selection: Selection, *, now: datetime) -> HttpResponse:
    """The wall of a selection; `?every=30` says how many seconds each KPI stays, `?theme=dark` how it looks."""
    found = list(board(selection, now=now)[: MOST + 1])
    context = {
        "place": selection.team or place,
        "cards": [card_of(kpi, now=now, width=WIDTH, height=HEIGHT, shown=kpi.shown) for kpi in found[:MOST]],
        "more": len(found) > MOST,
        "now": now,
        "every": seconds(request.GET.get("every", "")),
    }
    theme = request.GET.get("theme", "")
    return render(request, "web/wall/wall.html", context | ({"theme": theme} if theme in THEMES else {}))


def seconds(text: str) -> int:
    """How long each KPI stays: 5 seconds to an hour, a quarter of a minute where nothing else is said."""
    if not (text.isascii() and text.isdecimal()) or len(text) > len(str(LONGEST)):
        return SECONDS
    return min(max(int(text), FEWEST), LONGEST)
