"""Reads a sheet of an XLSX, XLS or ODS workbook with calamine."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from vitalfew.sheets.problems import SheetError
from vitalfew.sheets.rows import blank, table_of
from vitalfew.sheets.table import Table, TableRow
from vitalfew.sheets.text import too_many_rows

MAX_UNPACKED = 200_000_000
MAX_CELLS = 4_000_000
_AGAIN = "Save the table as CSV (UTF-8) or XLSX and give that file."


def read_workbook(data: bytes, name: str, max_rows: int, sheet: str | None) -> Table:
    """The named sheet, or the first that is not empty; raises SheetError when there is none to read."""
    from python_calamine import CalamineError, CalamineWorkbook

    if data.startswith(b"PK"):
        _check_archive(data, name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        chosen, others = _choose(book, name, sheet)
        _check_size(chosen, name, max_rows)
        cells = chosen.to_python(skip_empty_area=False)
    except CalamineError as error:
        raise SheetError(f"The workbook cannot be read: {error}.", what_to_do=_AGAIN, file=name) from error
    warnings = (f'Read the sheet "{chosen.name}"; not read: {", ".join(others)}.',) if others else ()
    return table_of(_rows(cells), name=name, sheet=chosen.name, warnings=warnings)


def _rows(cells: list[list[Any]]) -> Iterator[TableRow]:
    for line, row in enumerate(cells, start=1):
        yield TableRow(line, () if blank(row) else tuple(row))


def _choose(book: Any, name: str, wanted: str | None) -> tuple[Any, list[str]]:
    names: list[str] = book.sheet_names
    if wanted is not None and wanted not in names:
        raise SheetError(
            f'There is no sheet "{wanted}".', what_to_do=f"The workbook has: {', '.join(names)}.", file=name
        )
    filled = [sheet for sheet in map(book.get_sheet_by_name, names) if sheet.height]
    chosen = next((sheet for sheet in filled if wanted is None or sheet.name == wanted), None)
    if chosen is None:
        raise SheetError("The sheet is empty.", what_to_do="Give a table with a header and rows.", file=name)
    return chosen, [sheet.name for sheet in filled if sheet.name != chosen.name and wanted is None]


def _check_size(sheet: Any, name: str, max_rows: int) -> None:
    rows, columns = (last + 1 for last in sheet.end)
    if rows > max_rows:
        raise too_many_rows(name, max_rows)
    if rows * columns > MAX_CELLS:
        raise SheetError(
            f"The sheet has {rows:,} rows and {columns:,} columns, which is too many.",
            what_to_do="Copy the columns that matter into a sheet of their own.",
            file=name,
        )


def _check_archive(data: bytes, name: str) -> None:
    """Refuse other zip files by name, and one that unpacks to more than it should before unpacking it."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = set(archive.namelist())
        kind = _other_kind(names)
        if kind:
            raise SheetError(f"This is {kind}, not a workbook.", what_to_do=_AGAIN, file=name)
        if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
            what = f"The workbook unpacks to more than {MAX_UNPACKED // 1_000_000} MB."
            raise SheetError(what, what_to_do="Split it into several files.", file=name)
        damaged = archive.testzip()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise SheetError(f"The workbook is damaged: {error}.", what_to_do=_AGAIN, file=name) from error
    if damaged:
        raise SheetError(f"The workbook is damaged at {damaged}.", what_to_do=_AGAIN, file=name)


def _other_kind(names: set[str]) -> str | None:
    if any(name.startswith("xl/") for name in names) or "content.xml" in names:
        return None
    if any(name.startswith("word/") for name in names):
        return "a Word document"
    if any(name.startswith("ppt/") for name in names):
        return "a PowerPoint presentation"
    return "a zip archive"
