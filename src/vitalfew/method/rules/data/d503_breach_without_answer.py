"""D503: the red line was crossed and nothing was recorded."""

from datetime import timedelta

from vitalfew.method.rules.chances import day
from vitalfew.method.rules.histories import Breach, KpiHistory
from vitalfew.method.rules.rule import Hit, Rule, Settings

PATIENCE = timedelta(days=7)
LOOKING_BACK = timedelta(days=90)  # of what was before the KPI was kept here, nobody can have recorded more


def check(kpi: KpiHistory, settings: Settings) -> Hit | None:
    """The last breach began a week ago or more, and no action, objective, phase or note came since."""
    breaches = kpi.breaches()
    if not breaches or kpi.answered(breaches[-1]) or not _in_our_time(kpi, breaches[-1]):
        return None
    last = breaches[-1]
    until = "" if last.open else f", until {day(last.end)}" if last.end != last.start else ", once"
    return Hit(
        message=f"It crossed its red line on {day(last.start)}{until}, and nothing was recorded about it.",
        suggestion="Write down what was done. If nothing ever would be, is it a key number?",
        field="actions",
    )


def _in_our_time(kpi: KpiHistory, breach: Breach) -> bool:
    from_when = kpi.now - LOOKING_BACK
    if kpi.since is not None:
        from_when = min(from_when, kpi.since)
    return breach.end >= from_when and kpi.now - breach.start >= PATIENCE


RULE = Rule(
    code="D503",
    name="breach-without-answer",
    severity="warning",
    on="kpi_history",
    message="Its red line was crossed and nothing was recorded about it.",
    why="A red line is a promise that somebody acts. Where it is crossed and nothing follows, people learn that it "
    "means nothing: then it is not a key number.",
    bad=("Error rate over its red line in March; no action, no objective, no note",),
    good=("Error rate over its red line in March; 'rolled back the release' noted the same week",),
    check=check,
    unless=("D509", "D510"),
)
