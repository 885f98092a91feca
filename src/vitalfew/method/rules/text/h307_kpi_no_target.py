"""H307: a KPI without an aim."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Kpi
from vitalfew.method.wording.measures import like


def _check(kpi: Kpi, settings: Settings) -> Hit | None:
    if kpi.target_low is not None or kpi.target_high is not None:
        return None
    return Hit(field="target", suggestion=like("target", kpi.family, kpi.name))


RULE = Rule(
    code="H307",
    name="kpi-no-target",
    severity="warning",
    on="kpi",
    message="Has no target.",
    why="The red line says when to act; the target says what well means. Without one every value between the two "
    "is a matter of taste.",
    bad=(
        "name: Bread left over",
        "name: Return rate\nalert: above 4 %",
        "name: Days to first lesson\nunit: days",
    ),
    good=(
        "name: Bread left over\ntarget: at most 5 %",
        "name: Return rate\ntarget: < 3 %",
        "name: Room temperature\ntarget: 19 – 22 °C",
    ),
    check=_check,
)
