"""What the data say as text for a terminal and as JSON for scripts."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import fill
from typing import Any

from vitalfew.findings.models import Found
from vitalfew.findings.standing import place_of, record_of, team_of
from vitalfew.method.rules.data_engine import data_rules

WIDTH = 96


def as_text(found: Sequence[Found]) -> str:
    """By team and record: severity, code, the sentence, since when, and what may help."""
    return "\n".join(_lines(found)).strip() or "The data say nothing that you would not see by yourself."


def _lines(found: Sequence[Found]) -> Iterator[str]:
    for team, members in groupby(found, key=lambda one: str(team_of(one))):
        yield f"\n{team}"
        for name, findings in groupby(members, key=lambda one: str(record_of(one))):
            yield f"  {name}"
            for one in findings:
                said = f"{one.severity} {one.code}: {one.message} (since {one.first_seen:%Y-%m-%d})"
                yield fill(said, WIDTH, initial_indent="    ", subsequent_indent="      ")
                yield fill(one.suggestion, WIDTH, initial_indent="      ", subsequent_indent="      ")


def as_json(found: Sequence[Found]) -> list[dict[str, Any]]:
    """One object for each finding; `subject` is the kind of record and its key."""
    names = {rule.code: rule.name for rule in data_rules()}
    return [
        {
            "code": one.code,
            "name": names.get(one.code, ""),
            "severity": one.severity,
            "message": one.message,
            "suggestion": one.suggestion,
            "subject": ":".join(map(str, place_of(one))),
            "about": str(record_of(one)),
            "team": str(team_of(one)),
            "since": one.first_seen.isoformat(),
        }
        for one in found
    ]
