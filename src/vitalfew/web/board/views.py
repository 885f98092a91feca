"""The board of a team, or of all teams."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from vitalfew.briefing.board import board as on_board
from vitalfew.briefing.board import kept_by
from vitalfew.web.board.cards import card_of
from vitalfew.web.board.selecting import choices, selection_in
from vitalfew.web.requests import PageRequest

ON_A_PAGE = 24


def board(request: PageRequest) -> HttpResponse:
    """KPIs as small pictures, 24 on a page; `?team=3&family=quality&owner=2&status=red_line` narrow it."""
    now, selection = timezone.now(), selection_in(request)
    page = Paginator(on_board(selection, now=now), ON_A_PAGE).get_page(request.GET.get("page"))
    kpis = list(page)
    shared = kept_by(kpis)
    context = {
        "page": page,
        "cards": [card_of(kpi, now=now, kept_by=shared) for kpi in kpis],
        "choices": choices(selection),
        "selection": selection,
        "narrowed": any((selection.team, selection.owner, selection.family, selection.status)),
    }
    return render(request, "web/board/board.html", context)
