"""K203: a key result that does not say where it starts."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import KeyResult
from vitalfew.method.wording.paces import changes_pace
from vitalfew.method.wording.rewriting import with_start
from vitalfew.method.wording.starting import needs_start


def _check(result: KeyResult, settings: Settings) -> Hit | None:
    reading = result.reading
    if result.start is not None or result.kpi or not (reading.measurable or result.target is not None):
        return None
    if not needs_start(reading) or changes_pace(result.text):
        return None
    return Hit(
        message="Says by how much, not from where: add today's value." if _is_change(result) else "",
        suggestion=f"“{with_start(reading)}”",
        span=(0, len(result.text)),
    )


def _is_change(result: KeyResult) -> bool:
    return result.reading.change is not None or result.reading.delta is not None


RULE = Rule(
    code="K203",
    name="key-result-no-baseline",
    severity="warning",
    on="key_result",
    message="Says where you want to be, not where you are: add today's value.",
    why="Without the start nobody can tell a leap from a step, nor progress from standing still. If it was never "
    "measured, measuring it is the first thing to do. (A count that begins at zero needs no start.)",
    bad=(
        "Raise test coverage to 90%",
        "Reduce churn by 30%",
        "Answer night calls within 2 minutes",
        "NPS above 50",
    ),
    good=(
        "Raise test coverage from 65% to 90%",
        "Achieve an NPS of 50 (currently 32)",
        "Sign 20 customers",
        "Win 4 new partner clinics",
    ),
    check=_check,
    unless=("K201", "K202", "K204", "K205", "K206", "K213"),
)
