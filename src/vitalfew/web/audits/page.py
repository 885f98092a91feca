"""The page of an audit."""

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from vitalfew.audits.models import Audit, Place
from vitalfew.audits.queries import Tally, column, kept_audits, tally
from vitalfew.web.audits.board import bands, by_team, heads
from vitalfew.web.audits.words import LEGEND, NO_TEAM, headline, origin, since_words, total
from vitalfew.web.requests import PageRequest

TEAMS_ON_A_PAGE = 10
ROWS_ON_A_PAGE = 100
MOST_LINKS = 14


def audit(request: PageRequest, pk: int) -> HttpResponse:
    """The three columns: `?team=` those of one team, `?only=health|growth|neither` all rows of one column."""
    one = get_object_or_404(kept_audits(), pk=pk)
    tallies = by_team(tally(audit=one))
    team = _asked_team(request, list(tallies))
    shown = [each for name, own in tallies.items() if team in (None, name) for each in own]
    everything = [each for own in tallies.values() for each in own]
    few = total(each for each in shown if each.vital)
    context: dict[str, object] = {
        "audit": one,
        "headline": headline(total(shown), few),
        "few": few,
        "origin": origin(one),
        "since": since_words(one),
        "heads": heads(shown),
        "team": team,
        "team_name": team or NO_TEAM,
        "teams": [(name, name or NO_TEAM, name == team) for name in tallies] if len(tallies) > 1 else [],
        "as_links": len(tallies) <= MOST_LINKS,
        "became": total(each for each in everything if each.linked),
        "waiting": total(each for each in everything if each.vital and not each.linked),
        "legend": LEGEND,
    }
    only = request.GET.get("only", "")
    if only in Place.values:
        return render(request, "web/audits/column.html", context | _one_column(request, one, only, team))
    return render(request, "web/audits/audit.html", context | _board(request, one, team, tallies))


def _asked_team(request: PageRequest, teams: Sequence[str]) -> str | None:
    """The team that the address names, None for all of them."""
    asked = request.GET.get("team")
    return asked if asked in teams and len(teams) > 1 else None


def _board(request: PageRequest, one: Audit, team: str | None, counted: dict[str, list[Tally]]) -> dict[str, object]:
    chosen = list(counted) if team is None else [team]
    page = Paginator(chosen, TEAMS_ON_A_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "bands": bands(audit=one, teams=list(page.object_list), counted=counted)}


def _one_column(request: PageRequest, one: Audit, place: str, team: str | None) -> dict[str, object]:
    rows = column(audit=one, place=place, team=team)
    page = Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "rows": list(page.object_list), "place": place, "label": Place(place).label}
