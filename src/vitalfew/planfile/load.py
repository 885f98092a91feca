"""Loads a plan from files and folders, all or nothing, with every problem at once."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from vitalfew.planfile.fields import Record
from vitalfew.planfile.kinds import Report
from vitalfew.planfile.nodes import Mapping, parse
from vitalfew.planfile.problems import PlanError, Problem
from vitalfew.planfile.records import Kpi, Objective, Plan, Team

MAX_BYTES = 20_000_000
SUFFIXES = (".yaml", ".yml")


def load(paths: Iterable[str | Path]) -> Plan:
    """Load one plan from files, and from folders whose *.yaml and *.yml files are merged in the order of their names.

    Raises PlanError with everything that is wrong, by file and line.
    """
    problems: list[Problem] = []
    plans: list[Plan] = []
    for path in (file for name in paths for file in _files(Path(name), problems)):
        try:
            plans.append(load_text(_read(path), str(path)))
        except PlanError as error:
            problems += error.problems
    if problems:
        raise PlanError(problems)
    return merged(plans)


def load_text(text: str, file: str) -> Plan:
    """The plan that one file's text holds; raises PlanError."""
    report = Report(file)
    with _no_collection():
        node = parse(text, file)
        plan = None if node is None else Record(Plan, "the plan").read(node, "plan", report)
    if node is None:
        report.add(1, "The plan is empty.", "Begin it with vitalfew: 1 and teams:.")
    elif isinstance(node, Mapping) and "vitalfew" not in node.items:
        report.add(node.line, '"vitalfew" is missing.', "Begin the file with vitalfew: 1.")
    if plan is not None:
        report.problems += _twice_in_file(plan)
    if plan is None or report.problems:
        raise PlanError(sorted(report.problems, key=lambda problem: problem.line))
    loaded: Plan = plan
    return loaded


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
    return Plan(vitalfew="1", strategy=strategy, teams=tuple(teams.values()), line=1, file=plans[0].file)


def _joined(first: Team, second: Team, problems: list[Problem]) -> Team:
    if first.parent and second.parent and first.parent != second.parent:
        what = f'"{second.name}" has another parent than in {first.file}:{first.line}.'
        problems.append(Problem(second.file, second.line, what, "Keep one of the two."))
    return replace(
        first,
        parent=first.parent or second.parent,
        people=first.people + second.people,
        kpis=first.kpis + second.kpis,
        objectives=first.objectives + second.objectives,
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
            what = f'{called} "{name}" stands twice, first in {first.file}:{first.line}.'
            yield Problem(other.file, other.line, what, "Keep one, or give it another name.")


def _files(path: Path, problems: list[Problem]) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = sorted(file for file in path.iterdir() if file.suffix in SUFFIXES and file.is_file())
    if not files:
        problems.append(Problem(str(path), 1, "There is no *.yaml file in this folder.", "Check the path."))
    return files


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _unreadable(path, "The file is larger than 20 MB.", "Split it into several in one folder.")
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise _unreadable(path, "There is no such file.", "Check the path.") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise PlanError([Problem(str(path), line, "This is not UTF-8 text.", "Save the file as UTF-8.")]) from error
    except OSError as error:
        raise _unreadable(path, f"The file cannot be read: {error.strerror}.", "Check it.") from error


def _unreadable(path: Path, what: str, what_to_do: str) -> PlanError:
    return PlanError([Problem(str(path), 1, what, what_to_do)])


@contextmanager
def _no_collection() -> Iterator[None]:
    """Reading makes many objects and no garbage: the collector would only walk them, again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
