"""Judges the rows of a sheet: which are health, which are growth, which are neither."""

from collections.abc import Sequence

from vitalfew.method.audit.judged import Judged
from vitalfew.method.audit.rows import Row
from vitalfew.method.audit.signs import signs
from vitalfew.method.audit.verdict import opinion


def judge(rows: Sequence[Row]) -> list[Judged]:
    """Every row's verdict, in the order given; rows that measure one thing grouped, the vital few marked."""
    return [_judged(row) for row in rows]


def _judged(row: Row) -> Judged:
    found = opinion(signs(row))
    return Judged(row, found.verdict, found.kind, found.confidence, (found.reason,), "")
