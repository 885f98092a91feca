"""Decides which column of a table plays which role: by the person's word, by its name, by what it holds."""

import difflib
import re
from collections.abc import Callable, Mapping, Sequence

from vitalfew.sheets.date import Moment, TwoWays, read_date
from vitalfew.sheets.number import Written, read_cell
from vitalfew.sheets.numbers import MISSING
from vitalfew.sheets.problems import ColumnUnclear
from vitalfew.sheets.table import Cell, Table

ROLES = ("time", "value", "n", "numerator", "denominator", "note", "kpi", "team")
_NAMES = {
    "time": "time|date|timestamp|datetime|date time|period|month|week|day|quarter|year|measured at|recorded at|"
    "datum|zeit|zeitpunkt|monat|woche|tag|quartal|jahr|fecha|mes|semaine|mois|jour",
    "value": "value|values|result|amount|measurement|measured|reading|score|wert|messwert|ergebnis|valeur|valor",
    "n": "n|cases|count|sample|sample size|base|responses|anzahl|faelle|fälle",
    "numerator": "numerator|events|hits|zähler|zaehler",
    "denominator": "denominator|opportunities|nenner",
    "note": "note|notes|comment|comments|remark|remarks|annotation|notiz|kommentar|bemerkung|anmerkung",
    "kpi": "kpi|kpi name|metric|indicator|measure|kennzahl|series",
    "team": "team|team name",
}
NAMES: Mapping[str, frozenset[str]] = {role: frozenset(words.split("|")) for role, words in _NAMES.items()}
_LIKE_A_VALUE = re.compile(r"%|\bpercent(age)?\b|\bprozent\b|\bvalue\b|\brate\b")
_PERCENT = re.compile(r"%|\bpercent(age)?\b|\bprozent\b")
_SAMPLE = 50
_A_TABLE = "Give a table with commas, semicolons or tabs between its columns. "


def match_columns(
    table: Table, mapping: Mapping[str, str] | None = None, *, time_required: bool = True
) -> dict[str, int]:
    """The index of the column for each role that is played; raises ColumnUnclear when a person must choose.

    A role whose column is said to be '' is played by none.
    """
    given = dict(mapping or {})
    found = _given(table, {role: name for role, name in given.items() if name})
    free = [index for index in range(len(table.header)) if index not in found.values() and table.header[index]]
    for role in ROLES:
        if role not in found:
            named = [index for index in free if _plain(table.header[index]) in NAMES[role]]
            if len(named) == 1:
                free.remove(named[0])
                if given.get(role) != "":
                    found[role] = named[0]
    if "time" not in found:
        _find_time(table, found, free, required=time_required)
    if "value" not in found and not {"numerator", "denominator"} <= set(found):
        _find_value(table, found, free)
    return found


