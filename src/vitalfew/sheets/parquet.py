"""Writes and reads Parquet with DuckDB, in a process of its own: whoever asks never has DuckDB in their memory."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vitalfew.sheets.kinds import PARQUET
from vitalfew.sheets.problems import SheetError
from vitalfew.sheets.rows import table_of
from vitalfew.sheets.table import Table, TableRow

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MAX_UNPACKED = 100_000_000
_SECONDS_TO_WRITE = 600
_SECONDS_TO_READ = 30
_PIECE = 5000
_CONFIG: dict[str, Any] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "threads": "2",
}
_BOUNDED = {"memory_limit": "500MB", "temp_directory": ""}
_NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "BOOLEAN")


def as_parquet(table: Path, to: Path, *, columns: Mapping[str, str]) -> None:
    """Write a CSV with a header as Parquet, each column of its SQL type; raises SheetError."""
    why = _done({"table": str(table), "to": str(to), "columns": dict(columns)}, seconds=_SECONDS_TO_WRITE)
    if why:
        what = f"The Parquet file could not be written: {why}."
        raise SheetError(what, what_to_do="Look at the disk, or take CSV.", file=to.name)


def is_parquet(file: Path) -> bool:
    """Whether a file begins as Parquet does."""
    with file.open("rb") as data:
        return data.read(len(PARQUET)) == PARQUET


def as_csv(file: Path, to: Path) -> None:
    """Write a Parquet file of any size as CSV with a header, times in UTC; raises SheetError."""
    if why := _done({"parquet": str(file), "to": str(to)}, seconds=_SECONDS_TO_WRITE):
        raise _unread(why, str(file), file.name)


def read_parquet(data: bytes, name: str, max_rows: int) -> Table:
    """The table in a Parquet file, numbers as numbers, times as ISO 8601; raises SheetError."""
    with tempfile.TemporaryDirectory(prefix="vitalfew-parquet-") as folder:
        file, rows = Path(folder) / "given.parquet", Path(folder) / "rows.json"
        file.write_bytes(data)
        why = _done({"file": str(file), "to": str(rows), "rows": max_rows}, seconds=_SECONDS_TO_READ)
        if why:
            raise _unread(why, str(file), name)
        with rows.open(encoding="utf-8") as lines:
            return table_of((TableRow(at, tuple(json.loads(line))) for at, line in enumerate(lines, 1)), name=name)


def _unread(why: str, path: str, name: str) -> SheetError:
    what = f"The Parquet file cannot be read: {why.replace(path, name)}."
    return SheetError(what, what_to_do="Save the table as CSV (UTF-8) and give that file.", file=name)


def _done(asked: Mapping[str, Any], *, seconds: int) -> str:
    """Have the other process do what is asked; '' once it is done, else why it could not be."""
    command = [sys.executable, "-I", "-m", "vitalfew.sheets.parquet"]
    try:
        done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, timeout=seconds)  # noqa: S603
    except subprocess.TimeoutExpired:
        return f"it was not done within {seconds} s"
    if done.returncode:
        last = done.stderr.strip().rpartition("\n")[2] or f"its process ended with {done.returncode}"
        return last.rstrip(".")
    return ""


def main() -> None:
    """Write or read what standard input asks for."""
    import duckdb

    asked = json.load(sys.stdin)
    reads = "file" in asked
    with duckdb.connect(config={**_CONFIG, **(_BOUNDED if reads else {})}) as database:
        try:
            (_read if reads else _write)(database, asked)
        except (duckdb.Error, ValueError) as error:
            sys.exit(str(error).strip().partition("\n")[0])


def _write(database: "DuckDBPyConnection", asked: Mapping[str, Any]) -> None:
    database.execute("SET TimeZone = 'UTC'")
    if "parquet" in asked:
        read = f"read_parquet({_quoted(asked['parquet'])})"
        database.execute(f"COPY (SELECT * FROM {read}) TO {_quoted(asked['to'])} (FORMAT csv, HEADER)")  # noqa: S608
        return
    types = ", ".join(f"{_quoted(name)}: {_quoted(kind)}" for name, kind in asked["columns"].items())
    read = (
        f"read_csv({_quoted(asked['table'])}, header = true, auto_detect = false, columns = {{{types}}}, delim = ',', "
        "quote = '\"', escape = '\"', parallel = false)"
    )
    database.execute(f"COPY (SELECT * FROM {read}) TO {_quoted(asked['to'])} (FORMAT parquet)")  # noqa: S608


def _read(database: "DuckDBPyConnection", asked: Mapping[str, Any]) -> None:
    """Write the rows as JSON, one a line, the header first."""
    file = f"read_parquet({_quoted(asked['file'])})"
    database.execute("SET TimeZone = 'UTC'")
    columns = database.execute(f"DESCRIBE SELECT * FROM {file}").fetchall()  # noqa: S608
    shown = ", ".join(_readable(name, kind) for name, kind, *_ in columns)
    found = database.execute(f"SELECT {shown} FROM {file} LIMIT {asked['rows'] + 1}")  # noqa: S608
    count = size = 0
    with Path(asked["to"]).open("w", encoding="utf-8") as to:
        to.write(json.dumps([name for name, *_ in columns]) + "\n")
        while rows := found.fetchmany(_PIECE):
            lines = [json.dumps(["" if cell is None else cell for cell in row]) + "\n" for row in rows]
            count, size = count + len(rows), size + sum(map(len, lines))
            if count > asked["rows"]:
                raise ValueError(f"it has more than {asked['rows']:,} rows")
            if size > MAX_UNPACKED:
                raise ValueError(f"unpacked it has more than {MAX_UNPACKED / 1e6:,.0f} MB")
            to.writelines(lines)


def _readable(name: str, kind: str) -> str:
    """A column as JSON can hold it: numbers as they are, times in UTC, everything else as text."""
    column = '"' + name.replace('"', '""') + '"'
    if kind in _NUMBERS:
        return column
    if kind in ("FLOAT", "DOUBLE") or kind.startswith(("DECIMAL", "HUGEINT", "UHUGEINT")):
        return f"CASE WHEN isfinite({column}::DOUBLE) THEN {column}::DOUBLE END"
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"strftime({column} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%f+00:00')"
    return f"{column}::VARCHAR"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


if __name__ == "__main__":
    main()
