"""H320: a running total or a rolling mean."""

from vitalfew.method.frequency import noun
from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Kpi
from vitalfew.method.wording.phrases import mentions


def _check(kpi: Kpi, settings: Settings) -> Hit | None:
    kind = kpi.kind if kpi.kind in {"cumulative", "rolling"} else _said(kpi)
    if not kind:
        return None
    period = noun(kpi.frequency) if kpi.frequency else "period"
    return Hit(
        message="Is a running total: it rises whatever happens."
        if kind == "cumulative"
        else "Is a rolling mean: it shows a change weeks after it came, and spreads it thin.",
        suggestion=f"Keep the value of each {period} by itself; the total can stand beside it",
        field="kind" if kind == kpi.kind else "name",
    )


def _said(kpi: Kpi) -> str:
    """What the name or the formula says; a description may well mention a total that is not the number."""
    said = f"{kpi.name}. {kpi.formula}"
    if mentions(said, "kpi", "running_total"):
        return "cumulative"
    return "rolling" if mentions(said, "kpi", "rolling_mean") else ""


RULE = Rule(
    code="H320",
    name="kpi-cumulative",
    severity="warning",
    on="kpi",
    message="Is a running total or a rolling mean, which hides change.",
    why="A total only knows one direction, and a rolling mean carries every old value along. In both, a bad week "
    "looks like a good one. The values under them show what happened, and when.",
    bad=(
        "name: Loaves sold year to date",
        "name: New pupils\nkind: cumulative\nfrequency: monthly",
        "name: Parcels on time\nformula: rolling 12-week mean of parcels on time",
        "name: Cumulative complaints",
    ),
    good=(
        "name: Loaves sold per week",
        "name: New pupils\nkind: count\nfrequency: monthly",
        "name: Parcels on time\nformula: parcels on time / parcels",
        "name: Rolled steel sent back",
    ),
    check=_check,
)
