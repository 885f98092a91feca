"""Examples of rules as subjects: a sentence, or a record's fields as a plan file names them."""

from datetime import date
from typing import Any

import yaml

from vitalfew.method.frequency import Frequency
from vitalfew.method.rules.engine import look
from vitalfew.method.rules.rule import Finding, Settings
from vitalfew.method.rules.subjects import KeyResult, Objective, Team

_FIELDS = ("objective:", "team:", "sentence:", "metric:", "kpi:")


def subject_of(example: str, on: str) -> Objective | KeyResult:
    """The objective or key result that an example of a rule on 'objective' or 'key_result' describes."""
    if example.startswith(_FIELDS):
        given = yaml.safe_load(example)
        return _objective(given) if "objective" in given else _key_result(given, None)
    if on == "objective":
        return Objective(text=example)
    return KeyResult(text=example)


def findings_of(example: str, on: str, code: str = "") -> list[Finding]:
    """What all rules find on the example; only those of one code if it is named."""
    found = look(subject_of(example, on), settings=Settings())
    return [each for each in found if each.code == code or not code]


def codes_of(example: str, on: str) -> set[str]:
    """The codes of what is found."""
    return {each.code for each in findings_of(example, on)}


def _objective(given: dict[str, Any]) -> Objective:
    frequency, start, end = given.get("check_ins"), given.get("start"), given.get("end")
    assert start is None or isinstance(start, date)
    objective = Objective(
        text=given["objective"],
        state=given.get("state", "active"),
        cycle=given.get("cycle", ""),
        start=start,
        end=end,
        owner=given.get("owner", ""),
        why=given.get("why", ""),
        stops=given.get("stops", ""),
        serves_strategy="strategy" in given.get("supports", ()),
        parents=given.get("parents", ()),
        parent_key_results=given.get("parent_key_results", ()),
        responds_to=given.get("responds_to", ""),
        guardrails=given.get("guardrails", ()),
        check_ins=Frequency(frequency) if frequency else None,
        team=Team(name=given["team"]) if "team" in given else None,
    )
    objective.key_results = [_key_result(each, objective) for each in given.get("key_results", ())]
    return objective


def _key_result(given: Any, objective: Objective | None) -> KeyResult:
    if isinstance(given, str):
        return KeyResult(text=given, objective=objective)
    measured = given.get("measured")
    return KeyResult(
        text=given.get("sentence") or given.get("metric") or given.get("kpi", ""),
        metric=given.get("metric", ""),
        baseline=given.get("from"),
        target=given.get("to"),
        unit=given.get("unit", ""),
        owner=given.get("owner", ""),
        source=given.get("source", ""),
        kpi=given.get("kpi", ""),
        measured=Frequency(measured) if measured else None,
        objective=objective,
    )
