"""The alignment map: the strategy, what hangs from it objective by objective, and what hangs loose."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet

from vitalfew.accounts.models import Team
from vitalfew.okrs.alignment.opposed import Pull, opposed_pulls
from vitalfew.okrs.models import Cycle, KeyResult, Objective

MANY = 12
"""From so many objectives in one place on, those of one team are taken together."""

FIELDS = ("pk", "title", "team", "state", "serves_strategy", "cycle")
NAMES = ("key", *FIELDS[1:])
LINK = ("from_objective", "to_objective")
PULLS = ("pk", "objective", "metric", "sentence", "baseline", "target")


class Kind(StrEnum):
    """What a place on the map is."""

    STRATEGY = "strategy"
    LOOSE = "loose"
    TEAM = "team"
    OBJECTIVE = "objective"


@dataclass(frozen=True, slots=True)
class Aim:
    """An objective as the map places it, with the key of its team; `near` where it is there for the others' sake."""

    key: int
    title: str
    team: int
    state: str
    serves_strategy: bool
    cycle: int
    near: bool = False


@dataclass(slots=True)
class Place:
    """A place on the map and what hangs from it; `key` names it in addresses: 's', 'loose', 't3.s', 'o12'."""

    kind: Kind
    key: str
    aim: Aim | None = None
    team: int = 0
    places: list["Place"] = field(default_factory=list)

    def objectives(self) -> Iterator["Place"]:
        """Every objective here and below."""
        if self.kind is Kind.OBJECTIVE:
            yield self
        for each in self.places:
            yield from each.objectives()


@dataclass(frozen=True, slots=True)
class Alignment:
    """Everything that the map is drawn from.

    `also` are further parents of an objective, by keys: (child, parent). `results` counts key results by objective.
    """

    roots: Sequence[Place]
    aims: Mapping[int, Aim]
    also: Sequence[tuple[int, int]]
    against: Sequence[tuple[Pull, Pull]]
    results: Mapping[int, int]
    loose: Sequence[Aim]


def alignment(*, cycles: Sequence[Cycle], teams: Mapping[int, str], team: Team | None = None) -> Alignment:
    """The map of these cycles, or what of it concerns one team: four statements, five for a team.

    `teams` are the names of all teams by their keys. What these objectives contribute to in other cycles is there too.
    Of a closed cycle nothing hangs loose any more, and nothing is pulled apart: it is over.
    """
    keys = [cycle.pk for cycle in cycles]
    own = {aim.key: aim for aim in _aims(Objective.objects.filter(cycle__in=keys))}
    links = list(_links(keys))
    beyond = {above for _, above in links} - own.keys()
    near = {aim.key: aim for aim in _aims(Objective.objects.filter(pk__in=beyond), near=True)}
    there = own | near
    above = _parents(links, there)
    runs = {cycle.pk: (cycle.name, cycle.start, cycle.end) for cycle in cycles}
    pulls = [
        Pull(key, objective, own[objective].team, metric, sentence, baseline, target, runs[own[objective].cycle])
        for key, objective, metric, sentence, baseline, target in _key_results(keys)
        if objective in own
    ]
    if team is not None:
        there, above = _of_team(there, above, _keys_of(team))
        pulls = [pull for pull in pulls if pull.objective in there]
    results: dict[int, int] = defaultdict(int)
    for pull in pulls:
        results[pull.objective] += 1
    over = {cycle.pk for cycle in cycles if cycle.state == Cycle.State.CLOSED}
    alone = [aim for aim in there.values() if not (aim.near or aim.serves_strategy or above.get(aim.key))]
    loose = [aim for aim in alone if aim.cycle not in over]
    return Alignment(
        roots=_roots(there, above, loose, teams),
        aims=there,
        also=[(child, parent) for child, parents in above.items() for parent in parents[1:]],
        against=opposed_pulls([pull for pull in pulls if own[pull.objective].cycle not in over]),
        results=results,
        loose=loose,
    )


def _links(keys: Collection[int]) -> QuerySet[Any, tuple[int, int]]:
    found = Objective.parents.through.objects.filter(from_objective__cycle__in=keys)
    return found.order_by(*LINK).values_list(*LINK)


