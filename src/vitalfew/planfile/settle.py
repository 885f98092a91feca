"""Completes what was read: one unit per record, the good direction, the numbers of a sentence."""

from dataclasses import replace
from typing import Any

from vitalfew.method.wording.amount import Amount, read_amount
from vitalfew.method.wording.reader import read
from vitalfew.method.wording.standard import RedLine, Target, read_red_line, read_target
from vitalfew.method.wording.units import converted, unit_named
from vitalfew.planfile.kinds import Report
from vitalfew.planfile.nodes import Mapping

_NUMBERS = frozenset({"baseline", "target", "unit"})


def read_plan_target(text: str) -> Target | None:
    """The target that the text names, or None."""
    return read_target(text)


def read_alert(text: str) -> RedLine | Amount | None:
    """The red line that the text names; a bare amount waits for the KPI's direction."""
    return read_red_line(text) or read_amount(text)


def settle_kpi(values: dict[str, Any], report: Report, node: Mapping) -> None:
    """Complete a KPI's values: its unit, its direction, and target and red line in that unit."""
    target: Target | None = values.get("target")
    alert: RedLine | Amount | None = values.get("alert")
    unit = unit_named(values.get("unit", "")) or (target.unit if target else "") or (alert.unit if alert else "")
    side = target.direction if target else None
    direction = values.get("direction") or side or (alert.direction if isinstance(alert, RedLine) else None)
    if isinstance(alert, Amount):
        alert = _red_line(alert, direction, report, node)
    values["unit"], values["direction"] = unit, direction
    values["target"] = _target_in(target, unit, report, node) if target else None
    values["alert"] = _red_line_in(alert, unit, report, node) if alert else None


def _red_line(alert: Amount, direction: str | None, report: Report, node: Mapping) -> RedLine | None:
    if direction == "higher":
        return RedLine(alert.value, None, alert.unit)
    if direction == "lower":
        return RedLine(None, alert.value, alert.unit)
    what = f"The red line {alert.value:g} does not say on which side it lies."
    report.doubt(_line(node, "alert"), what, f'Write "below {alert.value:g}" or "above {alert.value:g}".')
    return None


def _target_in(target: Target, unit: str, report: Report, node: Mapping) -> Target | None:
    value = _in_unit(target.value, target.unit, unit)
    upper = None if target.upper is None else _in_unit(target.upper, target.unit, unit)
    if value is None:
        _units_differ("target", target.unit, unit, report, node)
        return None
    course = [(day, _in_unit(number, target.unit, unit)) for day, number in target.course]
    known = tuple((day, number) for day, number in course if number is not None)
    return replace(target, value=value, upper=upper, unit=unit, course=known)


def _red_line_in(alert: RedLine, unit: str, report: Report, node: Mapping) -> RedLine | None:
    ends = [None if end is None else _in_unit(end, alert.unit, unit) for end in (alert.lower, alert.upper)]
    if ends == [None, None]:
        _units_differ("alert", alert.unit, unit, report, node)
        return None
    return replace(alert, lower=ends[0], upper=ends[1], unit=unit)


def _in_unit(value: float, unit: str, wanted: str) -> float | None:
    """The value in the wanted unit; 'points' and 'story points per sprint' are taken for the same."""
    known = converted(value, unit, wanted)
    alike = unit.lower() in wanted.lower() or wanted.lower() in unit.lower()
    return value if known is None and alike and len(unit) > 1 and len(wanted) > 1 else known


def _units_differ(key: str, unit: str, wanted: str, report: Report, node: Mapping) -> None:
    report.doubt(_line(node, key), f'"{key}" is in {unit} and the KPI in {wanted}.', "Write both in one unit.")


def settle_key_result(values: dict[str, Any], report: Report, node: Mapping) -> None:
    """Complete a key result's values: numbers and metric from the sentence, both numbers in one unit."""
    if not (values.get("sentence") or values.get("metric") or values.get("kpi")):
        report.add(node.line, "A key result needs a sentence or a metric.", "Add metric: to it.")
    if report.judging and _NUMBERS.isdisjoint(values):
        values["unit"] = ""
        return
    derived = {} if report.judging else sentence_values(values.get("sentence", ""))
    first: Amount | None = values.get("baseline")
    last: Amount | None = values.get("target")
    units = [amount.unit for amount in (last, first) if amount is not None and amount.unit]
    unit = unit_named(values.get("unit", "")) or (units[0] if units else derived.get("unit", ""))
    for key, amount in (("baseline", first), ("target", last)):
        if amount is not None:
            values[key] = _in_unit(amount.value, amount.unit, unit)
            if values[key] is None:
                what = f"The key result is in {unit}, and {amount.value:g} {amount.unit} does not convert into it."
                report.doubt(node.line, what, "Write both numbers in one unit.")
    values.update({key: value for key, value in derived.items() if key not in values}, unit=unit)
    if values.get("baseline") is not None and values.get("baseline") == values.get("target"):
        report.doubt(node.line, "The target equals the baseline: nothing would have to move.", "Check from and to.")


def sentence_values(sentence: str) -> dict[str, Any]:
    """Metric, baseline, target and unit that a sentence says; nothing for one without a number to reach."""
    said = read(sentence)
    if not said.measurable:
        return {}
    values: dict[str, Any] = {"metric": said.metric, "unit": said.unit, "target": said.target}
    if said.baseline != said.target:
        values["baseline"] = said.baseline
    return {key: value for key, value in values.items() if value is not None}


def _line(node: Mapping, key: str) -> int:
    return node.lines.get(key, node.line)
