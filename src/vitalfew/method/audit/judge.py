"""Judges the rows of a sheet: which are health, which are growth, which are neither."""

from collections.abc import Sequence
from dataclasses import replace

from vitalfew.method.audit.advice import missing, suggestion
from vitalfew.method.audit.few import vital
from vitalfew.method.audit.judged import Judged
from vitalfew.method.audit.rows import Row
from vitalfew.method.audit.same import shared, with_groups
from vitalfew.method.audit.signs import Signs, signs
from vitalfew.method.audit.twins import core_words
from vitalfew.method.audit.verdict import opinion

_OPTIONAL = ("owner", "target", "action")


def judge(rows: Sequence[Row]) -> list[Judged]:
    """Every row's verdict, in the order given; rows that measure one thing grouped, the vital few marked."""
    columns = frozenset(name for name in _OPTIONAL if any(getattr(row, name) for row in rows))
    found = list(map(signs, rows))
    judged = [_judged(row, each, columns) for row, each in zip(rows, found, strict=True)]
    cores = [core_words(each.row, of, growth=each.verdict == "growth") for each, of in zip(judged, found, strict=True)]
    judged = with_groups(judged, cores)
    spare = frozenset(place for place, each in enumerate(judged) if each.duplicate_of is not None)
    known = [core | each.words for core, each in zip(cores, found, strict=True)]
    few = vital(judged, known, spare | shared(judged))
    return [
        replace(each, vital=True, reasons=(*each.reasons, few[place])) if place in few else each
        for place, each in enumerate(judged)
    ]


def _judged(row: Row, found: Signs, columns: frozenset[str]) -> Judged:
    answer = opinion(found)
    lacks = missing(row, columns, found) if answer.verdict == "health" else ""
    reasons = (answer.reason, lacks) if lacks else (answer.reason,)
    return Judged(row, answer.verdict, answer.kind, answer.confidence, reasons, suggestion(row, found, answer))
