"""D509: thirty days beyond the red line, and nothing recorded."""

from datetime import timedelta

from vitalfew.method.rules.chances import day
from vitalfew.method.rules.histories import KpiHistory
from vitalfew.method.rules.rule import Hit, Rule, Settings

LONG = timedelta(days=30)


def check(kpi: KpiHistory, settings: Settings) -> Hit | None:
    """It is beyond its red line now, has been for thirty days, and nothing was recorded since it began."""
    breaches = kpi.breaches()
    if not breaches or not breaches[-1].open or kpi.answered(breaches[-1]):
        return None
    lasted = kpi.now - breaches[-1].start
    if lasted < LONG:
        return None
    return Hit(
        message=f"It has been beyond its red line since {day(breaches[-1].start)}, {lasted.days} days, "
        "and no answer is recorded.",
        suggestion="Record the action that was taken, or draft an objective that changes what lies behind it.",
        field="actions",
    )


RULE = Rule(
    code="D509",
    name="red-without-answer",
    severity="warning",
    on="kpi_history",
    message="It has been beyond its red line for 30 days, and no answer is recorded.",
    why="Not every breach needs an objective, but each needs an answer: a retrospective, a change of the process, or a "
    "goal that changes what lies behind it.",
    bad=("Over its red line for seven weeks; no action, no objective in response",),
    good=("Over its red line for seven weeks; an objective responds to it since the second one",),
    check=check,
)
