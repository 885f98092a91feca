"""K205: a key result that holds a level."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import KeyResult
from vitalfew.method.wording.rewriting import as_kpi


def _check(result: KeyResult, settings: Settings) -> Hit | None:
    span = result.nature.upkeep
    if span is None or result.goal is None or result.reading.change is not None:
        return None
    return Hit(
        suggestion=f"Make it a {as_kpi(result.reading)}, and name it as a guardrail of this objective",
        span=span,
    )


RULE = Rule(
    code="K205",
    name="key-result-is-health",
    severity="error",
    on="key_result",
    message="Holds a level instead of moving one: that is a KPI, perhaps a guardrail.",
    why="A level that is held makes no progress, so its score says nothing; and it matters after the cycle as well. "
    "As a KPI with a red line it is watched for ever and acted on the day it slips.",
    bad=(
        "Keep uptime above 99.9 %",
        "Maintain an NPS of 50",
        "Keep the wait of callers under 2 minutes",
    ),
    good=(
        "Raise uptime from 99.2 % to 99.9 %",
        "Reduce the wait of callers from 9 min to 2 min",
        "Raise NPS from 32 to 50 while keeping prices",
    ),
    check=_check,
    unless=("K202", "K206"),
)
