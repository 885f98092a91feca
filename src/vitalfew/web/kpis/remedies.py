"""Doubts about the limits, each with what would help; what can be done at once is one click."""

from dataclasses import dataclass

from vitalfew.kpis.judging import Judged
from vitalfew.kpis.models import Kpi
from vitalfew.method.seasons import seasons_of
from vitalfew.method.signals import Doubt
from vitalfew.web.kpis.chance import by_chance
from vitalfew.web.kpis.seasons import season_name

SETTINGS = {
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


def may_be(kpi: Kpi, setting: str) -> tuple[object, ...]:
    """The values that a click may give this setting of a KPI; none for what is no such setting."""
    return (None, *seasons_of(kpi.frequency)) if setting == "season" else SETTINGS.get(setting, ())


def remedies(kpi: Kpi, found: Judged) -> list[Remedy]:
    """Every doubt about the limits, and a red line that chance crosses; too few values are said above them."""
    known = [doubt for doubt in found.judgement.doubts if doubt.code != "few_points"]
    doubts = [_remedy(kpi, doubt) for doubt in known]
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


def _remedy(kpi: Kpi, doubt: Doubt) -> Remedy:
    if doubt.season and not kpi.season:
        button = f"Take the {season_name(doubt.season, kpi.frequency)} out"
        return Remedy(doubt.words, doubt.remedy, "season", doubt.season, button)
    if doubt.code == "trend" and not kpi.trended:
        return Remedy(doubt.words, doubt.remedy, "trended", 1, "Let the limits follow the trend")
    return Remedy(doubt.words, doubt.remedy)
