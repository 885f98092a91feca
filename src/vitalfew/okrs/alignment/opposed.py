"""Which key results of two teams pull one metric in opposite directions: the rule P406, with the records it means."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from vitalfew.method.rules.subjects import KeyResult, Objective, Plan, Team
from vitalfew.method.rules.text.p406_opposed_key_results import opposed
from vitalfew.method.wording.same import metric_key


@dataclass(frozen=True, slots=True)
class Pull:
    """A key result. `objective` and `team` are keys; `runs` is its cycle: name, first day, last day."""

    key: int
    objective: int
    team: int
    metric: str
    sentence: str
    baseline: float | None
    target: float | None
    runs: tuple[str, date, date]

    @property
    def way(self) -> str:
        """'up' or 'down', '' where its numbers do not say."""
        if self.baseline is None or self.target is None:
            return ""
        return "up" if self.target > self.baseline else "down"


def opposed_pulls(pulls: Iterable[Pull]) -> list[tuple[Pull, Pull]]:
    """The pairs, one of each metric, the one that pushes it up first."""
    by_path: dict[str, Pull] = {}
    teams: dict[int, list[Objective]] = {}
    objectives: dict[int, Objective] = {}
    for pull in _in_question(list(pulls)):
        one = objectives.get(pull.objective)
        if one is None:
            name, start, end = pull.runs
            one = objectives[pull.objective] = Objective(cycle=name, start=start, end=end, key_results=[])
            teams.setdefault(pull.team, []).append(one)
        by_path[str(pull.key)] = pull
        _add(one, pull)
    plan = Plan(teams=[_team(own) for own in teams.values()])
    return [(by_path[up.path], by_path[down.path]) for up, down in opposed(plan)]


def _in_question(pulls: Sequence[Pull]) -> list[Pull]:
    """Those whose metric does not go one way alone."""
    ways: dict[str, set[str]] = defaultdict(set)
    for pull in pulls:
        ways[metric_key(pull.metric)].add(pull.way)
    one_way = {key for key, found in ways.items() if found in ({"up"}, {"down"})}
    return [pull for pull in pulls if metric_key(pull.metric) not in one_way]


def _add(objective: Objective, pull: Pull) -> None:
    text = pull.sentence or pull.metric
    said: dict[str, Any] = {"metric": pull.metric, "baseline": pull.baseline, "target": pull.target}
    made = KeyResult(path=str(pull.key), text=text, objective=objective, **said)
    objective.key_results = [*objective.key_results, made]


def _team(objectives: list[Objective]) -> Team:
    made = Team(objectives=objectives)
    for one in objectives:
        one.team = made
    return made
