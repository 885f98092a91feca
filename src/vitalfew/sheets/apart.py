"""Opens a workbook in a process of its own: one that asks for all memory, or breaks its reader, ends only that.

A workbook of one kilobyte may claim a sheet of 17 billion cells, and what reads workbooks makes room for them at once.
"""

import io
import pickle
import subprocess
import sys
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

MEMORY = 1_500_000_000
SECONDS = 60

Cells = list[list[str | float | bool | date | datetime | time | timedelta]]


class Opened(NamedTuple):
    """The sheets of a workbook, which of them are filled, and the one that was chosen: its size and its cells."""

    names: list[str]
    filled: list[str]
    chosen: str | None
    rows: int
    columns: int
    cells: Cells


class Broken(Exception):
    """A workbook that cannot be read, and why."""


def open_apart(data: bytes, *, sheet: str | None, max_rows: int, max_cells: int) -> Opened:
    """The named sheet of a workbook, or its first filled one; its cells are left out where they are over the limits.

    Raises `Broken`, also where reading it takes more than 1.5 GB of memory or a minute.
    """
    asked = pickle.dumps((data, sheet, max_rows, max_cells))
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "vitalfew.sheets.apart"], input=asked, capture_output=True, timeout=SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise Broken(f"reading it takes more than {SECONDS} seconds") from error
    if done.returncode:
        raise Broken("it claims more cells than any table has, or is damaged")
    found = pickle.loads(done.stdout)  # noqa: S301  (written by `main`)
    if isinstance(found, str):
        raise Broken(found)
    return Opened(*found)


def main() -> None:
    """Read what `open_apart` asks on standard input, answer on standard output."""
    _limit_memory()
    data, sheet, max_rows, max_cells = pickle.load(sys.stdin.buffer)  # noqa: S301  (written by `open_apart`)
    from python_calamine import CalamineError

    try:
        found: str | tuple[Any, ...] = tuple(_open(data, sheet, max_rows, max_cells))
    except CalamineError as error:
        found = str(error)
    pickle.dump(found, sys.stdout.buffer)


def _open(data: bytes, sheet: str | None, max_rows: int, max_cells: int) -> Opened:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    filled = [one for one in map(book.get_sheet_by_name, book.sheet_names) if one.height]
    chosen = next((one for one in filled if sheet in (None, one.name)), None)
    names = [one.name for one in filled]
    if chosen is None:
        return Opened(book.sheet_names, names, None, 0, 0, [])
    rows, columns = (last + 1 for last in chosen.end or (0, 0))
    fits = rows <= max_rows and rows * columns <= max_cells
    cells = chosen.to_python(skip_empty_area=False) if fits else []
    return Opened(book.sheet_names, names, chosen.name, rows, columns, cells)


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):  # where a system has no such limit
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    main()
