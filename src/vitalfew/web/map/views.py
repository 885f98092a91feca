"""The page of the alignment map."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from vitalfew.accounts.models import Role
from vitalfew.charts.tree import NARROW, WIDE, Shape, tree_picture
from vitalfew.okrs.alignment.tree import alignment
from vitalfew.okrs.queries import current_strategy
from vitalfew.web.map.choosing import Chosen, chosen_in, offered_cycles
from vitalfew.web.map.folds import MOST_OPEN, Folds
from vitalfew.web.map.leaves import Drawing
from vitalfew.web.map.words import conclusion, conclusion_of_closed, counted
from vitalfew.web.requests import PageRequest

MOST_LISTED = 9


def alignment_map(request: PageRequest) -> HttpResponse:
    """The map: `?team=` and `?cycle=` narrow it, `?fold=`, `?open=` and `?shut=` say which boxes are open."""
    now = timezone.now()
    chosen = chosen_in(request, now=now)
    if not chosen.cycles:
        return render(request, "web/map/without_cycle.html")
    folds = Folds.of(request.GET, chosen=chosen.named)
    found = alignment(cycles=chosen.cycles, teams=chosen.names, team=chosen.team)
    drawing = Drawing(
        workspace=request.person.workspace,
        found=found,
        folds=folds,
        teams=chosen.names,
        strategy=current_strategy(),
        may_align=request.person.may(Role.MEMBER) and chosen.closed is None,
        now=now,
    )
    context = {"chosen": chosen, "found": found, **_pictures(drawing), **_all(drawing)}
    if request.htmx:
        return render(request, "web/map/picture.html", context)
    return render(request, "web/map/map.html", context | _around(chosen, drawing))


def _pictures(drawing: Drawing) -> dict[str, SafeString]:
    """The map from left to right, and indented for phones."""
    leaves, links = drawing.leaves(), drawing.links()

    def picture(key: str, shape: Shape) -> SafeString:
        svg = tree_picture(key=key, title="Alignment map", leaves=leaves, links=links, shape=shape)
        return mark_safe(svg)  # noqa: S308  (charts escape their text)

    return {"wide": picture("wide", WIDE), "narrow": picture("narrow", NARROW)}


def _all(drawing: Drawing) -> dict[str, str]:
    """Where everything is open, as far as a page can hold it, and where everything is closed."""
    count = len(drawing.found.aims) + sum(drawing.found.results.values())
    opened = drawing.folds.all(are_open=True) if count <= MOST_OPEN else ""
    return {"open_all": opened, "close_all": drawing.folds.all(are_open=False)}


def _around(chosen: Chosen, drawing: Drawing) -> dict[str, object]:
    """What stands above and below the picture."""
    found, teams = drawing.found, drawing.teams
    return {
        "conclusion": conclusion_of_closed(found, chosen.closed) if chosen.closed else conclusion(found),
        "counted": counted(found, chosen.cycles),
        "cycles": offered_cycles(chosen),
        "loose": [(aim, teams.get(aim.team, "")) for aim in found.loose[:MOST_LISTED]],
        "more_loose": max(len(found.loose) - MOST_LISTED, 0),
        "against": [(up, teams.get(up.team, ""), down, teams.get(down.team, "")) for up, down in found.against],
        "may_align": drawing.may_align,
    }
