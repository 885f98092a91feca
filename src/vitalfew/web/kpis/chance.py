"""How often chance alone crosses a KPI's red line, said where the line is set."""

from dataclasses import dataclass

from vitalfew.kpis.judging import Judged
from vitalfew.kpis.models import Kpi
from vitalfew.method.capability import Chance, capability, chance_inside
from vitalfew.method.numbers import show
from vitalfew.method.periods import Frequency, noun, per_year

WORTH_SAYING = 0.10
OFTEN = 0.50
SURE = 0.995


@dataclass(frozen=True, slots=True)
class ByChance:
    """What chance does to a red line that lies inside the natural limits."""

    words: str
    two_help: bool


def by_chance(kpi: Kpi, found: Judged) -> ByChance | None:
    """The sentence for a red line inside the limits that chance crosses in 1 of 10 years or more, else None.

    Once several in a row are asked for, it is said only where chance still crosses it in every second year; two in a
    row are proposed only where chance then crosses it in fewer.
    """
    one = _chance(kpi, found, kpi.red_in_a_row)
    if one is None or one.per_year < (WORTH_SAYING if kpi.red_in_a_row == 1 else OFTEN):
        return None
    two = _chance(kpi, found, 2)
    often = f"The red line lies inside what this process does by itself: chance alone crosses it in {_years(one)}"
    if kpi.red_in_a_row > 1 or two is None:
        in_a_row = noun(Frequency(kpi.frequency), 2)
        return ByChance(f"{often}, even with {kpi.red_in_a_row} {in_a_row} in a row.", two_help=False)
    if two.per_year >= OFTEN:
        in_a_row = noun(Frequency(kpi.frequency), 2)
        return ByChance(f"{often}, and two {in_a_row} in a row in {_years(two)}. Set it further out.", two_help=False)
    return ByChance(f"{often}. Asking for two in a row makes that {_years(two)}.", two_help=True)


def _chance(kpi: Kpi, found: Judged, in_a_row: int) -> Chance | None:
    limits, phase = found.limits(), found.phase
    if limits is None or phase is None or phase.limits is None:
        return None
    able = capability(
        lower=limits[0], upper=limits[2], target=kpi.red_lower, target_upper=kpi.red_upper, direction="within"
    )
    if able is None or able.code != "hit_and_miss":
        return None
    return chance_inside(
        red_line=kpi.red_lower,
        red_line_upper=kpi.red_upper,
        centre=limits[1],
        sigma=phase.limits.sigma,
        direction="within",
        periods=max(1, round(per_year(Frequency(kpi.frequency)))),
        in_a_row=in_a_row,
    )


def _years(chance: Chance) -> str:
    if chance.per_year >= SURE:
        return "practically every year"
    return f"{show(round(100 * chance.per_year) or 1, '%')} of years"
