"""The two checklists of a workspace, with what stands in the way of each tick."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.http import HttpResponse
from django.shortcuts import render

from vitalfew.accounts.models import Workspace
from vitalfew.findings.models import SUBJECTS, Found
from vitalfew.findings.queries import plan_of_workspace, settings_of
from vitalfew.method.rules.engine import look
from vitalfew.method.rules.rule import Finding
from vitalfew.method.rules.subjects import Plan, Subject
from vitalfew.method.status import Shape
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
    """An item, its answer, and what stands in its way."""

    question: str
    shape: Shape
    answer: str
    obstacles: Sequence[Obstacle]
    more: int

    @property
    def ticked(self) -> bool:
        """Whether it is so."""
        return self.shape is Shape.BETTER


@dataclass(slots=True)
class Looked:
    """The workspace as the rules see it: what they find, what is silenced, and what each subject is called."""

    plan: Plan
    workspace: Workspace
    found: list[Finding] = field(default_factory=list)
    silenced: list[Finding] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, Mapping[str, str]] = field(default_factory=dict)


def ready(request: PageRequest) -> HttpResponse:
    """Both lists; a half that holds nothing has nothing to tick."""
    looked = _look(plan_of_workspace(), request.person.workspace)
    lists = []
    for title, items, there in (
        ("For your objectives", OBJECTIVES, any(team.objectives for team in looked.plan.teams)),
        ("For your KPIs", KPIS, any(team.kpis for team in looked.plan.teams)),
    ):
        checked = [_checked(item, looked) for item in items] if there else []
        lists.append((title, checked, sum(each.ticked for each in checked)))
    return render(request, "web/ready/ready.html", {"lists": lists, "title": _title(lists)})


def _look(plan: Plan, workspace: Workspace) -> Looked:
    """What the rules find, and what they would find without the silences."""
    made = Looked(plan, workspace)
    made.found = look(plan, settings=settings_of(workspace), silenced=made.silenced)
    for subject, name, reasons in _subjects(plan):
        made.names[subject.path], made.reasons[subject.path] = name, reasons
    for one in _from_the_data():
        quiet = one.code in made.reasons.get(one.subject, plan.allowed)
        (made.silenced if quiet else made.found).append(one)
    return made


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


def _checked(item: Item, looked: Looked) -> Checked:
    """'Yes' only where nothing was found, nothing is lacking, and nothing is merely silenced."""
    against = [(one.message, one.subject) for one in looked.found if one.code in item.codes]
    missing = [(one.words, one.subject) for one in item.lacking(looked.plan)] if item.lacking else []
    quiet = [(_silenced(one, looked), one.subject) for one in looked.silenced if one.code in item.codes]
    said = [*against, *missing, *quiet]
    shape, answer = (Shape.NONE, "Silenced") if quiet and len(said) == len(quiet) else (Shape.WATCH, "Not yet")
    if not said:
        shape, answer = Shape.BETTER, "Yes"
    shown = [
        Obstacle(words, looked.names.get(subject, ""), _address(subject, looked.workspace))
        for words, subject in said[:MOST_SHOWN]
    ]
    return Checked(item.question, shape, answer, shown, len(said) - len(shown))


def _silenced(one: Finding, looked: Looked) -> str:
    reason = looked.reasons.get(one.subject, looked.plan.allowed).get(one.code, "")
    return f"silenced ({one.code}), with the reason: {reason}"


def _subjects(plan: Plan) -> Iterator[tuple[Subject, str, Mapping[str, str]]]:
    """Each subject below the plan with what it is called and the reasons for which rules are silent on it."""
    for team in plan.teams:
        own = {**plan.allowed, **team.allowed}
        yield team, team.name, own
        yield from ((kpi, kpi.name, {**own, **kpi.allowed}) for kpi in team.kpis)
        for aim in team.objectives:
            aimed = {**own, **aim.allowed}
            yield aim, aim.text, aimed
            yield from ((one, one.text or one.metric, {**aimed, **one.allowed}) for one in aim.key_results)


def _address(path: str, workspace: Workspace) -> str:
    kind, _, key = path.partition(":")
    return address(workspace, PAGES[kind], int(key)) if kind in PAGES else ""
