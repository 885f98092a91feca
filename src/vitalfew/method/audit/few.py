"""Proposes the vital few of each team: five KPIs, and the key results of three objectives; says why, and why not."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from vitalfew.method.audit.judged import LIKELY, Judged
from vitalfew.method.audit.signs import Signs, is_said, says_target
from vitalfew.method.wording.vocabulary import word_set

MOST_KPIS, MOST_OBJECTIVES, MOST_KEY_RESULTS = 5, 3, 5
CHOSEN, NEXT_BEST, WAITS = "Among the vital few", "Next best of its team", "Can wait"
_KEY, _NOT_KEY, _TARGET, _SAID, _OUTCOME, _PART, _OUTPUT, _DOUBT, _SHARED = 3.0, 1.0, 1.5, 1.0, 2.0, 2.0, 2.0, 2.0, 6.0
_INPUT = 3.0
_ENOUGH, _ENOUGH_BARE = 4.0, 2.0  # with and without a column that says anything about importance
_MARKED = "marked as key"
_FEWEST = 3  # a team with fewer gets its next best, where more speaks for them than against


class Case(NamedTuple):
    """What speaks for a row and against it: how much in all, and the evidence in words."""

    weight: float
    pros: tuple[str, ...]
    cons: tuple[str, ...]


class Sheet(NamedTuple):
    """The rows as they were judged, by place: their signs, their words, the duplicates, what other teams keep too."""

    judged: Sequence[Judged]
    signs: Sequence[Signs]
    words: Sequence[frozenset[str]]
    spare: frozenset[int]
    shared: Mapping[int, str]

    @property
    def bare(self) -> bool:
        """Whether nothing but names is known."""
        return not any(each.row.key is not None or is_said(each.row.target) or each.row.owner for each in self.judged)


class Choice(NamedTuple):
    """The places of the vital few, and for every row that could be one why it is, or why not, in one sentence."""

    few: frozenset[int]
    reasons: Mapping[int, str]


def vital(sheet: Sheet) -> Choice:
    """The vital few of every team; duplicates are never among them."""
    enough = _ENOUGH_BARE if sheet.bare else _ENOUGH
    chosen: dict[int, str] = {}
    waiting: dict[int, str] = {}
    for places in _by_team(sheet.judged).values():
        free = [place for place in places if place not in sheet.spare]
        for few, rest in (_kpis(sheet, free, enough), _key_results(sheet, free)):
            chosen |= few
            waiting |= rest
    return Choice(frozenset(chosen), chosen | waiting)


def _by_team(judged: Sequence[Judged]) -> Mapping[str, list[int]]:
    teams: dict[str, list[int]] = {}
    for place, each in enumerate(judged):
        teams.setdefault(each.row.team.casefold(), []).append(place)
    return teams


def _kpis(sheet: Sheet, places: Iterable[int], enough: float) -> tuple[dict[int, str], dict[int, str]]:
    cases = {place: _case(sheet, place) for place in places if sheet.judged[place].verdict == "health"}
    ranked = sorted((place for place in cases if cases[place].weight > 0), key=lambda at: (-cases[at].weight, at))
    fit = [place for place in ranked if cases[place].weight >= enough]
    known = [place for place in ranked if sheet.judged[place].confidence >= LIKELY]
    best = fit[:MOST_KPIS] if len(fit) >= _FEWEST else known[:_FEWEST]
    few = {place: _chosen(cases[place], enough) for place in best}
    return few, {place: _waits(case, enough) for place, case in cases.items() if place not in few}


def _chosen(case: Case, enough: float) -> str:
    if case.weight >= enough:
        return f"{CHOSEN}: {', '.join(case.pros)}."
    but = f"; {', '.join(case.cons)}" if case.cons else ""
    return f"{NEXT_BEST}: {', '.join(case.pros)}{but}."


def _waits(case: Case, enough: float) -> str:
    if case.weight >= enough:
        return f"{WAITS}: {MOST_KPIS} of its team weigh more."
    though = f", though it is {_MARKED}" if _MARKED in case.pros else ""
    if case.cons or though:
        return f"{WAITS}{though}: {', '.join(case.cons) or 'others of its team say more'}."
    if case.pros:
        return f"{WAITS}: {', '.join(case.pros)}; others of its team say more."
    return f"{WAITS}: nothing in the sheet says that it matters."


def _case(sheet: Sheet, place: int) -> Case:
    each, known = sheet.judged[place], sheet.words[place]
    row, shared = each.row, sheet.shared.get(place, "")
    pros = (
        (_KEY, row.key is True, _MARKED),
        (_OUTCOME, not known.isdisjoint(word_set("audit", "good_outcome")), "tells value, quality or time"),
        (_TARGET, says_target(row.target) or sheet.signs[place].limit, "has a target"),
        (_SAID, bool(row.owner), "has an owner"),
        (_SAID, bool(row.red_line or row.action), "has a red line"),
    )
    cons = (
        (_NOT_KEY, row.key is False, "marked as not key"),
        (_PART, row.key is not True and not known.isdisjoint(word_set("audit", "sub_metric")), "a part of another"),
        (_OUTPUT, not known.isdisjoint(word_set("audit", "own_output")), "counts what is put out"),
        (_INPUT, not known.isdisjoint(word_set("audit", "input_words")), "counts what is put in"),
        (_DOUBT, each.confidence < LIKELY, "ask first what it measures"),
        (_SHARED, bool(shared), shared),
    )
    weight = sum(each for each, holds, _ in pros if holds) - sum(each for each, holds, _ in cons if holds)
    return Case(weight, *(tuple(words for _, holds, words in side if holds) for side in (pros, cons)))


def _key_results(sheet: Sheet, places: Iterable[int]) -> tuple[dict[int, str], dict[int, str]]:
    """The key results of the first three objectives, five of each; without objectives, five in all."""
    objectives: dict[str, list[int]] = {}
    waiting: dict[int, str] = {}
    for place in places:
        each = sheet.judged[place]
        if each.verdict == "growth" and each.confidence >= LIKELY:
            objectives.setdefault(each.row.objective.casefold(), []).append(place)
        elif each.verdict == "growth" and not each.reasons[0].endswith("?"):
            waiting[place] = f"{WAITS}: ask first from what to what, and by when."
    few: dict[int, str] = {}
    for number, own in enumerate(objectives.values()):
        ranked = sorted(own, key=lambda place: (sheet.judged[place].row.key is not True, place))
        most = MOST_KEY_RESULTS if number < MOST_OBJECTIVES else 0
        few |= {place: f"{CHOSEN}: {_aim(sheet, place)}." for place in ranked[:most]}
        why = f"{most} key results stand before it" if most else f"its team has {MOST_OBJECTIVES} objectives before it"
        waiting |= dict.fromkeys(ranked[most:], f"{WAITS}: {why}.")
    return few, waiting


def _aim(sheet: Sheet, place: int) -> str:
    row, signs = sheet.judged[place].row, sheet.signs[place]
    said = (
        (row.key is True, _MARKED),
        (signs.moves, "says from where to where"),
        (not signs.moves, "says how much"),
        (signs.deadline, "says by when"),
    )
    return ", ".join(words for holds, words in said if holds)
