"""What a plan's records say, as fields of the workspace's records; what the file leaves out is not among them."""

import json
from collections.abc import Mapping
from typing import Any

from vitalfew.method.frequency import Frequency
from vitalfew.planfile import KeyResult, Kpi, Objective, Source
from vitalfew.sources.secrets import veiled

LONGEST_SOURCE = 300
LONGEST_METRIC = 200


def of_definition(kpi: Kpi) -> dict[str, Any]:
    """The fields of a KPI's definition, which teams share."""
    values = _given(kpi, "description", "formula", "kind", "combine", "family", "why")
    if kpi.unit:
        values["unit"] = kpi.unit
    if kpi.direction:
        values["direction"] = kpi.direction
    if kpi.bounds is not None:
        values |= {"lower_bound": kpi.bounds.lower, "upper_bound": kpi.bounds.upper}
    return values


def of_kpi(kpi: Kpi) -> dict[str, Any]:
    """The fields that are a team's own; owner and deputy aside."""
    values = _given(kpi, "action", "review", "benchmark")
    if kpi.source is not None and not isinstance(kpi.source.spec, Mapping):
        values["source"] = source_text(kpi.source)
    if kpi.frequency is not None:
        values["frequency"] = kpi.frequency.value
    if kpi.target is not None:
        values |= {"target": kpi.target.value, "target_upper": kpi.target.upper}
        values["course"] = [[day.isoformat(), float(value)] for day, value in kpi.target.course]
    if kpi.alert is not None:
        line = kpi.alert
        values |= {"red_lower": line.lower, "red_upper": line.upper, "red_in_a_row": line.in_a_row}
    return values


def of_objective(objective: Objective) -> dict[str, Any]:
    """The fields of an objective that refer to nothing else; its state aside."""
    values = _given(objective, "kind", "dropped_because", "why", "stops")
    if "supports" in objective.given:
        values["serves_strategy"] = "strategy" in [each.lower() for each in objective.supports]
    if objective.check_ins is not None:
        in_sprints = objective.check_ins is Frequency.SPRINT  # a round of check-ins is the calendar's
        values["rhythm"] = (Frequency.TWO_WEEKS if in_sprints else objective.check_ins).value
    return values


def of_key_result(key_result: KeyResult) -> dict[str, Any]:
    """The fields of a key result that refer to nothing else."""
    values = _given(key_result, "weight") | {"metric": metric_of(key_result)}
    for name in ("sentence", "baseline", "target", "unit"):
        value = getattr(key_result, name)
        if value not in (None, ""):
            values[name] = value
    if key_result.source is not None:
        values["source"] = source_text(key_result.source)
    if key_result.measured is not None:
        values["measured"] = key_result.measured.value
    return values


def metric_of(key_result: KeyResult) -> str:
    """What is measured: the metric, else the KPI that gives the value, else the sentence itself."""
    return key_result.metric or key_result.kpi or key_result.sentence[:LONGEST_METRIC].strip()


def source_text(source: Source) -> str:
    """A source in words; a recipe is kept as its kind and its text, as far as there is room."""
    spec = source.spec if isinstance(source.spec, str) else json.dumps(source.spec, ensure_ascii=False)
    text = veiled(" ".join((f"{source.kind}: {spec}" if source.kind else source.text).split()))
    return text if len(text) <= LONGEST_SOURCE else f"{text[: LONGEST_SOURCE - 1].rstrip()}…"


def _given(record: Kpi | Objective | KeyResult, *names: str) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names if name in record.given}
