"""The two checklists of a workspace, with what stands in the way of each tick."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from vitalfew.accounts.models import Workspace
from vitalfew.findings.models import SUBJECTS, Found
from vitalfew.findings.queries import plan_of_workspace, settings_of
from vitalfew.method.rules.engine import look
from vitalfew.method.rules.rule import Finding
from vitalfew.method.rules.subjects import Plan
from vitalfew.web.addresses import address
from vitalfew.web.ready.checklists import KPIS, OBJECTIVES, Item
from vitalfew.web.requests import PageRequest

MOST_SHOWN = 3
PAGES = {"objective": "objective", "key_result": "key_result", "kpi": "kpi"}


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that keeps an item from being ticked, and where it stands."""

    words: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Checked:
    """An item, whether it is so, and what stands in its way."""

    question: str
    ticked: bool
    obstacles: Sequence[Obstacle]
    more: int


def ready(request: PageRequest) -> HttpResponse:
    """Both lists; a half that holds nothing has nothing to tick."""
    workspace = request.person.workspace
    plan = plan_of_workspace()
    found = [*look(plan, settings=settings_of(workspace)), *_from_the_data()]
    names = _names(plan)
    lists = []
    for title, items, there in (
        ("For your objectives", OBJECTIVES, any(team.objectives for team in plan.teams)),
        ("For your KPIs", KPIS, any(team.kpis for team in plan.teams)),
    ):
        checked = [_checked(item, found, names, workspace) for item in items] if there else []
        lists.append((title, checked, sum(each.ticked for each in checked)))
    return render(request, "web/ready/ready.html", {"lists": lists, "title": _title(lists)})


def _from_the_data() -> list[Finding]:
    """What the data said when they were last looked at, of the kinds that an item asks for."""
    asked = {code for item in (*OBJECTIVES, *KPIS) for code in item.codes}
    kept = Found.objects.filter(ended_at=None, code__in=asked)
    return [
        Finding(one.code, "", one.severity, one.message, next((f"{k}:{pk}" for k, pk in _keys(one) if pk), "workspace"))
        for one in kept
    ]


def _keys(one: Found) -> list[tuple[str, int | None]]:
    return [(name, getattr(one, f"{name}_id")) for name in SUBJECTS]


def _title(lists: Sequence[tuple[str, Sequence[Checked], int]]) -> str:
    asked = sum(len(checked) for _, checked, _ in lists)
    ticked = sum(count for _, _, count in lists)
    if not asked:
        return "Nothing to check yet"
    return "All of it holds" if ticked == asked else f"{ticked} of {asked} hold"


def _checked(item: Item, found: Sequence[Finding], names: dict[str, str], workspace: Workspace) -> Checked:
    against = [finding for finding in found if finding.code in item.codes]
    shown = [
        Obstacle(finding.message, names.get(finding.subject, ""), _address(finding.subject, workspace))
        for finding in against[:MOST_SHOWN]
    ]
    return Checked(item.question, not against, shown, len(against) - len(shown))


def _names(plan: Plan) -> dict[str, str]:
    """What each subject is called, by its path."""
    named = {team.path: team.name for team in plan.teams}
    for team in plan.teams:
        named |= {kpi.path: kpi.name for kpi in team.kpis}
        for objective in team.objectives:
            named[objective.path] = objective.text
            named |= {each.path: each.text or each.metric for each in objective.key_results}
    return named


def _address(path: str, workspace: Workspace) -> str:
    kind, _, key = path.partition(":")
    return address(workspace, PAGES[kind], int(key)) if kind in PAGES else ""
