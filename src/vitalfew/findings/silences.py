"""Which rules are silent on which records, read at once for everything that is looked at together."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q

from vitalfew.findings.models import SUBJECTS, Silence

Place = tuple[str, int]


class Silenced:
    """The silences of some records; `on` gives those that hold for one of them, each with its reason."""

    def __init__(self, silences: Sequence[Silence] = ()) -> None:
        """Those that name no record hold for all."""
        self.all = {each.code: each.reason for each in silences if place_of(each) is None}
        self.by_place: dict[Place, dict[str, str]] = {}
        for each in silences:
            place = place_of(each)
            if place is not None:
                self.by_place.setdefault(place, dict(self.all))[each.code] = each.reason

    def on(self, kind: str, key: int) -> Mapping[str, str]:
        """Codes and reasons for this record."""
        return self.by_place.get((kind, key), self.all)


def place_of(silence: Silence) -> Place | None:
    """The record that a silence stands on: ('kpi', 7); None for the whole workspace."""
    kept = ((name, getattr(silence, f"{name}_id")) for name in SUBJECTS)
    return next(((name, key) for name, key in kept if key is not None), None)


def read_silences(where: Q | None = None) -> list[Silence]:
    """The silences that hold for some records, with who said so; without `where` all of the workspace."""
    found = Silence.objects.select_related("by", "key_result")
    everywhere = Q(**{f"{name}__isnull": True for name in SUBJECTS})
    return list(found if where is None else found.filter(where | everywhere))


def places(paths: Iterable[str]) -> list[Place]:
    """'key_result:7' as ('key_result', 7), for each path that names a record."""
    parts = (path.partition(":") for path in paths)
    return [(kind, int(key)) for kind, _, key in parts if kind in SUBJECTS and key.isdecimal()]
