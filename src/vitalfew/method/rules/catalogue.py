"""How the rules are listed: by family, with what each can be told."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from vitalfew.method.rules.rule import Rule


class Family(NamedTuple):
    """Rules whose codes begin with `letter`."""

    letter: str
    title: str
    what: str


FAMILIES = (
    Family("O", "Objectives", "What an objective says, and what belongs to it."),
    Family("K", "Key results", "Whether a key result measures an outcome, from where to where."),
    Family("H", "KPIs", "Whether a KPI's sheet is complete, and whether its number can mislead."),
    Family("P", "Teams and workspaces", "What a team, or all of them together, try to keep in view."),
    Family("D", "What the data say", "Found daily in the values themselves; each finding links to the evidence."),
)
SEVERITIES_SAID: Mapping[str, str] = {"off": "Off", "info": "Information", "warning": "Warning", "error": "Error"}
ON: Mapping[str, str] = {
    "objective": "an objective",
    "key_result": "a key result",
    "kpi": "a KPI",
    "team": "a team",
    "plan": "all teams together",
    "kpi_history": "a KPI's values",
    "key_result_course": "a key result's course",
    "team_cycles": "a team's past cycles",
    "owned": "who owns what",
}
LIMITS_SAID: Mapping[str, str] = {
    "key_results_fewest": "An objective has at least so many key results.",
    "key_results_most": "An objective has at most so many key results; above it is a warning.",
    "key_results_too_many": "From so many key results on it is an error.",
    "kpis_most": "A team has at most so many KPIs; above it you read a note.",
    "kpis_too_many": "Above so many KPIs it is a warning.",
    "objectives_most": "A team has at most so many objectives at one time; above it you read a note.",
    "objectives_too_many": "Above so many objectives it is a warning.",
    "key_results_per_owner": "One person owns at most so many key results at one time.",
    "items_per_owner": "One person owns at most so many KPIs, objectives and key results.",
    "cycle_months": "A cycle lasts at most so many months; the company's own may last twice as long.",
}


def by_family(rules: Iterable[Rule]) -> Iterator[tuple[Family, list[Rule]]]:
    """The families that have rules, each with its rules by code."""
    listed = sorted(rules, key=lambda rule: rule.code)
    for family in FAMILIES:
        members = [rule for rule in listed if rule.code.startswith(family.letter)]
        if members:
            yield family, members
