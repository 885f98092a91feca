"""A database in memory that can read the given files and nothing else."""

import csv
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from vitalfew.sheets import SheetError, read_table
from vitalfew.sheets.line_ends import evened
from vitalfew.sources.bounds import bounds
from vitalfew.sources.contract import SourceError
from vitalfew.sources.files.finding import kind_of
from vitalfew.sources.rows import MOST_POINTS
from vitalfew.sources.statement import SINCE
from vitalfew.sources.words import shortened

_CONFIG: dict[str, Any] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "threads": "2",
    "temp_directory": "",
}
_READERS = {
    "csv": "read_csv({}, header = true, sample_size = -1, union_by_name = true, dateformat = '%Y-%m-%d')",
    "json": "read_json({}, sample_size = -1, union_by_name = true)",
    "parquet": "read_parquet({}, union_by_name = true)",
}
_UNCUT = (
    "The file cannot be cut into rows and cells: look for a quotation mark that is opened and never closed, and for "
    "rows with more or fewer cells than the first."
)
_ZONED = "TIMESTAMP WITH TIME ZONE"


@contextmanager
def opened(files: Sequence[Path], *, sheet: str, zone: str, folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The files as the table `data` of a database that is locked: no other file, no network, no other setting."""
    kinds = {kind_of(file): file.name for file in files}
    if len(kinds) > 1:
        raise SourceError(f"The files are of several forms ({', '.join(kinds.values())}): name those of one.")
    kind, *_ = kinds
    if kind == "workbook":
        files, kind = [_as_csv(file, sheet, folder / f"{count}.csv") for count, file in enumerate(files)], "csv"
    memory = f"{bounds().megabytes // 2}MB"
    with duckdb.connect(config={**_CONFIG, "memory_limit": memory}) as database, _in_time(database), _in_words():
        files = _laid_out(database, files, kind, folder)
        database.execute(f"SET TimeZone = {_quoted(zone)}")
        database.execute(f"SET allowed_paths = {_listed(files)}")
        database.execute("SET enable_external_access = false")
        database.execute("SET lock_configuration = true")
        yield database


def _laid_out(database: duckdb.DuckDBPyConnection, files: Sequence[Path], kind: str, folder: Path) -> Sequence[Path]:
    """Lay the files out as the view `data`; gives those that it reads.

    A text that mixes line ends, which DuckDB refuses, is read from a copy with one kind of them.
    """
    try:
        _lay_out(database, files, kind)
    except duckdb.InvalidInputException:
        if kind != "csv":
            raise
        files = [evened(file, folder / f"evened-{count}.csv") for count, file in enumerate(files)]
        try:
            _lay_out(database, files, kind)
        except duckdb.InvalidInputException as error:
            if "Error when sniffing" not in str(error):
                raise
            raise SourceError(_UNCUT) from None
    return files


def _lay_out(database: duckdb.DuckDBPyConnection, files: Sequence[Path], kind: str) -> None:
    database.execute(f"CREATE VIEW data AS SELECT * FROM {_READERS[kind].format(_listed(files))}")  # noqa: S608


def asked(
    database: duckdb.DuckDBPyConnection, query: str, since: datetime
) -> tuple[list[str], list[tuple[object, ...]]]:
    """The names of the columns and at most one row more than may be kept; `since` is a time without a zone."""
    query = SINCE.sub("$since", query)
    statements = database.extract_statements(query)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise SourceError("The query is not one SELECT: write one that gives a time and a value.")
    bound = {"since": since} if "since" in statements[0].named_parameters else {}
    kept = f"CREATE TEMP TABLE answer AS SELECT * FROM ({query}\n) LIMIT {MOST_POINTS + 1}"  # noqa: S608
    database.execute(kept, bound)
    described = database.execute("DESCRIBE answer").fetchall()
    shown = ", ".join(_readable(name, kind) for name, kind, *_ in described)
    return [name for name, *_ in described], database.execute(f"SELECT {shown} FROM answer").fetchall()  # noqa: S608


def _readable(name: str, kind: str) -> str:
    """A column as Python reads it without further libraries: times with a zone as text in UTC."""
    column = '"' + name.replace('"', '""') + '"'
    return f"strftime({column} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%f+00:00')" if kind == _ZONED else column


def _listed(files: Sequence[Path]) -> str:
    return f"[{', '.join(_quoted(str(file)) for file in files)}]"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@contextmanager
def _in_time(database: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Interrupt what runs too long, before the process is ended, so that it can be said."""
    seconds = bounds().seconds
    timer = threading.Timer(max(seconds - 3, seconds / 2), database.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except duckdb.InterruptException:
        raise SourceError(
            f"The query was not done within {bounds().seconds:g} s: ask for a shorter time, or sum up less."
        ) from None
    except duckdb.OutOfMemoryException:
        raise SourceError(
            f"The query takes more than {bounds().megabytes} MB of memory: ask for fewer columns or a shorter time."
        ) from None
    except duckdb.Error as error:
        said = shortened(str(error).split("\n\n")[0])
        raise SourceError(f"The file could not be read as asked (“{said}”): check the file and the query.") from None


def _as_csv(file: Path, sheet: str, written: Path) -> Path:
    """A workbook's sheet as a text file."""
    try:
        table = read_table(file, file.name, sheet=sheet or None)
    except SheetError as error:
        raise SourceError(f"{file.name}: {str(error).rstrip('.')}.") from None
    with written.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(table.header)
        blank = ("",) * len(table.header)
        writer.writerows((*row.cells, *blank)[: len(table.header)] for row in table.rows)
    return written
