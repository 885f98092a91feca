"""One line for all that a record still lacks, instead of one for each empty field."""

from collections.abc import Sequence

from vitalfew.cli.linting import Placed
from vitalfew.method.rules.lacking import as_one, only_lacks, record_of


def told_together(placed: Sequence[Placed]) -> list[Placed]:
    """The findings in their order, those on empty fields of one record as one, where the first of them stands."""
    told: list[list[Placed]] = []
    together: dict[tuple[str, str], list[Placed]] = {}
    for each in placed:
        group = together.setdefault(record_of(each.finding), []) if only_lacks(each.finding) else []
        if not group:
            told.append(group)
        group.append(each)
    return [_one(group) for group in told]


def _one(group: Sequence[Placed]) -> Placed:
    if len(group) == 1:
        return group[0]
    return Placed(as_one([each.finding for each in group]), group[0].place)
