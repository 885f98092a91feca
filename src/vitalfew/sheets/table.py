"""A table as it stood in the file, before anybody asked what it means."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, TypeAlias

Cell: TypeAlias = str | float | int | bool | date | datetime | time | timedelta


class TableRow(NamedTuple):
    """One row that is not blank: its line in the file (from 1) and its cells."""

    line: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Header and rows of one table.

    `sheet` is a workbook's sheet of its filled `sheets`, `encoding` and `delimiter` are a text file's.
    """

    name: str
    header: tuple[str, ...]
    header_line: int
    rows: list[TableRow]
    blank_rows: int = 0
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    warnings: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
