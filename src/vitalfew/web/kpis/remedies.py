"""Doubts about the limits, each with what would help; what can be done at once is one click."""

from dataclasses import dataclass

import numpy as np

from vitalfew.kpis.judging import Judged
from vitalfew.kpis.models import Kpi
from vitalfew.method.periods import Frequency, noun
from vitalfew.method.signals.doubts import is_trend, season_in, without_line
from vitalfew.method.signals.wording import number
from vitalfew.web.kpis.chance import by_chance

SEASONS = {
    (12, Frequency.MONTH): "yearly season",
    (52, Frequency.WEEK): "yearly season",
    (4, Frequency.QUARTER): "yearly season",
    (7, Frequency.DAY): "weekly season",
    (24, Frequency.HOUR): "daily season",
}
SETTINGS = {
    "season": (None, *(season for season, _ in SEASONS)),
    "trended": (True, False),
    "red_in_a_row": (1, 2),
}


@dataclass(frozen=True, slots=True)
class Remedy:
    """What is doubtful in words, and the setting that would help: its name, value and what its button says."""

    words: str
    advice: str = ""
    setting: str = ""
    value: int = 0
    button: str = ""


def season_name(season: int | None, measured: str) -> str:
    """'yearly season' for twelve months, 'season of four hours' where it has no name of its own."""
    frequency = Frequency(measured)
    if season is None:
        return "season"
    return SEASONS.get((season, frequency), f"season of {number(season)} {noun(frequency, season)}")


def remedies(kpi: Kpi, found: Judged) -> list[Remedy]:
    """Every doubt about the limits, and a red line that chance crosses; too few values are said above them."""
    known = [doubt for doubt in found.judgement.doubts if doubt.code != "few_points"]
    doubts = [_remedy(kpi, found, doubt.code, doubt.words, doubt.remedy) for doubt in known]
    chance = by_chance(kpi, found)
    if chance is None:
        return doubts
    if not chance.two_help:
        return [*doubts, Remedy(chance.words)]
    return [*doubts, Remedy(chance.words, "", "red_in_a_row", 2, "Ask for two in a row")]


def undoable(kpi: Kpi, found: Judged) -> list[Remedy]:
    """What was taken out of the limits, with a click to put it back."""
    made = []
    if kpi.season:
        name = season_name(kpi.season, kpi.frequency)
        taken = found.phase is not None and found.phase.centres is not None
        words = f"The {name} is taken out: each value is judged against its own time of it."
        if not taken:
            words = f"The {name} will be taken out once this phase holds two whole rounds of it."
        made.append(Remedy(words, "", "season", 0, "Leave it in"))
    if kpi.trended:
        made.append(Remedy("The limits follow a steady trend.", "", "trended", 0, "Keep them level"))
    return made


def season_of(found: Judged) -> int | None:
    """The season, in periods, that shows in the current phase."""
    phase = found.phase
    if phase is None:
        return None
    values = np.array([np.nan if v is None else v for v in found.values[phase.start : phase.end + 1]], dtype=float)
    return season_in(without_line(values) if is_trend(values) else values)


def _remedy(kpi: Kpi, found: Judged, code: str, words: str, advice: str) -> Remedy:
    season = season_of(found) if code == "season" and not kpi.season else None
    if season is not None:
        return Remedy(words, advice, "season", season, f"Take the {season_name(season, kpi.frequency)} out")
    if code == "trend" and not kpi.trended:
        return Remedy(words, advice, "trended", 1, "Let the limits follow the trend")
    return Remedy(words, advice)
