"""Proposes the vital few of each team: five KPIs, and the key results of three objectives."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from vitalfew.method.audit.judged import Judged
from vitalfew.method.audit.signs import is_said
from vitalfew.method.wording.vocabulary import word_set

MOST_KPIS, MOST_OBJECTIVES, MOST_KEY_RESULTS = 5, 3, 5
_KEY, _NOT_KEY, _TARGET, _OWNED, _OUTCOME, _PART, _OUTPUT, _DOUBT = 3.0, 1.0, 1.5, 1.0, 2.0, 2.0, 3.0, 1.0
_ENOUGH, _ENOUGH_BARE = 4.0, 2.0  # with and without a column that says anything about importance
_FEWEST, _LEAST = 3, 2.0  # a team with fewer gets its next best, where something speaks for them
_SURE_ENOUGH = 0.65


class Case(NamedTuple):
    """What speaks for a row: how much in all, and the evidence in words."""

    weight: float
    evidence: tuple[str, ...]


def vital(judged: Sequence[Judged], known: Sequence[frozenset[str]], spare: frozenset[int]) -> dict[int, str]:
    """The places of the vital few of every team, each with why.

    `known` are each row's words; `spare` are places of duplicates, which are never chosen.
    """
    bare = not any(each.row.key is not None or is_said(each.row.target) or each.row.owner for each in judged)
    chosen: dict[int, str] = {}
    for places in _by_team(judged).values():
        free = [place for place in places if place not in spare]
        chosen |= _kpis(judged, known, free, _ENOUGH_BARE if bare else _ENOUGH)
        chosen |= _key_results(judged, free)
    return chosen


def _by_team(judged: Sequence[Judged]) -> Mapping[str, list[int]]:
    teams: dict[str, list[int]] = {}
    for place, each in enumerate(judged):
        teams.setdefault(each.row.team.casefold(), []).append(place)
    return teams


def _kpis(
    judged: Sequence[Judged], known: Sequence[frozenset[str]], places: Iterable[int], enough: float
) -> dict[int, str]:
    cases = {place: _case(judged[place], known[place]) for place in places if judged[place].verdict == "health"}
    fit, most = [place for place, case in cases.items() if case.weight >= enough], MOST_KPIS
    if len(fit) < _FEWEST:
        fit = [place for place, case in cases.items() if case.weight >= min(enough, _LEAST)]
        most = _FEWEST
    best = sorted(fit, key=lambda place: (-cases[place].weight, place))[:most]
    return {place: f"Among the vital few: {', '.join(cases[place].evidence)}." for place in best}


def _case(each: Judged, known: frozenset[str]) -> Case:
    row = each.row
    pros = (
        (_KEY, row.key is True, "marked as key"),
        (_OUTCOME, not known.isdisjoint(word_set("audit", "good_outcome")), "tells value, quality or time"),
        (_TARGET, is_said(row.target) or "with its standard" in each.reasons[0], "has a target"),
        (_OWNED, bool(row.owner), "has an owner"),
        (_OWNED, bool(row.red_line or row.action), "has a red line"),
    )
    cons = (
        (_NOT_KEY, row.key is False),
        (_PART, row.key is not True and not known.isdisjoint(word_set("audit", "sub_metric"))),
        (_OUTPUT, not known.isdisjoint(word_set("audit", "own_output"))),
        (_DOUBT, each.confidence < _SURE_ENOUGH),
    )
    weight = sum(each for each, holds, _ in pros if holds) - sum(each for each, holds in cons if holds)
    return Case(weight, tuple(words for _, holds, words in pros if holds))


def _key_results(judged: Sequence[Judged], places: Iterable[int]) -> dict[int, str]:
    """The key results of the first three objectives, five of each; without objectives, five in all."""
    objectives: dict[str, list[int]] = {}
    for place in places:
        if judged[place].verdict == "growth" and judged[place].confidence >= _SURE_ENOUGH:
            objectives.setdefault(judged[place].row.objective.casefold(), []).append(place)
    chosen = list(objectives.values())[:MOST_OBJECTIVES]
    return {
        place: "Among the vital few: it says from where to where." for few in chosen for place in few[:MOST_KEY_RESULTS]
    }