def _given(table: Table, mapping: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for role, name in mapping.items():
        same = [index for index, head in enumerate(table.header) if head.strip() == name.strip()]
        same = same or [index for index, head in enumerate(table.header) if _plain(head) == _plain(name)]
        if len(same) != 1:
            what = f'There is no column "{name}".' if not same else f'Two columns are called "{name}".'
            raise _unclear(table, role, what, hint=nearest(name, table.header) if not same else "")
        found[role] = same[0]
    return found


def _find_time(table: Table, found: dict[str, int], free: list[int], *, required: bool) -> None:
    dated = [index for index in free if _mostly(table, index, _is_date)]
    if len(dated) > 1:
        dated = [index for index in dated if _plain(table.header[index]) == "time"] or dated
    if len(dated) == 1:
        found["time"] = dated[0]
        free.remove(dated[0])
    elif required or len(dated) > 1:
        named = ", ".join(f'"{table.header[index]}"' for index in dated)
        what = f"More than one column holds dates: {named}." if dated else "No column holds dates."
        raise _unclear(table, "time", what)


def _find_value(table: Table, found: dict[str, int], free: list[int]) -> None:
    numeric = [index for index in free if _mostly(table, index, _is_number)]
    numeric = numeric or [index for index in free if _mostly(table, index, _is_number, share=0.01)]
    like = [index for index in numeric if _LIKE_A_VALUE.search(_plain(table.header[index]))]
    n = found.get("n")
    if not numeric and n is not None:
        numeric = [n]
        del found["n"]
    for choice in (numeric, like):
        if len(choice) == 1:
            found["value"] = choice[0]
            return
    if not numeric:
        raise _unclear(table, "value", "No column holds numbers.", hint=_A_TABLE)
    named = ", ".join(f'"{table.header[index]}"' for index in numeric)
    raise _unclear(table, "value", f"More than one column could be the value: {named}.")


def _unclear(table: Table, role: str, what: str, *, hint: str = "") -> ColumnUnclear:
    names = ", ".join(head for head in table.header if head)
    what_to_do = f"{hint}Name the column of the {role}; the columns are: {names}."
    return ColumnUnclear(
        what, what_to_do=what_to_do, file=table.name, line=table.header_line, role=role, header=table.header
    )


def nearest(name: str, header: Sequence[str]) -> str:
    """A hint at the heading that was probably meant, with a space after it, or ""."""
    close = difflib.get_close_matches(name, [head for head in header if head], n=1)
    return f'Did you mean "{close[0]}"? ' if close else ""


def _plain(name: str) -> str:
    """A header as a plain word: lower case, without units in brackets, underscores as spaces."""
    return " ".join(re.sub(r"[(\[][^)\]]*[)\]]", " ", name.lower().replace("_", " ")).split()).rstrip(":")


def _mostly(table: Table, index: int, test: Callable[[Cell], bool], *, share: float = 0.7) -> bool:
    cells = [row.cells[index] for row in table.rows if index < len(row.cells)][:_SAMPLE]
    cells = [cell for cell in cells if not (isinstance(cell, str) and cell.strip().lower() in MISSING)]
    return bool(cells) and sum(map(test, cells)) >= share * len(cells)


def _is_date(cell: Cell) -> bool:
    """Whether the cell looks like a date and not like a plain number."""
    number = isinstance(cell, int | float) or (isinstance(cell, str) and cell.strip().replace(".", "", 1).isdecimal())
    return not number and isinstance(read_date(cell), Moment | TwoWays)


def _is_number(cell: Cell) -> bool:
    return isinstance(read_cell(cell), float | Written)


def columns_named(table: Table, found: Mapping[str, int]) -> dict[str, str]:
    """The roles with the headers of their columns, for a preview."""
    return {role: table.header[index] for role, index in found.items()}


def named_roles(header: Sequence[str]) -> dict[str, str]:
    """The columns that say by their name which role they play."""
    found = {role: [name for name in header if _plain(name) in NAMES[role]] for role in ROLES}
    return {role: names[0] for role, names in found.items() if len(names) == 1}


def telling_apart(table: Table, named: Mapping[str, str]) -> str:
    """The first column of words that tells rows of one time apart, besides those that play a role; '' for none."""
    if "time" not in named:
        return ""
    times = cells_of(table, table.header.index(named["time"]))
    for index, name in enumerate(table.header):
        if name and name not in named.values() and not _mostly(table, index, _is_number):
            words = [str(cell).strip() for cell in cells_of(table, index)]
            few = 1 < len(set(words)) <= len(words) // 2 and "" not in words
            if few and len(set(zip(times, words, strict=True))) == len(words):
                return name
    return ""


def unit_in(name: str) -> str | None:
    """'%' for a column that calls itself a percentage, else None."""
    return "%" if _PERCENT.search(name.lower().replace("_", " ")) else None


def cells_of(table: Table, index: int | None) -> Sequence[Cell]:
    """One column's cells, '' where a row is too short; [] for no column."""
    if index is None:
        return []
    return [row.cells[index] if index < len(row.cells) else "" for row in table.rows]
