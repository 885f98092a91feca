"""Loads a plan from files and folders, all or nothing, with every problem at once."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from vitalfew.planfile.fields import Record
from vitalfew.planfile.kinds import Report
from vitalfew.planfile.nodes import Mapping, Node
from vitalfew.planfile.plain_yaml import read_plain
from vitalfew.planfile.problems import PlanError, Problem, quoted
from vitalfew.planfile.records import Kpi, Objective, Plan, Team
from vitalfew.planfile.sources import read_texts


class Loaded(NamedTuple):
    """One plan file: its text, its nodes with their places, and its plan."""

    file: str
    text: str
    root: Node
    plan: Plan


def load(paths: Iterable[str | Path]) -> Plan:
    """Load one plan from files, and from folders whose *.yaml and *.yml files are merged in the order of their names.

    Raises PlanError with everything that is wrong, by file and line.
    """
    return merged([each.plan for each in load_files(paths)])


def load_files(paths: Iterable[str | Path], *, judging: bool = False) -> list[Loaded]:
    """The plans of files and folders, one for each file; raises PlanError with everything that is wrong.

    Whoever is `judging` takes a plan that contradicts itself, and reads no sentences: the rules do.
    """
    problems: list[Problem] = []
    loaded: list[Loaded] = []
    for file, text in read_texts(paths, problems):
        try:
            loaded.append(_loaded(text, Report(file, judging=judging)))
        except PlanError as error:
            problems += error.problems
    if problems:
        raise PlanError(problems)
    return loaded


def load_text(text: str, file: str) -> Plan:
    """The plan that one file's text holds; raises PlanError."""
    return _loaded(text, Report(file)).plan


def _loaded(text: str, report: Report) -> Loaded:
    with without_collection():
        root = read_plain(text) or _parsed(text, report.file)
        plan = None if root is None else Record(Plan, "the plan").read(root, "plan", report)
    if root is None:
        report.add(1, "The plan is empty.", "Begin it with vitalfew: 1 and teams:.")
    elif isinstance(root, Mapping) and "vitalfew" not in root.items:
        report.add(root.line, '"vitalfew" is missing.', "Begin the file with vitalfew: 1.")
    if plan is not None:
        report.problems += _twice_in_file(plan)
    if root is None or plan is None or report.problems:
        raise PlanError(sorted(report.problems, key=lambda problem: problem.line))
    return Loaded(report.file, text, root, plan)


def merged(plans: Sequence[Plan]) -> Plan:
    """One plan of several files: teams of one name become one; raises PlanError where they contradict each other."""
    if len(plans) == 1:
        return plans[0]
    problems: list[Problem] = []
    strategies = [plan for plan in plans if plan.strategy]
    for plan in strategies[1:]:
        what = f"A second strategy; the first is in {strategies[0].file}."
        problems.append(Problem(plan.file, plan.line, what, "Keep one of the two."))
    teams: dict[str, Team] = {}
    for team in (team for plan in plans for team in plan.teams):
        teams[team.name] = _joined(teams[team.name], team, problems) if team.name in teams else team
    for team in teams.values():
        problems += _twice(team)
    if problems:
        raise PlanError(problems)
    strategy = strategies[0].strategy if strategies else ""
    return Plan(
        vitalfew="1",
        strategy=strategy,
        teams=tuple(teams.values()),
        lint=next((plan.lint for plan in reversed(plans) if plan.lint), None),
        allow=tuple(pair for plan in plans for pair in plan.allow),
        given=frozenset().union(*(plan.given for plan in plans)),
        line=1,
        file=plans[0].file,
    )


def _joined(first: Team, second: Team, problems: list[Problem]) -> Team:
    if first.parent and second.parent and first.parent != second.parent:
        what = f"{quoted(second.name)} has another parent than in {first.file}:{first.line}."
        problems.append(Problem(second.file, second.line, what, "Keep one of the two."))
    return replace(
        first,
        parent=first.parent or second.parent,
        people=first.people + second.people,
        kpis=first.kpis + second.kpis,
        objectives=first.objectives + second.objectives,
        allow=first.allow + second.allow,
        given=first.given | second.given,
    )


def _twice_in_file(plan: Plan) -> Iterator[Problem]:
    yield from _repeated([(team.name, team) for team in plan.teams], "The team")
    for team in plan.teams:
        yield from _twice(team)


def _twice(team: Team) -> Iterator[Problem]:
    yield from _repeated([(kpi.name, kpi) for kpi in team.kpis], "The KPI")
    cycles = [(each.objective, each.cycle.name if each.cycle else "", each) for each in team.objectives]
    yield from _repeated([(f"{title} {cycle}".strip(), each) for title, cycle, each in cycles], "The objective")


def _repeated(named: Iterable[tuple[str, Team | Kpi | Objective]], called: str) -> Iterator[Problem]:
    for name, group in groupby(sorted(named, key=lambda pair: pair[0]), key=lambda pair: pair[0]):
        first, *others = (record for _, record in group)
        for other in others:
            what = f"{called} {quoted(name)} stands twice, first in {first.file}:{first.line}."
            yield Problem(other.file, other.line, what, "Keep one, or give it another name.")


def _parsed(text: str, file: str) -> Node | None:
    from vitalfew.planfile.any_yaml import parse  # PyYAML takes its time to load, and few plans need it

    return parse(text, file)


@contextmanager
def without_collection() -> Iterator[None]:
    """Reading and judging make many objects and no garbage: the collector would only walk them, again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
