"""O104: an objective that keeps a steady state."""

import re

from vitalfew.method.late import late
from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Objective

_ARTICLE = late(r"^(?:to\s+\w+\s+)?(?:our|the|a|an)\s+", re.IGNORECASE)


def _check(objective: Objective, settings: Settings) -> Hit | None:
    span = objective.aim.upkeep
    if span is None:
        return None
    held = _ARTICLE.sub("", objective.text[span[1] :].strip(" ."))
    name = f"{held[:1].upper()}{held[1:]}"
    return Hit(
        suggestion=f"Make it the KPI “{name}” with a red line and an owner; as a guardrail it stays in view",
        span=span,
    )


RULE = Rule(
    code="O104",
    name="objective-is-business-as-usual",
    severity="error",
    on="objective",
    message="Keeps something as it is: that is a KPI's job, with a red line.",
    why="An objective ends with its cycle, a standard never does. What must not get worse is watched all the time, "
    "and acted on the day it slips.",
    bad=(
        "Maintain system uptime",
        "Keep the shops running",
        "Ensure business continuity",
        "Continue to meet our service levels",
    ),
    good=(
        "Make the platform so reliable that nobody asks about uptime",
        "Remain the first choice of young families",
        "Ensure that every newcomer feels at home in the first week",
        "Establish market leadership in our category",
    ),
    check=_check,
    unless=("O102",),
)
