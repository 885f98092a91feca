"""Findings as SARIF 2.1.0, which code scanning and editors read."""

from functools import cache
from typing import Any
from urllib.parse import quote

from vitalfew import __version__
from vitalfew.cli.linting import Linted, Placed
from vitalfew.method.rules.engine import rules
from vitalfew.method.rules.rule import Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def as_sarif(outcome: Linted) -> dict[str, Any]:
    """One run with every rule and the findings."""
    places = {rule.code: number for number, rule in enumerate(rules())}
    driver = {"name": "vitalfew", "semanticVersion": __version__, "rules": [_rule(rule) for rule in rules()]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(placed, places[placed.finding.code]) for placed in outcome.placed],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> dict[str, Any]:
    examples = [*(f"Not: {each}" for each in rule.bad), *(f"But: {each}" for each in rule.good)]
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.message},
        "fullDescription": {"text": rule.why},
        "help": {"text": "\n".join([rule.why, *examples])},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


@cache
def _uri(file: str) -> str:
    return quote(file.replace("\\", "/"))


def _result(placed: Placed, number: int) -> dict[str, Any]:
    finding, place = placed
    region = {"startLine": place.line, "startColumn": place.column, "endColumn": place.end}
    artifact = {"uri": _uri(finding.file)}
    return {
        "ruleId": finding.code,
        "ruleIndex": number,
        "level": LEVELS[finding.severity],
        "message": {"text": finding.message + (f" {finding.suggestion}" if finding.suggestion else "")},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": artifact,
                    "region": region,
                },
                "logicalLocations": [{"fullyQualifiedName": finding.subject}],
            }
        ],
    }
