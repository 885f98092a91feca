"""H302: a KPI without a red line."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Kpi
from vitalfew.method.wording.measures import like


def _check(kpi: Kpi, settings: Settings) -> Hit | None:
    if kpi.red_below is not None or kpi.red_above is not None:
        return None
    return Hit(field="alert", suggestion=_beyond_target(kpi) or like("red_line", kpi.family, kpi.name))


def _beyond_target(kpi: Kpi) -> str:
    """On which side of the target the red line lies; '' where the target does not tell."""
    if kpi.direction == "lower" and kpi.target_high is not None:
        side, target = "above", kpi.target_high
    elif kpi.direction == "higher" and kpi.target_low is not None:
        side, target = "below", kpi.target_low
    else:
        return ""
    return f"Say {side} which value somebody acts; it lies {side} the target of {f'{target:g} {kpi.unit}'.strip()}"


RULE = Rule(
    code="H302",
    name="kpi-no-threshold",
    severity="error",
    on="kpi",
    message="Has no red line: nothing says when to act.",
    why="The red line is the value at which the owner stops watching and does something. Without it every bad "
    "value is explained away, one at a time.",
    bad=(
        "name: Bread left over",
        "name: Return rate\ntarget: at most 3 %",
        "name: Days to first lesson\nalert:",
    ),
    good=(
        "name: Bread left over\nalert: above 8 %",
        "name: Return rate\ntarget: at most 3 %\nalert: above 5 %",
        "name: Room temperature\nalert: outside 18 – 24 °C",
    ),
    check=_check,
)
