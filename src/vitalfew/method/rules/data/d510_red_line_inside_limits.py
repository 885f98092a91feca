"""D510: a red line that chance crosses."""

from vitalfew.method.capability import Chance, chance_inside
from vitalfew.method.frequency import noun, per_year
from vitalfew.method.rules.chances import one_in
from vitalfew.method.rules.histories import KpiHistory
from vitalfew.method.rules.rule import Hit, Rule, Settings

OFTEN = 0.1
IN_A_ROW = {1: "two", 2: "three"}


def check(kpi: KpiHistory, settings: Settings) -> Hit | None:
    """The red line lies between the centre and a natural limit, and chance crosses it in one year of ten or more."""
    if kpi.centre is None or not kpi.sigma:
        return None
    inside = [(line, side) for line, side in kpi.red_lines() if _inside(kpi, line, side, centre=kpi.centre)]
    if not inside:
        return None
    line, side = inside[0]
    crossed = _chance(kpi, line, side, centre=kpi.centre, sigma=kpi.sigma)
    if crossed.per_year < OFTEN:
        return None
    return Hit(
        message=f"Its red line of {kpi.shown(line)} lies within the natural limits: with nothing wrong, "
        f"{_how_often(kpi, crossed)}.",
        suggestion=f"Ask for {IN_A_ROW.get(crossed.in_a_row, 'more')} in a row, move the line beyond the limits, "
        "or make the process steadier.",
        field="red line",
    )


def _inside(kpi: KpiHistory, line: float, side: int, *, centre: float) -> bool:
    limit = kpi.lower if side == 1 else kpi.upper
    beyond_centre = side * (centre - line) > 0
    return beyond_centre and limit is not None and side * (line - limit) > 0


def _chance(kpi: KpiHistory, line: float, side: int, *, centre: float, sigma: float) -> Chance:
    return chance_inside(
        red_line=line,
        centre=centre,
        sigma=sigma,
        direction="higher" if side == 1 else "lower",
        periods=max(min(round(per_year(kpi.frequency)), 366), 1),
        in_a_row=max(kpi.red_in_a_row, 1),
    )


def _how_often(kpi: KpiHistory, crossed: Chance) -> str:
    if crossed.in_a_row > 1:
        times = "twice" if crossed.in_a_row == 2 else f"{crossed.in_a_row} times"
        return f"chance alone crosses it {times} in a row in {one_in(crossed.per_year)} years"
    return f"{one_in(crossed.per_period)} {noun(kpi.frequency, 2)} would cross it by chance"


RULE = Rule(
    code="D510",
    name="red-line-inside-limits",
    severity="warning",
    on="kpi_history",
    message="Its red line lies within the natural limits and will be crossed by chance.",
    why="An alarm that chance rings teaches people to ignore alarms, or to hide numbers.",
    bad=("Red line below 47, where the number moves between 45 and 56 by itself",),
    good=("Red line below 44, where the number moves between 45 and 56 by itself",),
    check=check,
)
