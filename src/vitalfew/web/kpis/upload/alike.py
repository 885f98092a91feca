"""Rows that cannot be kept, those with one fault together."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from vitalfew.sheets import BadRow
from vitalfew.sheets.numbers import name_rows

NAMED = 12
_DIGITS = re.compile(r"\d[\d.,:/-]*")


class Alike(NamedTuple):
    """Some rows by number ('Rows 5, 9, 13 · date'), what is wrong with them, and what to do."""

    where: str
    what: str
    what_to_do: str


def alike(bad: Iterable[BadRow]) -> list[Alike]:
    """The rows by what is wrong, in the file's order; sentences that differ only in numbers say the same."""
    groups: dict[tuple[str, str, str], list[BadRow]] = {}
    for row in bad:
        groups.setdefault((row.column, _DIGITS.sub("0", row.what), row.what_to_do), []).append(row)
    return [_together(rows) for rows in groups.values()]


def _together(rows: list[BadRow]) -> Alike:
    first, named = rows[0], name_rows((row.line for row in rows), limit=NAMED)
    series = first.series if {row.series for row in rows} == {first.series} else ""
    column = "" if first.column == "row" else first.column
    where = " · ".join(part for part in (named.capitalize(), column, series) if part)
    differ = any(row.what != first.what for row in rows)
    what = f"{first.what[:1].upper()}{first.what[1:]}"
    return Alike(where, f"The first of them: {first.what}" if differ else what, first.what_to_do)
