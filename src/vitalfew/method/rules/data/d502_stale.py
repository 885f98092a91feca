"""D502: no value where one is due."""

from vitalfew.method.rules.histories import KpiHistory
from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.spans import span


def check(kpi: KpiHistory, settings: Settings) -> Hit | None:
    """The next value is overdue, its days of grace included."""
    if kpi.due_at is None or kpi.now <= kpi.due_at or not kpi.times:
        return None
    return Hit(
        message=f"No value for {span(kpi.now - kpi.times[-1])}, though one was due.",
        suggestion="Record what is missing, let a program send it, or measure less often. Did anybody miss it?",
        field="record",
    )


RULE = Rule(
    code="D502",
    name="stale",
    severity="warning",
    on="kpi_history",
    message="Its data are out of date.",
    why="A number that is not kept up looks healthy for as long as it stands still. "
    "If nobody noticed that it stopped, it may not be a key number.",
    bad=("A weekly KPI whose last value is five weeks old",),
    good=("A weekly KPI with a value for last week",),
    check=check,
)
