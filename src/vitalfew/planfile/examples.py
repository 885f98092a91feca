"""A rule's example as what the rule looks at."""

import json
from collections.abc import Mapping
from typing import Any

import yaml

from vitalfew.method.rules import subjects
from vitalfew.planfile.load import load_text
from vitalfew.planfile.subjects import subjects_of

BEYOND_FILES = ("history", "by_hand", "parent_key_results", "cycle", "start", "end")
BEGINNINGS = frozenset({"objective", "sentence", "metric", "kpi", "name", "team", "teams", "strategy"})
NAMES = {"objective": "objective", "key_result": "sentence", "kpi": "name", "team": "team", "plan": "teams"}


def subject_of_example(example: str, *, on: str) -> subjects.Plan:
    """The plan that holds the example and nothing else.

    An example is a part of a plan file, or the sentence of an objective or a key result. A part begins with the key
    that says what it is ('name:' a KPI, 'team:' a team), and may tell what no file holds ('history: [3, 4]').
    """
    held: Any = yaml.safe_load(example) if is_part_of_plan(example) else {NAMES[on]: example}
    plan = subjects_of(load_text(json.dumps({"vitalfew": 1, **_plan_around(held)}, default=str), "example"))
    _tell(plan, held)
    return plan


def is_part_of_plan(example: str) -> bool:
    """Whether an example is a part of a plan file, and not a sentence."""
    return example.partition(":")[0] in BEGINNINGS


def _plan_around(held: Mapping[str, Any]) -> dict[str, Any]:
    plain = {key: value for key, value in held.items() if key not in BEYOND_FILES}
    if "teams" in plain or "strategy" in plain:
        return plain
    if "team" in plain:
        team = plain.pop("team")
        return {"teams": [{"name": team, **({"objectives": [plain]} if "objective" in plain else plain)}]}
    if "name" in plain:
        return {"teams": [{"name": "Example", "kpis": [plain]}]}
    if "objective" not in plain:
        plain = {"objective": "Example", "key_results": [plain]}
    return {"teams": [{"name": "Example", "objectives": [plain]}]}


def _tell(plan: subjects.Plan, held: Mapping[str, Any]) -> None:
    told = [key for key in BEYOND_FILES if key in held]
    for team in plan.teams if told else ():
        for subject in (*team.kpis, *team.objectives):
            for key in told:
                setattr(subject, key, held[key])
