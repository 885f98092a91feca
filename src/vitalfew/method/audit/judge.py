"""Judges the rows of a sheet: which are health, which are growth, which are neither."""

from collections.abc import Sequence

from vitalfew.method.audit.advice import missing, suggestion
from vitalfew.method.audit.few import Sheet, vital
from vitalfew.method.audit.groups import shared, with_groups
from vitalfew.method.audit.judged import Judged
from vitalfew.method.audit.perfection import WORD as PERFECTION
from vitalfew.method.audit.perfection import by_name, by_target
from vitalfew.method.audit.rows import Row
from vitalfew.method.audit.signs import Signs, signs
from vitalfew.method.audit.twins import core_words
from vitalfew.method.audit.verdict import opinion

_OPTIONAL = ("owner", "target", "action")
_DOUBTFUL = 0.7
_YET_KEY = "Yet it is marked as key: ask which decision hangs on it."


def judge(rows: Sequence[Row]) -> list[Judged]:
    """Every row's verdict, in the order given; rows that measure one thing grouped, the vital few marked."""
    columns = frozenset(name for name in _OPTIONAL if any(getattr(row, name) for row in rows))
    found = list(map(signs, rows))
    judged = [_judged(row, each, columns) for row, each in zip(rows, found, strict=True)]
    cores = [core_words(each.row, of, growth=each.verdict == "growth") for each, of in zip(judged, found, strict=True)]
    judged = with_groups(judged, cores)
    spare = frozenset(place for place, each in enumerate(judged) if each.duplicate_of is not None)
    known = [core | each.words for core, each in zip(cores, found, strict=True)]
    choice = vital(Sheet(judged, found, known, spare, shared(judged)))
    said = [choice.reasons.get(place) or _asked_for(each) for place, each in enumerate(judged)]
    return [
        each.told(why, vital=place in choice.few) if why else each
        for place, (each, why) in enumerate(zip(judged, said, strict=True))
    ]


def _asked_for(each: Judged) -> str:
    """What is said of a row that the sheet holds for key and the verdict does not."""
    return _YET_KEY if each.row.key and each.verdict == "neither" else ""


def _judged(row: Row, found: Signs, columns: frozenset[str]) -> Judged:
    answer = opinion(found)
    reason, lacks, confidence = answer.reason, "", answer.confidence
    if answer.verdict == "health":
        lacks = missing(row, columns, found)
        asks_all = by_name(found)
        confidence = min(confidence, _DOUBTFUL) if asks_all else confidence
        reason = PERFECTION if asks_all or by_target(row) else reason
    reasons = (reason, lacks) if lacks else (reason,)
    return Judged(row, answer.verdict, answer.kind, confidence, reasons, suggestion(row, found, answer))