def _aims(found: QuerySet[Objective], *, near: bool = False) -> list[Aim]:
    rows = found.exclude(state=Objective.State.DROPPED).order_by("team__name", "pk").values_list(*FIELDS)
    return [Aim(**dict(zip(NAMES, row, strict=True)), near=near) for row in rows]


def _key_results(keys: Collection[int]) -> Iterable[tuple]:  # type: ignore[type-arg]
    at_work = KeyResult.objects.filter(objective__cycle__in=keys).exclude(objective__state=Objective.State.DROPPED)
    rows: Iterable[tuple] = at_work.order_by("pk").values_list(*PULLS)  # type: ignore[type-arg]
    return rows


def _keys_of(team: Team) -> set[int]:
    found = Objective.objects.filter(Q(team=team) | Q(teams=team)).order_by()
    return set(found.values_list("pk", flat=True))


def _parents(links: Iterable[tuple[int, int]], there: Collection[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for child, parent in links:
        if child in there and parent in there and child != parent:
            found[child].append(parent)
    return dict(found)


def _of_team(
    there: Mapping[int, Aim], above: Mapping[int, list[int]], own: Collection[int]
) -> tuple[dict[int, Aim], dict[int, list[int]]]:
    """What concerns these objectives: themselves, what they contribute to, and what contributes to them."""
    below: dict[int, list[int]] = defaultdict(list)
    for child, parents in above.items():
        for parent in parents:
            below[parent].append(child)
    mine = {key for key in there if key in own}
    kept = mine | _reached(mine, above) | _reached(mine, below)
    shown = {
        key: aim
        if key in mine
        else Aim(aim.key, aim.title, aim.team, aim.state, aim.serves_strategy, aim.cycle, near=True)
        for key, aim in there.items()
        if key in kept
    }
    return shown, _parents([(child, parent) for child, parents in above.items() for parent in parents], shown)


def _reached(start: Iterable[int], steps: Mapping[int, list[int]]) -> set[int]:
    found: set[int] = set()
    waiting = list(start)
    while waiting:
        for each in steps.get(waiting.pop(), ()):
            if each not in found:
                found.add(each)
                waiting.append(each)
    return found


def _roots(
    there: Mapping[int, Aim], above: Mapping[int, list[int]], loose: Sequence[Aim], teams: Mapping[int, str]
) -> list[Place]:
    """The strategy with what hangs from it, what hangs loose, and what hangs from nothing that is shown."""
    below: dict[int, list[Aim]] = defaultdict(list)
    for key, aim in there.items():
        if above.get(key):
            below[above[key][0]].append(aim)
    placed: set[int] = set()

    def places(aims: Iterable[Aim], at: str) -> list[Place]:
        found = []
        for aim in aims:
            if aim.key not in placed:
                placed.add(aim.key)
                key = f"o{aim.key}"
                found.append(Place(Kind.OBJECTIVE, key, aim, aim.team, places(below[aim.key], key)))
        return _by_team(found, at, teams)

    top = [aim for key, aim in there.items() if aim.serves_strategy and not above.get(key)]
    roots = [Place(Kind.STRATEGY, "s", places=places(top, "s"))]
    hanging = places(loose, "loose")
    roots += places([aim for key, aim in there.items() if aim.near and not above.get(key)], "near")
    roots += places(there.values(), "rest")  # what hung loose when it was closed, or hangs from itself by way of others
    return [*roots, Place(Kind.LOOSE, "loose", places=hanging)] if hanging else roots


def _by_team(found: list[Place], at: str, teams: Mapping[int, str]) -> list[Place]:
    """The places as they are, or, where they are many, one for each team that has several of them."""
    if len(found) <= MANY or len({place.team for place in found}) == 1:
        return found
    groups: dict[int, list[Place]] = defaultdict(list)
    for place in found:
        groups[place.team].append(place)
    order = sorted(groups, key=lambda team: teams.get(team, "").casefold())
    return [
        Place(Kind.TEAM, f"t{team}.{at}", team=team, places=groups[team])
        for team in order
    ]  # fmt: skip
