"""Reads what people bring to an audit: a table, a list, pasted lines, a dashboard."""

import csv
import io
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from vitalfew.method.audit.rows import Row
from vitalfew.sheets.audit_columns import ROLES, is_heading, match_roles, place
from vitalfew.sheets.audit_json import read_json
from vitalfew.sheets.audit_rows import filled_down, left_out, rows_of
from vitalfew.sheets.kinds import OLD_OFFICE, ZIP, binary_kind, text_kind
from vitalfew.sheets.problems import SheetError
from vitalfew.sheets.read import read_bytes, read_table
from vitalfew.sheets.table import Table, TableRow
from vitalfew.sheets.text import DELIMITERS, decode, sniff_delimiter, too_many_rows

MAX_ROWS = 50_000
_GIVE = "Give a table with a column of names, or a name a line."
_TABLES = (".csv", ".tsv")
_MARK = re.compile(r"^\s*(?:[-*•–]\s+|\[[ xX]?\]\s*|\d{1,3}[.)]\s+)+")
_MOST_SHEETS = 20
_FIRST_LINES, _LOOKED_AT = 6, 20

__all__ = ["ROLES", "AuditInput", "read_audit"]


class AuditInput(NamedTuple):
    """The rows of one sheet and how they were read.

    `columns` says which heading plays which role (of `ROLES`), as guessed or as told; `headings` are all that could;
    `sheets` are the workbook's filled sheets; `notes` say in sentences what was passed over or assumed.
    """

    rows: tuple[Row, ...]
    columns: dict[str, str]
    headings: tuple[str, ...]
    notes: tuple[str, ...] = ()
    sheet: str | None = None
    sheets: tuple[str, ...] = ()


def read_audit(
    source: str | Path | bytes,
    name: str | None = None,
    *,
    sheet: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> AuditInput:
    """Read a CSV, TSV, XLSX, ODS, JSON file or pasted lines (as bytes); raises SheetError when it cannot be audited.

    `columns` names the heading of a role ({"name": "Metric"}; '' for none) and wins over the guess.
    """
    shown = name or ("the text" if isinstance(source, bytes) else str(source))
    data = source if isinstance(source, bytes) else read_bytes(Path(source), shown)
    told = columns or {}
    table = _table(data, shown, sheet, told)
    try:
        return _understood(table, told)
    except SheetError:
        found = _elsewhere(data, table, told) if sheet is None else None
        if found is None:
            raise
        return found


def _elsewhere(data: bytes, table: Table, told: Mapping[str, str]) -> AuditInput | None:
    """The first other sheet of the workbook that can be audited: people put a cover in front."""
    for other in table.sheets[:_MOST_SHEETS]:
        if other != table.sheet:
            with suppress(SheetError):
                found = _understood(read_table(data, table.name, sheet=other, max_rows=MAX_ROWS), told)
                passed = ", ".join(each for each in table.sheets if each != other)
                notes = (f'Read the sheet "{other}"; not read: {passed}.', *found.notes)
                return AuditInput(found.rows, found.columns, found.headings, notes, found.sheet, found.sheets)
    return None


def _table(data: bytes, name: str, sheet: str | None, told: Mapping[str, str]) -> Table:
    if data.startswith((ZIP, OLD_OFFICE)) or binary_kind(data):
        return read_table(data, name, sheet=sheet, max_rows=MAX_ROWS)
    if sheet is not None:
        what_to_do = "Leave the sheet out, or give the workbook."
        raise SheetError(f'There is no sheet "{sheet}": this is no workbook.', what_to_do=what_to_do, file=name)
    text, _ = decode(data, name)
    if not text.strip():
        raise SheetError("The file is empty.", what_to_do=_GIVE, file=name)
    if text_kind(text) == "JSON":
        return read_json(text, name)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    headed = _has_head(lines)
    if is_heading(lines[0].strip('"')) and not headed:
        return _one_column(text, name)
    if told or text_kind(text) or headed or _is_table(text, name):
        return read_table(data, name, max_rows=MAX_ROWS)
    return _lines(text, name)


def _one_column(text: str, name: str) -> Table:
    """A column of names under its heading, in which a comma belongs to the sentence, quoted or not."""
    reader = csv.reader(io.StringIO(text, newline=""))
    rows, line = [], 1
    try:
        for cells in reader:
            rows.append(TableRow(line, (",".join(cells).strip(),)))
            line = reader.line_num + 1
    except csv.Error as error:
        what_to_do = "Look for a quotation mark that is opened and never closed."
        what = f"The row that begins in line {line} cannot be read: {error}."
        raise SheetError(what, what_to_do=what_to_do, file=name, line=line) from error
    head, *rest = [row for row in rows if row.cells[0]]
    return Table(name, (str(head.cells[0]),), head.line, _at_most(rest, name))


def _has_head(lines: list[str]) -> bool:
    """Whether one of the first lines, below a title say, is a head of several columns with a usual one for names, and
    what is below it has several cells, too.
    """
    for at, line in enumerate(lines[:_FIRST_LINES]):
        for delimiter in DELIMITERS:
            cells = line.split(delimiter)
            if len(cells) > 1 and any(is_heading(cell.strip('" ')) for cell in cells):
                below = lines[at + 1 : at + 1 + _LOOKED_AT]
                return sum(delimiter in other for other in below) > len(below) / 2
    return False


def _is_table(text: str, name: str) -> bool:
    """Whether the text has a heading for names, or columns that commas in sentences would not make."""
    lines = [line for line in text.splitlines() if line.strip()]
    delimiter = sniff_delimiter(text)
    first = next(csv.reader(io.StringIO(lines[0]), delimiter=delimiter), [])
    if any(is_heading(cell) for cell in first):
        return True
    if len(first) < 2:
        return False
    width = sum(line.count(delimiter) + 1 == len(first) for line in lines)
    return (delimiter != "," or name.lower().endswith(_TABLES)) and width > 0.8 * len(lines)


def _lines(text: str, name: str) -> Table:
    """A name a line, as people paste them, without the marks of a list."""
    rows = [TableRow(at, (_MARK.sub("", line).strip(),)) for at, line in enumerate(text.splitlines(), start=1)]
    return Table(name, ("Name",), 0, _at_most([row for row in rows if any(map(str.isalnum, str(row.cells[0])))], name))


def _at_most(rows: list[TableRow], name: str) -> list[TableRow]:
    if len(rows) > MAX_ROWS:
        raise too_many_rows(name, MAX_ROWS)
    return rows


def _understood(table: Table, told: Mapping[str, str]) -> AuditInput:
    if not table.rows:
        what_to_do = "Give rows under the headings."
        raise SheetError(
            "There is no row in it.", what_to_do=what_to_do, file=place(table), line=table.header_line or None
        )
    roles = match_roles(table, told)
    rows = rows_of(table, roles)
    named = [row for row in rows if row.name]
    if not named:
        raise _nothing(table, table.header[roles["name"]])
    kept, assumed = filled_down(named)
    return AuditInput(
        tuple(kept),
        {role: table.header[index] for role, index in roles.items()},
        tuple(head for head in table.header if head),
        (*table.warnings, *left_out([row.line for row in rows if not row.name]), *assumed),
        table.sheet,
        table.sheets,
    )


def _nothing(table: Table, heading: str) -> SheetError:
    what_to_do = (
        "If its cells are formulas, open the file in a spreadsheet program and save it, so that their values are kept; "
        "or name another column."
    )
    what = f'The column "{heading}" is empty in all {len(table.rows):,} rows.'
    return SheetError(what, what_to_do=what_to_do, file=place(table), line=table.header_line or None)
