"""Writes a CSV as Parquet with DuckDB, in a process of its own: whoever asks never has DuckDB in their memory."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from vitalfew.sheets.problems import SheetError

_SECONDS = 600
_CONFIG: dict[str, Any] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "threads": "2",
}


def as_parquet(table: Path, to: Path, *, columns: Mapping[str, str]) -> None:
    """Write a CSV with a header as Parquet, each column of its SQL type; raises SheetError."""
    asked = json.dumps({"table": str(table), "to": str(to), "columns": dict(columns)})
    command = [sys.executable, "-I", "-m", "vitalfew.sheets.parquet"]
    try:
        done = subprocess.run(command, input=asked, capture_output=True, text=True, timeout=_SECONDS)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise _unwritten(to, f"it was not done within {_SECONDS} s") from None
    if done.returncode:
        raise _unwritten(to, done.stderr.strip().rpartition("\n")[2] or f"its process ended with {done.returncode}")


def _unwritten(to: Path, why: str) -> SheetError:
    what = f"The Parquet file could not be written: {why.rstrip('.')}."
    return SheetError(what, what_to_do="Look at the disk, or take CSV.", file=to.name)


def main() -> None:
    """Write what standard input asks for."""
    import duckdb

    asked = json.load(sys.stdin)
    types = ", ".join(f"{_quoted(name)}: {_quoted(kind)}" for name, kind in asked["columns"].items())
    read = (
        f"read_csv({_quoted(asked['table'])}, header = true, auto_detect = false, columns = {{{types}}}, delim = ',', "
        "quote = '\"', escape = '\"', parallel = false)"
    )
    with duckdb.connect(config=_CONFIG) as database:
        database.execute(f"COPY (SELECT * FROM {read}) TO {_quoted(asked['to'])} (FORMAT parquet)")  # noqa: S608


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


if __name__ == "__main__":
    main()
