"""H309: a red line on the good side of the target."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Kpi


def _check(kpi: Kpi, settings: Settings) -> Hit | None:
    if kpi.red_below is not None and (_over(kpi.red_below, kpi.target_low) or _wrong(kpi, "lower")):
        return _hit("below", kpi.red_below, kpi.target_low, exchanged=not _wrong(kpi, "lower"))
    if kpi.red_above is not None and (_over(kpi.target_high, kpi.red_above) or _wrong(kpi, "higher")):
        return _hit("above", kpi.red_above, kpi.target_high, exchanged=not _wrong(kpi, "higher"))
    return None


def _over(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and one > other


def _wrong(kpi: Kpi, direction: str) -> bool:
    """Whether the only red line guards the side on which values are welcome."""
    return kpi.direction == direction and (kpi.red_below is None or kpi.red_above is None)


def _hit(side: str, line: float, target: float | None, *, exchanged: bool) -> Hit:
    """`exchanged`: whether target and red line would be right the other way round."""
    other = "Write the red line on the other side"
    if target is None or target == line:
        message = f"Turns red {side} {line:g}, which is the side where it does well."
        return Hit(message=message, field="alert", suggestion=other)
    return Hit(
        message=f"Turns red {side} {line:g} although the target is {target:g}: values that reach the target are red.",
        field="alert",
        suggestion=f"Were the two exchanged? Target {line:g}, red line {side} {target:g}" if exchanged else other,
    )


RULE = Rule(
    code="H309",
    name="kpi-threshold-side",
    severity="error",
    on="kpi",
    message="The red line is on the good side of the target.",
    why="A KPI that is red while it reaches its target teaches everyone to ignore the colour.",
    bad=(
        "name: Parcels on time\ntarget: 90 %\nalert: below 95 %",
        "name: Days to first lesson\ndirection: lower\ntarget: 10 days\nalert: above 7 days",
        "name: Parcels on time\ndirection: higher\nalert: above 95 %",
        "name: Room temperature\ntarget: 19 – 22 °C\nalert: outside 20 – 25 °C",
    ),
    good=(
        "name: Parcels on time\ntarget: 95 %\nalert: below 90 %",
        "name: Days to first lesson\ntarget: at most 7 days\nalert: above 10 days",
        "name: Parcels on time\ntarget: 95 %\nalert: below 95 %",
        "name: Room temperature\ntarget: 19 – 22 °C\nalert: outside 18 – 24 °C",
    ),
    check=_check,
)
