"""Files that a person names on the command line, read or refused with file and line on stderr."""

import sys
from collections.abc import Iterable, Mapping
from datetime import tzinfo
from itertools import islice

from vitalfew.cli.errors import InputError, Problem
from vitalfew.sheets import BadRow, SheetError, Table, Understanding, read_limited, read_table, understand
from vitalfew.sheets.assembly import SAME_TIME

MOST_PROBLEMS = 20
MANY, LOOKED_AT = 3, 500
MARKS = {None: None, "point": ".", "comma": ","}


def read_sheet(file: str, shown: str | None = None) -> Table:
    """The table in a file, or on standard input for '-'; raises InputError, which calls it as `shown` says."""
    try:
        if file == "-":
            return read_table(read_limited(sys.stdin.buffer, "standard input"), "standard input")
        return read_table(file, shown)
    except SheetError as error:
        raise refused(error) from error


def read_measurements(
    table: Table,
    *,
    mapping: Mapping[str, str],
    zone: tzinfo,
    time_required: bool = True,
    decimal: str | None = None,
    day_first: bool | None = None,
) -> Understanding:
    """Every row of the table; raises InputError that names each row which cannot be kept."""
    try:
        understood = understand(
            table, mapping=mapping, zone=zone, time_required=time_required, decimal=decimal, day_first=day_first
        )
    except SheetError as error:
        raise refused(error) from error
    if understood.bad:
        raise InputError.of(row_problems(understood.bad, table.name))
    if not understood.good:
        raise InputError("There is no measurement in it.", what_to_do="Give rows with values.", file=table.name)
    return understood


def refused(error: SheetError) -> InputError:
    """A file that is no table, as the error that the command line prints."""
    return InputError(error.what, what_to_do=error.what_to_do, file=error.file, line=error.line)


def several_series(error: InputError, table: Table, *, what_to_do: str) -> InputError:
    """The error itself; where many rows have one time, that there are several series, once instead of row by row."""
    several = [each for each in error.problems if SAME_TIME in each.what]
    if len(several) < MANY:
        return error
    what = f"Many rows have one time ({several[0].what.rstrip('.')}): the file holds several series."
    return InputError(what, what_to_do=what_to_do, file=table.name, line=several[0].line)


def column_of_series(table: Table) -> tuple[str, str] | None:
    """A column of few different texts, which may tell series apart, and its first text."""
    for place, name in enumerate(table.header):
        texts = [str(row.cells[place]) for row in table.rows[:LOOKED_AT] if place < len(row.cells)]
        if 1 < len(set(texts)) < len(texts) and not any(character.isdecimal() for character in texts[0][:1]):
            return name, texts[0]
    return None


def of_series(name: str, what: str) -> str:
    """What is wrong with a row, after the name of the series that it is of; '' for a file that names none."""
    return f"{name}: {what}" if name else what


def row_problems(bad: list[BadRow], file: str) -> list[Problem]:
    """The bad rows as problems with file and line; after twenty the rest is counted."""
    return at_most((_problem(row, file) for row in bad), count=len(bad), more="rows cannot be kept", file=file)


def at_most(problems: Iterable[Problem], *, count: int, more: str, file: str) -> list[Problem]:
    """The first twenty of `count` problems, and how many there are besides: '3 more rows cannot be kept'."""
    first = list(islice(problems, MOST_PROBLEMS))
    left = count - len(first)
    return [*first, *([Problem(what=f"{left:,} more {more}", file=file)] if left else [])]


def _problem(row: BadRow, file: str) -> Problem:
    what = of_series(row.series, row.what)
    return Problem(what=what, what_to_do=row.what_to_do, file=file, line=row.line, column=row.column)
