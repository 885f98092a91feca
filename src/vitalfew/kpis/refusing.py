"""Why a value cannot be kept: the one place that every way in asks."""

from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from vitalfew.kpis.actions import Value
from vitalfew.kpis.exactly import exactly
from vitalfew.kpis.models import Definition, Kpi
from vitalfew.method.periods import period_start
from vitalfew.sheets.typed import read_quantity

AHEAD = timedelta(days=1)


class Refusal(NamedTuple):
    """What is wrong with a value: its time or its number, and why, with what to do."""

    field: Literal["time", "value"]
    words: str


def refusals(kpi: Kpi, value: Value, *, now: datetime) -> list[Refusal]:
    """Why this value cannot be kept for this KPI: it lies in the future, or outside its bounds; empty when it can."""
    return [found for found in (_in_future(kpi, value, now), _out_of_bounds(kpi, value)) if found is not None]


def refused(kpi: Kpi, value: Value, *, now: datetime) -> Refusal | None:
    """The first of its `refusals`; None for a value that can be kept."""
    return next(iter(refusals(kpi, value, now=now)), None)


def _in_future(kpi: Kpi, value: Value, now: datetime) -> Refusal | None:
    """A period that has begun is no future, and a clock may be a day ahead."""
    zone = kpi.workspace.zone_info
    if value.time <= now + AHEAD or period_start(value.time, kpi.every, zone) <= now:
        return None
    day = value.time.astimezone(zone)
    return Refusal("time", f"{day:%Y-%m-%d} has not come yet. Record what was measured; plans are targets.")


def _out_of_bounds(kpi: Kpi, value: Value) -> Refusal | None:
    words = beyond_bounds(kpi.definition, value.value)
    return Refusal("value", words) if words else None


def beyond_bounds(definition: Definition, value: float) -> str:
    """Why what is defined so can never have this value, with what to do; '' where it can."""
    for bound, beyond, words in (
        (definition.lower_bound, -1, "less than the lowest"),
        (definition.upper_bound, 1, "more than the highest"),
    ):
        if bound is not None and (value - bound) * beyond > 0:
            number, limit = exactly(value, definition.unit), exactly(bound, definition.unit)
            return f"{number} is {words} possible value, {limit}. Check the value, or the bounds on the definition."
    return ""


def refusal(kpi: Kpi, value: Value, *, now: datetime) -> str:
    """What `refused` says, in words alone; '' for a value that can be kept."""
    found = refused(kpi, value, now=now)
    return found.words if found else ""


def number_typed(kpi: Kpi, text: str) -> float:
    """The number that a person typed for this KPI; raises ValueError in words, also for another unit than its own."""
    found, unit = read_quantity(text), kpi.definition.unit
    if found.unit and found.unit != unit:
        wanted = f"in {unit}" if unit else "without a unit"
        raise ValueError(f"This is in {found.unit}, and {kpi} is kept {wanted}. Write it so.")
    return found.value
