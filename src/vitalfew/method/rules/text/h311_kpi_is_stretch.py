"""H311: a target that the process has never come near."""

from collections.abc import Sequence
from itertools import pairwise
from math import isfinite

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Kpi

FEWEST = 12
REACH = 2.66  # times the mean step between values: from the centre to a natural limit
SMALLEST = 0.05


def _check(kpi: Kpi, settings: Settings) -> Hit | None:
    values = [value for value in kpi.history if isfinite(value)]
    if len(values) < FEWEST:
        return None
    reach = _reach(values)
    if kpi.target_low is not None and kpi.direction != "lower" and kpi.target_low > max(values) + reach:
        return _hit(kpi.target_low, max(values), len(values))
    if kpi.target_high is not None and kpi.direction != "higher" and kpi.target_high < min(values) - reach:
        return _hit(kpi.target_high, min(values), len(values))
    return None


def _reach(values: Sequence[float]) -> float:
    """How far beyond the best value ever is too far to be luck: as far as the natural limits are from the centre."""
    steps = [abs(after - before) for before, after in pairwise(values)]
    return max(REACH * sum(steps) / len(steps), SMALLEST * abs(sum(values) / len(values)))


def _hit(target: float, best: float, count: int) -> Hit:
    return Hit(
        message=f"The target {target:g} is far from anything in {count} values; the best was {best:g}.",
        suggestion=f"Hold the KPI to what the process can do, and make “from {best:g} to {target:g}” a key result",
        field="target",
    )


RULE = Rule(
    code="H311",
    name="kpi-is-stretch",
    severity="warning",
    on="kpi",
    message="The target is far outside what the process has ever done.",
    why="A KPI's target is a standard that the process can keep. One that it has never come near stays red, or is "
    "met by bending the number. To get there, something has to change: that is an objective.",
    bad=(
        "name: Parcels on time\nunit: '%'\ntarget: 98 %\nhistory: [71, 74, 70, 73, 72, 75, 71, 72, 74, 73, 70, 72]",
        "name: Days to first lesson\ntarget: at most 3 days\nhistory: [14, 15, 13, 14, 16, 14, 13, 15, 14, 14, 15, 13]",
        "name: Loaves sold\ntarget: at least 900\n"
        "history: [410, 420, 405, 415, 430, 400, 412, 418, 409, 421, 411, 416]",
    ),
    good=(
        "name: Parcels on time\ntarget: 76 %\nhistory: [71, 74, 70, 73, 72, 75, 71, 72, 74, 73, 70, 72]",
        "name: Parcels on time\ntarget: 98 %\nhistory: [71, 74, 70]",
        "name: Days to first lesson\ntarget: at most 20 days\n"
        "history: [14, 15, 13, 14, 16, 14, 13, 15, 14, 14, 15, 13]",
        "name: Loaves sold\ntarget: at least 900\n"
        "history: [410, 820, 305, 715, 530, 880, 412, 718, 309, 821, 511, 616]",
    ),
    check=_check,
)
