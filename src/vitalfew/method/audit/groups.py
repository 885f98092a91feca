"""Says of each row which others measure the same, and which goal moves it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from vitalfew.method.audit.judged import Judged
from vitalfew.method.audit.twins import Words, best, outstanding, twins

_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
_MOST_NAMED = 3
_MEASURES = "Measures the same as {}: keep one."


def with_groups(judged: Sequence[Judged], cores: Sequence[Words]) -> list[Judged]:
    """The same rows, those that measure one thing numbered from 1 as groups and told so in their reasons.

    Within a team one of them is kept and the others are its duplicates; each team keeps its own.
    """
    told = list(judged)
    for number, group in enumerate(twins(judged, cores), start=1):
        teams = _by_team(judged, group)
        for places in teams.values():
            keep = best(judged, places)
            same = list(dict.fromkeys(judged[place].row.name for place in places if place != keep))[: _MOST_NAMED + 1]
            for place in places:
                kept = None if place == keep else keep
                said = (
                    _kept(same, len(places), len(teams)) if kept is None else (_MEASURES.format(judged[keep].row.name),)
                )
                told[place] = told[place].told(*said, group=number, duplicate_of=kept)
    return _with_goals(told, cores)


def shared(judged: Sequence[Judged]) -> dict[int, str]:
    """The places of metrics that several teams keep, each with how that is said: one definition, a series for each.

    A row that stands out (the only one marked as key, or of no team in particular) stands for the others and is left
    out here; where none does, no team is first.
    """
    groups: dict[int, list[int]] = {}
    for place, each in enumerate(judged):
        if each.group is not None and each.duplicate_of is None:
            groups.setdefault(each.group, []).append(place)
    told: dict[int, str] = {}
    for places in groups.values():
        first = outstanding(judged, places)
        by = f"{judged[first].row.team or 'a row without a team'} stands for it" if first is not None else ""
        told |= {place: by or f"{len(places)} teams keep it" for place in places if place != first and len(places) > 1}
    return told


def _by_team(judged: Sequence[Judged], places: Iterable[int]) -> Mapping[str, list[int]]:
    teams: dict[str, list[int]] = {}
    for place in places:
        teams.setdefault(judged[place].row.team.casefold(), []).append(place)
    return teams


def _kept(same: Sequence[str], rows: int, teams: int) -> Iterator[str]:
    """What the row that is kept says of the others in its team, and of other teams."""
    if rows > 1:
        shown = ", ".join(same[:_MOST_NAMED]) + (", …" if len(same) > _MOST_NAMED else "")
        yield f"{_more(rows - 1, 'row')} {'measure' if rows > 2 else 'measures'} the same: {shown}."
    if teams > 1:
        verb = "keep" if teams > 2 else "keeps"
        yield f"{_more(teams - 1, 'team')} {verb} it too: one definition, a series for each."


def _more(count: int, noun: str) -> str:
    word = _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"
    return f"{word} more {noun}{'' if count == 1 else 's'}"


def _with_goals(judged: list[Judged], cores: Sequence[Words]) -> list[Judged]:
    """Health that is asked for as a goal too says so: health keeps the level, growth moves it."""
    goals = {core for each, core in zip(judged, cores, strict=True) if core and each.verdict == "growth"}
    for place, core in enumerate(cores):
        if core in goals and judged[place].verdict == "health":
            judged[place] = judged[place].told("Also asked for as a goal: health keeps the level, growth moves it.")
    return judged
