"""One box that finds everything."""

from collections.abc import Sequence
from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render

from vitalfew.accounts.models import Workspace
from vitalfew.web.addresses import address
from vitalfew.web.requests import PageRequest
from vitalfew.web.search.queries import SHORTEST, Found, find

KINDS = {
    "strategy": ("Strategy", "Strategy"),
    "objective": ("Objective", "Objectives"),
    "key_result": ("Key result", "Key results"),
    "kpi": ("KPI", "KPIs"),
    "definition": ("Definition", "Definitions that no team keeps"),
    "initiative": ("Initiative", "Initiatives"),
    "action": ("Action", "Actions"),
    "answer": ("Answer", "Answers to what was crossed"),
    "comment": ("Comment", "Comments"),
    "note": ("Check-in", "Check-ins"),
    "lesson": ("Review", "Reviews"),
    "retrospective": ("Retrospective", "Retrospectives"),
    "week": ("Week", "Plans, progress, problems"),
    "cycle": ("Cycle", "Cycles"),
    "team": ("Team", "Teams"),
    "person": ("Person", "People"),
}
OF_ALL = frozenset({"people", "teams", "strategy", "decisions"})
IN_THE_BOX = 8


class Line(NamedTuple):
    """One thing that was found, as pages list it."""

    kind: str
    name: str
    note: str
    address: str


class Group(NamedTuple):
    """What was found of one sort."""

    name: str
    lines: Sequence[Line]


def search(request: PageRequest) -> HttpResponse:
    """What was found, as a page, or as the short list below the box while typing."""
    text = request.GET.get("q", "")
    found = find(text)
    if request.htmx:
        lines = [_line(request.person.workspace, one) for one in found[:IN_THE_BOX]]
        return render(request, "web/search/found.html", {"text": text, "lines": lines, "more": len(found) > len(lines)})
    groups, short = _groups(request.person.workspace, found), 0 < len(text.strip()) < SHORTEST
    context = {"text": text, "count": len(found), "groups": groups, "short": short}
    return render(request, "web/search/search.html", context)


def _groups(workspace: Workspace, found: Sequence[Found]) -> Sequence[Group]:
    """By sort; the sort of the best one first."""
    by_kind: dict[str, list[Line]] = {}
    for one in found:
        by_kind.setdefault(one.kind, []).append(_line(workspace, one))
    return [Group(KINDS[kind][1], lines) for kind, lines in by_kind.items()]


def _line(workspace: Workspace, found: Found) -> Line:
    return Line(KINDS[found.kind][0], found.name, found.note, _address(workspace, found))


def _address(workspace: Workspace, found: Found) -> str:
    if found.kind == "cycle":
        return f"{address(workspace, found.page)}?cycle={found.key}"
    if found.kind == "week":
        return f"{address(workspace, found.page, found.key)}?week={found.more}"
    if found.kind == "retrospective":
        return address(workspace, found.page, found.key, int(found.more))
    return address(workspace, found.page, *(() if found.page in OF_ALL else (found.key,)))
