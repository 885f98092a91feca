"""K212: a key result that is measured too rarely for its cycle."""

from vitalfew.method.frequency import per_year
from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import KeyResult

_LEAST = 2  # a start and an end: with one value nothing has moved


def _check(result: KeyResult, settings: Settings) -> Hit | None:
    objective, measured = result.objective, result.measured
    if measured is None or objective is None or objective.start is None or objective.end is None:
        return None
    days = (objective.end - objective.start).days + 1
    values = days * per_year(measured) / 365.25
    if round(values, 1) >= _LEAST:
        return None
    return Hit(
        message=f"Is measured {'once' if values >= _ONCE else 'less than once'} in its cycle: nobody will see it move.",
        field="measured",
        suggestion="Measure it at least monthly, or choose a number that moves earlier",
    )


_ONCE = 0.9
_CALLS = "objective: Win back the night callers\nstart: 2026-10-01\nend: 2026-12-31\nkey_results: "
RULE = Rule(
    code="K212",
    name="key-result-cannot-move",
    severity="warning",
    on="key_result",
    message="Is measured too rarely to move within its cycle.",
    why="A number that comes once a quarter arrives when nothing can be done any more. An early sign of it keeps "
    "the talk about what to do next possible.",
    bad=(
        f"{_CALLS}[{{sentence: NPS from 32 to 50, measured: quarter}}]",
        f"{_CALLS}[{{sentence: NPS from 32 to 50, measured: half_year}}]",
        f"{_CALLS}[{{sentence: NPS from 32 to 50, measured: year}}]",
    ),
    good=(
        f"{_CALLS}[{{sentence: NPS from 32 to 50, measured: month}}]",
        f"{_CALLS}[{{sentence: NPS from 32 to 50, measured: week}}]",
        f"{_CALLS}[NPS from 32 to 50]",
    ),
    check=_check,
)
