"""K211: a key result that is due after its cycle has ended."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import KeyResult
from vitalfew.method.wording.deadlines import earliest_day


def _check(result: KeyResult, settings: Settings) -> Hit | None:
    objective, said = result.objective, result.reading.deadline
    if not said or objective is None or objective.end is None:
        return None
    due = earliest_day(said, objective.start or objective.end)
    if due is None or due <= objective.end:
        return None
    return Hit(
        message=f"Is due after its cycle ends on {objective.end:%d %B %Y}.".replace(" 0", " "),
        suggestion="Say how far it will be at the end of the cycle, or move it to the next one",
        span=result.reading.spans.get("deadline"),
    )


_CALLS = "objective: Win back the night callers\nstart: 2026-10-01\nend: 2026-12-31\nkey_results: "
RULE = Rule(
    code="K211",
    name="key-result-outside-cycle",
    severity="warning",
    on="key_result",
    message="Is due after its cycle ends.",
    why="The cycle closes with a score. What is due later scores zero, however well it goes.",
    bad=(
        f"{_CALLS}[Reduce calls lost from 40 to 10 by March 2027]",
        f"{_CALLS}[Reduce calls lost from 40 to 10 by Q2 2027]",
        f"{_CALLS}[Reduce calls lost from 40 to 10 by the end of 2027]",
    ),
    good=(
        f"{_CALLS}[Reduce calls lost from 40 to 10 by December 2026]",
        f"{_CALLS}[Reduce calls lost from 40 to 10 by Q4]",
        f"{_CALLS}[Reduce calls lost from 40 to 10]",
    ),
    check=_check,
)
