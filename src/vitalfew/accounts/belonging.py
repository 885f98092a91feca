"""To which objective records belong that were changed, so that their history is as private as it is."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from django.db import models

from vitalfew.accounts.scoping import root_of_privacy

Place = tuple[type[models.Model], int]
Fields = Mapping[str, Any]


class Belongs(NamedTuple):
    """The key of an objective, and whether it was private; no key for what hangs from none."""

    key: int | None
    private: bool


NOWHERE = Belongs(None, private=False)


def belonging(changed: Mapping[Place, Fields]) -> dict[Place, Belongs]:
    """To what each record belongs, from its stored fields: no statement for records from which nothing private hangs,
    for others at most one for each model on the way.
    """
    known = dict(changed) | dict(_stored([place for place in changed if _is_named_by_another(place[0])]))
    above = {place: _above(place, fields) for place, fields in known.items()}
    while missing := {up for up in above.values() if up is not None and up not in above}:
        for place, fields in _stored(missing):
            known.setdefault(place, fields)
            above[place] = _above(place, fields)
    return {place: _at_the_top(place, above, known) for place in changed}


def _at_the_top(place: Place, above: Mapping[Place, Place | None], known: Mapping[Place, Fields]) -> Belongs:
    while (up := above[place]) is not None:
        place = up
    is_root = place[0] is root_of_privacy()
    return Belongs(place[1], bool(known[place].get("private"))) if is_root else NOWHERE


def _above(place: Place, fields: Fields) -> Place | None:
    """The record from which this one hangs."""
    model = place[0]
    for name in getattr(model, "HIDDEN_WITH", ()):
        relation: Any = model._meta.get_field(name)
        if fields.get(name) is not None:
            return relation.related_model, fields[name]
    return None


def _is_named_by_another(model: type[models.Model]) -> bool:
    """Whether the record from which it hangs names it, and not the other way round."""
    return any(not model._meta.get_field(name).concrete for name in getattr(model, "HIDDEN_WITH", ()))


def _stored(places: Collection[Place]) -> Iterator[tuple[Place, Fields]]:
    """What is stored of these records, as far as it says from what they hang; an empty answer for one that is gone."""
    by_model: dict[Any, list[int]] = {}
    for model, key in places:
        by_model.setdefault(model, []).append(key)
    for model, keys in by_model.items():
        names = [*model.HIDDEN_WITH, *(["private"] if model is root_of_privacy() else [])]
        rows = {row["pk"]: row for row in model.everywhere.filter(pk__in=keys).values("pk", *names)}
        yield from (((model, key), rows.get(key, {})) for key in keys)
