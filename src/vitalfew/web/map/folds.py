"""Which boxes of the map are open: what the address says, and otherwise as much as a page can hold."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from django.http import QueryDict

from vitalfew.okrs.alignment.tree import Kind, Place

FITS = 48
"""So many boxes are opened where the address says nothing."""
MOST_OPEN = 300
"""So many are opened by 'Open everything'."""
MOST_NAMED = 200


@dataclass(frozen=True, slots=True)
class Folds:
    """What an address says of open boxes. `every` opens or closes all of them, but for those that are named."""

    chosen: Mapping[str, str]
    every: bool | None
    named: Mapping[str, bool]

    @classmethod
    def of(cls, query: QueryDict, *, chosen: Mapping[str, str]) -> Self:
        """What `?fold=all|none`, `?open=o12,k3` and `?shut=o5` say; `chosen` is what stays in every address."""
        named = dict.fromkeys(_keys(query, "shut"), False) | dict.fromkeys(_keys(query, "open"), True)
        return cls(chosen, {"all": True, "none": False}.get(query.get("fold", "")), named)

    def is_open(self, key: str, *, at_first: bool) -> bool:
        """Whether this box is open; `at_first` is what holds where the address does not say."""
        return self.named.get(key, at_first if self.every is None else self.every)

    def turned(self, key: str, *, is_open: bool) -> str:
        """The address at which this one box is as said."""
        return self._address({**self.named, key: is_open}, every=self.every)

    def all(self, *, are_open: bool) -> str:
        """The address at which all of them are as said."""
        return self._address({}, every=are_open)

    def _address(self, named: Mapping[str, bool], *, every: bool | None) -> str:
        query = QueryDict(mutable=True)
        query.update(self.chosen)
        if every is not None:
            query["fold"] = "all" if every else "none"
        for name, wanted in (("open", True), ("shut", False)):
            keys = sorted(key for key, is_open in named.items() if is_open is wanted)
            if keys:
                query[name] = ",".join(keys)
        return f"?{query.urlencode(safe=',')}"


def _keys(query: QueryDict, name: str) -> list[str]:
    return [key for key in query.get(name, "").split(",") if key][:MOST_NAMED]


def open_at_first(roots: Sequence[Place], results: Mapping[int, int]) -> set[str]:
    """The strategy, then level after level while all of it fits on the page."""
    found = {root.key for root in roots if root.kind is Kind.STRATEGY}
    level = list(roots)
    count = len(level)
    while level:
        wanted = sum(_inside(place, results) for place in level)
        if count + wanted > FITS:
            break
        count += wanted
        found |= {place.key for place in level}
        level = [each for place in level for each in place.places]
    return found


def _inside(place: Place, results: Mapping[int, int]) -> int:
    return len(place.places) + (results.get(place.aim.key, 0) if place.aim else 0)


def visible(roots: Iterable[Place], folds: Folds, at_first: set[str]) -> list[Place]:
    """The places that are shown, from the top."""
    found: list[Place] = []
    for place in roots:
        found.append(place)
        if folds.is_open(place.key, at_first=place.key in at_first):
            found += visible(place.places, folds, at_first)
    return found
