"""Reads a sheet of an XLSX, XLS or ODS workbook with calamine."""

import io
import zipfile
from collections.abc import Iterator

from vitalfew.sheets.apart import Broken, Cells, Opened, open_apart
from vitalfew.sheets.problems import SheetError
from vitalfew.sheets.rows import blank, table_of
from vitalfew.sheets.table import Table, TableRow
from vitalfew.sheets.text import too_many_rows

MAX_UNPACKED = 200_000_000
MAX_CELLS = 4_000_000
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # how Office names what it locks
_AGAIN = "Save the table as CSV (UTF-8) or XLSX and give that file."


def read_workbook(data: bytes, name: str, max_rows: int, sheet: str | None) -> Table:
    """The named sheet, or the first that is not empty; raises SheetError when there is none to read."""
    if data.startswith(b"PK"):
        _check_archive(data, name)
    elif _ENCRYPTED in data:
        raise _locked(name)
    try:
        book = open_apart(data, sheet=sheet, max_rows=max_rows, max_cells=MAX_CELLS)
    except Broken as error:
        raise SheetError(f"The workbook cannot be read: {error}.", what_to_do=_AGAIN, file=name) from error
    chosen = _chosen(book, name, sheet)
    _check_size(book, name, max_rows)
    others = [other for other in book.filled if other != chosen and sheet is None]
    warnings = (f'Read the sheet "{chosen}"; not read: {", ".join(others)}.',) if others else ()
    return table_of(_rows(book.cells), name=name, sheet=chosen, warnings=warnings, sheets=tuple(book.filled))


def _rows(cells: Cells) -> Iterator[TableRow]:
    for line, row in enumerate(cells, start=1):
        yield TableRow(line, () if blank(row) else tuple(row))


def _chosen(book: Opened, name: str, wanted: str | None) -> str:
    if wanted is not None and wanted not in book.names:
        what = f'There is no sheet "{wanted}".'
        raise SheetError(what, what_to_do=f"The workbook has: {', '.join(book.names)}.", file=name)
    if book.chosen is None:
        raise SheetError("The sheet is empty.", what_to_do="Give a table with a header and rows.", file=name)
    return book.chosen


def _check_size(book: Opened, name: str, max_rows: int) -> None:
    if book.rows > max_rows:
        raise too_many_rows(name, max_rows)
    if book.rows * book.columns > MAX_CELLS:
        raise SheetError(
            f"The sheet has {book.rows:,} rows and {book.columns:,} columns, which is too many.",
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
        if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise _locked(name)
        damaged = archive.testzip()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise SheetError(f"The workbook is damaged: {error}.", what_to_do=_AGAIN, file=name) from error
    if damaged:
        raise SheetError(f"The workbook is damaged at {damaged}.", what_to_do=_AGAIN, file=name)


def _locked(name: str) -> SheetError:
    what_to_do = "Save a copy without a password and give that file."
    return SheetError("The workbook is locked with a password.", what_to_do=what_to_do, file=name)


def _other_kind(names: set[str]) -> str | None:
    if any(name.startswith("xl/") for name in names) or "content.xml" in names:
        return None
    if any(name.startswith("word/") for name in names):
        return "a Word document"
    if any(name.startswith("ppt/") for name in names):
        return "a PowerPoint presentation"
    return "a zip archive"
