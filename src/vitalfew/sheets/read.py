"""Reads a file or its bytes into a table, or says why that is no table.

Limits: 20 MB and 200,000 rows. A row of a measurement takes 30 to 100 bytes, so both are reached together, hold five
centuries of days or half a year of minutes, and keep the reader under 250 MB of memory; more is a database's work.
"""

from pathlib import Path
from typing import BinaryIO

from vitalfew.sheets.kinds import OLD_OFFICE, PARQUET, ZIP, binary_kind
from vitalfew.sheets.problems import SheetError
from vitalfew.sheets.table import Table
from vitalfew.sheets.text import read_text

MAX_BYTES = 20_000_000
MAX_ROWS = 200_000
_SPLIT = "Split it into several files, or keep a coarser period (a value a day instead of one a second)."


def read_table(
    source: str | Path | bytes,
    name: str | None = None,
    *,
    sheet: str | None = None,
    max_bytes: int = MAX_BYTES,
    max_rows: int = MAX_ROWS,
) -> Table:
    """Read a CSV, TSV, XLSX, XLS, ODS or Parquet file by path or as bytes; raises SheetError when it is no table.

    `name` is how messages call the file; `sheet` chooses a workbook's sheet, the first filled one if None.
    """
    shown = name or ("the table" if isinstance(source, bytes) else str(source))
    data = source if isinstance(source, bytes) else read_bytes(Path(source), shown, max_bytes)
    if len(data) > max_bytes:
        raise too_large(len(data), shown, max_bytes)
    if data.startswith((ZIP, OLD_OFFICE)):
        from vitalfew.sheets.workbook import read_workbook

        return read_workbook(data, shown, max_rows, sheet)
    if data.startswith(PARQUET):
        from vitalfew.sheets.parquet import read_parquet

        return read_parquet(data, shown, max_rows)
    kind = binary_kind(data)
    if kind:
        raise SheetError(
            f"This is {kind}, not a table.",
            what_to_do="Save the table as CSV (UTF-8) or XLSX and give that file.",
            file=shown,
        )
    return read_text(data, shown, max_rows)


def read_bytes(path: Path, name: str, max_bytes: int = MAX_BYTES) -> bytes:
    """The file's bytes; a larger file is refused by its size before it is read."""
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise too_large(size, name, max_bytes)
        with path.open("rb") as file:
            return read_limited(file, name, max_bytes)
    except FileNotFoundError:
        raise SheetError("There is no such file.", what_to_do="Check the path.", file=name) from None
    except IsADirectoryError:
        raise SheetError("This is a folder.", what_to_do="Name one file in it.", file=name) from None
    except OSError as error:
        what = f"The file cannot be read: {error.strerror}."
        raise SheetError(what, what_to_do="Check its permissions.", file=name) from error


def read_limited(file: BinaryIO, name: str, max_bytes: int = MAX_BYTES) -> bytes:
    """All bytes of an open file (a pipe, an upload); one that holds more than `max_bytes` is refused."""
    data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise too_large(None, name, max_bytes)
    return data


def too_large(size: int | None, name: str, max_bytes: int) -> SheetError:
    """The refusal of a file by its size in bytes (None: larger than the limit, nobody knows by how much)."""
    found = "This is" if size is None else f"The file has {size / 1e6:,.0f} MB, which is"
    what = f"{found} more than the limit of {max_bytes / 1e6:,.0f} MB."
    return SheetError(what, what_to_do=_SPLIT, file=name)
