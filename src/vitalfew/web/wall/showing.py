"""What a wall shows: the KPIs of a board one after the other, for whoever may see them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vitalfew.accounts.models import Workspace
from vitalfew.briefing.board import Selection, board
from vitalfew.kpis.models import Kpi
from vitalfew.web.board.cards import Card, card_of
from vitalfew.web.shell import THEMES

ON_A_PAGE = 24
SECONDS, FEWEST, LONGEST = 15, 5, 3600
WIDE: Mapping[str, Any] = {"width": 960, "height": 240}
TALL: Mapping[str, Any] = {"width": 360, "height": 420}


class Slide(NamedTuple):
    """One KPI on a wall, drawn for a screen that is wider than high, and for one that stands upright."""

    wide: Card
    upright: Card


def shown(request: HttpRequest, place: Workspace, selection: Selection, *, now: datetime) -> HttpResponse:
    """The wall of a selection, 24 KPIs on a page, which follow each other.

    `?every=30` says how many seconds each KPI stays, `?theme=dark` how it looks.
    """
    page = Paginator(board(selection, now=now), ON_A_PAGE).get_page(request.GET.get("page"))
    last = page.paginator.num_pages
    context = {
        "place": selection.team or place,
        "page": page,
        "slides": [_slide(kpi, now) for kpi in page],
        "next": page.number % last + 1,
        "previous": (page.number - 2) % last + 1,
        "now": now,
        "every": seconds(request.GET.get("every", "")),
    }
    theme = request.GET.get("theme", "")
    return render(request, "web/wall/wall.html", context | ({"theme": theme} if theme in THEMES else {}))


def _slide(kpi: Kpi, now: datetime) -> Slide:
    wide = card_of(kpi, now=now, shown=kpi.shown, **WIDE)
    return Slide(wide, replace(wide, drawing={**wide.drawing, **TALL}))


def seconds(text: str) -> int:
    """How long each KPI stays: 5 seconds to an hour, a quarter of a minute where nothing else is said."""
    if not (text.isascii() and text.isdecimal()) or len(text) > len(str(LONGEST)):
        return SECONDS
    return min(max(int(text), FEWEST), LONGEST)
