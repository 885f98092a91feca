"""Definitions and outlines to begin with, by function; each begins the form that keeps it."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render

from vitalfew.accounts.models import Workspace
from vitalfew.method.periods import words
from vitalfew.planfile.records import Kpi, Objective, Team
from vitalfew.planfile.starters import starters
from vitalfew.web.addresses import address
from vitalfew.web.requests import PageRequest

UNITS = {"ms": "milliseconds", "s": "seconds", "min": "minutes", "h": "hours", "d": "days", "week": "weeks",
         "month": "months", "year": "years"}  # fmt: skip
COPIED = ("name", "description", "formula", "unit", "direction", "family", "action", "why")


@dataclass(frozen=True, slots=True)
class Definition:
    """A KPI of the library and where its form begins."""

    kpi: Kpi
    unit: str
    how_often: str
    address: str


@dataclass(frozen=True, slots=True)
class Outline:
    """An objective of the library with its key results and where its form begins."""

    objective: Objective
    address: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """What one function may begin with."""

    key: str
    name: str
    definitions: Sequence[Definition]
    outlines: Sequence[Outline]


def library(request: PageRequest) -> HttpResponse:
    """All functions, or the one that `?for=` names."""
    chosen = request.GET.get("for", "")
    chosen = chosen if chosen in starters() else ""
    there = request.person.workspace
    shelves = [_shelf(key, team, there) for key, team in starters().items() if chosen in ("", key)]
    context = {
        "shelves": shelves,
        "functions": [(key, team.name) for key, team in starters().items()],
        "chosen": chosen,
    }
    return render(request, "web/library/library.html", context)


def kpi_address(kpi: Kpi, workspace: Workspace) -> str:
    """Where the form of a KPI begins with this definition."""
    given = {name: getattr(kpi, name) or "" for name in COPIED}
    if kpi.frequency is not None:
        given["frequency"] = kpi.frequency.value
    return f"{address(workspace, 'kpi_new')}?{urlencode({k: v for k, v in given.items() if v})}"


def _shelf(key: str, team: Team, workspace: Workspace) -> Shelf:
    return Shelf(
        key,
        team.name,
        [
            Definition(
                kpi,
                UNITS.get(kpi.unit or "", kpi.unit or ""),
                words(kpi.frequency) if kpi.frequency else "",
                kpi_address(kpi, workspace),
            )
            for kpi in team.kpis
        ],
        [Outline(each, _objective_address(each, workspace)) for each in team.objectives],
    )


def _objective_address(objective: Objective, workspace: Workspace) -> str:
    given = [("title", objective.objective), *(("kr", each.sentence) for each in objective.key_results)]
    return f"{address(workspace, 'objective_new')}?{urlencode(given)}"
