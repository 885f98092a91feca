"""A KPI's target: in words, or over time as dates with their numbers."""

from datetime import date
from typing import Any

from vitalfew.method.course import Course
from vitalfew.method.wording.amount import Amount, read_amount
from vitalfew.method.wording.standard import Target
from vitalfew.planfile.kinds import Report, Schema, Worded
from vitalfew.planfile.nodes import Mapping, Node, Scalar
from vitalfew.planfile.problems import quoted
from vitalfew.planfile.settle import read_plan_target
from vitalfew.planfile.values import target_words

WORDS = Worded(read_plan_target, target_words, ("50 points", "≥ 95 %", "10 – 20"))


class TargetKind:
    """'50 points', or {2026-01-01: 100, 2026-12-31: 500} for one that moves straight from date to date."""

    def read(self, node: Node, key: str, report: Report) -> Target | None:
        if not isinstance(node, Mapping):
            target: Target | None = WORDS.read(node, key, report)
            return target
        read = [_point(day, value, node.lines[day], report) for day, value in node.items.items()]
        points = [point for point in read if point is not None]
        if len(points) < len(read):
            return None
        try:
            course = Course([(day, amount.value) for day, amount in points])
        except ValueError as error:
            report.add(node.line, str(error), "Write them like 2026-01-01: 100 and 2026-12-31: 500.")
            return None
        units = dict.fromkeys(amount.unit for _, amount in points if amount.unit)
        if len(units) > 1:
            report.add(node.line, f"The target is in {' and in '.join(units)}.", "Write all its numbers in one unit.")
            return None
        return Target(course.end, None, "".join(units), course=tuple(course.points))

    def plain(self, value: Target) -> Any:
        if not value.course:
            return WORDS.plain(value)
        return {day.isoformat(): float(number) for day, number in value.course}

    def schema(self) -> Schema:
        number = {"type": ["string", "number"]}
        dated = {"type": "object", "additionalProperties": number, "minProperties": 2}
        return {"anyOf": [WORDS.schema(), dated]}


def _point(day: str, value: Node, line: int, report: Report) -> tuple[date, Amount] | None:
    amount = read_amount(value.text) if isinstance(value, Scalar) else None
    try:
        at = date.fromisoformat(day)
    except ValueError:
        report.add(line, f"{quoted(day)} is not a date of the target.", "Write it as 2026-12-31: 500.")
        return None
    if amount is None:
        report.add(line, f"The target of {day} is no number.", "Write it as 2026-12-31: 500.")
        return None
    return at, amount
