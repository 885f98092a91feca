"""One box that finds KPIs, objectives, key results, people and teams."""

from django.http import HttpResponse
from django.shortcuts import render

from vitalfew.accounts.models import Workspace
from vitalfew.web.addresses import address
from vitalfew.web.requests import PageRequest
from vitalfew.web.search.queries import Found, find

KINDS = {"kpi": "Health", "objective": "Change", "people": "Person", "teams": "Team"}
OF_ALL = frozenset({"people", "teams"})
IN_THE_BOX = 8


def search(request: PageRequest) -> HttpResponse:
    """What was found, as a page, or as the short list below the box while typing."""
    text = request.GET.get("q", "")
    lines = [_line(request.person.workspace, found) for found in find(text)]
    if request.htmx:
        return render(request, "web/search/found.html", {"text": text, "lines": lines[:IN_THE_BOX]})
    return render(request, "web/search/search.html", {"text": text, "lines": lines})


def _line(workspace: Workspace, found: Found) -> dict[str, str]:
    args = () if found.page in OF_ALL else (found.key,)
    return {
        "kind": KINDS[found.page],
        "name": found.name,
        "note": found.note,
        "address": address(workspace, found.page, *args),
    }
