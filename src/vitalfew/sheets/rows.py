"""Finds the header among raw rows; leaves blank rows out, counted, and titles above the header, said."""

import re
from collections.abc import Iterable, Sequence

from vitalfew.sheets.problems import SheetError
from vitalfew.sheets.table import Cell, Table, TableRow

_NUMBER = re.compile(r"[\s(]*[-+−]?[\s$€£¥]*[.,]?\d[\d\s.,:/'’%$€£¥TZ+\-−]*(e[-+]?\d+)?[\s)]*", re.IGNORECASE)
_DATE = re.compile(r"\d{4}([-/.]\d\d?|[-_ ]?[QWH]\d)|\d\d?[-/.]\d\d?[-/.]\d\d|[^\W\d]{3,9}\.?[ -]\d{2,4}$|Q\d \d{4}")
_MAX_TITLES = 8
LONGEST = 200


def blank(cells: Sequence[Cell]) -> bool:
    """Whether every cell is empty or only spaces."""
    return not any(cell.strip() if isinstance(cell, str) else True for cell in cells)


def table_of(
    raw: Iterable[TableRow],
    *,
    name: str,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    warnings: tuple[str, ...] = (),
    sheets: tuple[str, ...] = (),
) -> Table:
    """The table of raw rows: the first that is not blank is the header, unless it already holds values."""
    kept, blanks = _without_blanks(raw)
    if not kept:
        raise SheetError("The file is empty.", what_to_do="Give a table with a header and rows.", file=name)
    titles = _titles(kept)
    if titles:
        warnings = (*warnings, f"Passed over {titles} line(s) of title above the header.")
    first, rest = kept[titles], kept[titles + 1 :]
    if _holds_values(first):
        width = max(len(row.cells) for row in kept)
        header, rows = tuple(f"column {number}" for number in range(1, width + 1)), [first, *rest]
        warnings = (*warnings, "The table has no header: its columns are called column 1, column 2, …")
    else:
        header, rows = tuple(str(cell).strip()[:LONGEST] for cell in first.cells), rest
    return Table(name, header, first.line, rows, blanks, sheet, encoding, delimiter, warnings, sheets)


def _without_blanks(raw: Iterable[TableRow]) -> tuple[list[TableRow], int]:
    kept: list[TableRow] = []
    blanks = pending = 0
    for row in raw:
        if row.cells:
            kept.append(row)
            blanks, pending = blanks + pending, 0
        else:
            pending += 1
    return kept, blanks


def _titles(rows: Sequence[TableRow]) -> int:
    """How many rows with a single filled cell stand above the first with more, if there is one soon."""
    for index, row in enumerate(rows[: _MAX_TITLES + 1]):
        if len(_filled(row)) > 1:
            return index
    return 0


def _holds_values(row: TableRow) -> bool:
    cells = _filled(row)
    return _is_date(cells[0]) or all(_is_value(cell) for cell in cells)


def _filled(row: TableRow) -> list[Cell]:
    return [cell for cell in row.cells if not blank((cell,))]


def _is_date(cell: Cell) -> bool:
    return bool(_DATE.match(cell.strip())) if isinstance(cell, str) else not isinstance(cell, int | float)


def _is_value(cell: Cell) -> bool:
    return not isinstance(cell, str) or bool(_NUMBER.fullmatch(cell[:LONGEST])) or _is_date(cell)
