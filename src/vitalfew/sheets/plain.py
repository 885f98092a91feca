"""Reads plain tables of measurements of any size: CSV with commas, times in ISO 8601, numbers with a decimal point.

Nothing is guessed here, so millions of rows are read in seconds. DuckDB is imported where it is used: only the command
line comes here, no server.
"""

import csv
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from vitalfew.sheets.export import ACTIVE, NUMBER
from vitalfew.sheets.line_ends import evened, may_mix
from vitalfew.sheets.number import LARGEST
from vitalfew.sheets.problems import SheetError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ROLES = ("kpi", "team", "time", "value", "n", "note")
NEEDED = ("time", "value")
MOST_CASES = 2**31 - 1
LONGEST_NOTE = 10_000
_CONFIG: dict[str, Any] = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
_RUN = rf"^'+[{re.escape(''.join(ACTIVE))}]"
_NUMBER = f"(?i){NUMBER}"
_UNCUT = "Look for a quotation mark that is opened and never closed, or one inside a cell that is not doubled."
Name = tuple[str, str]


class Place(NamedTuple):
    """Where the values of one KPI go, and the lowest and highest that they may have."""

    key: int
    lower: float | None
    upper: float | None


class Wrong(NamedTuple):
    """A row that cannot be kept: its place among the rows (from 0), why, what stands there, and of which KPI.

    `why` is the column that cannot be read, or 'bounds', 'late' (a time that has not come) or 'twice'.
    """

    place: int
    why: str
    text: str
    name: Name
    number: float | None


class Broken(NamedTuple):
    """A line that is no row of the table, and why."""

    line: int
    why: str


def header_of(file: Path) -> list[str]:
    """The names in the first row of a text file, in small letters; [] where it has none that can be read."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            return [name.strip().lower() for name in next(csv.reader(text), [])]
    except (UnicodeDecodeError, csv.Error):
        return []


def lines_of(file: Path, places: Sequence[int]) -> dict[int, int]:
    """The line in the file (from 1) at which each of these rows begins."""
    wanted, found = set(places), {}
    with file.open(encoding="utf-8-sig", newline="") as text:
        reader, place, line = csv.reader(text), -2, 1
        for cells in reader:
            place += bool(cells)
            if place in wanted:
                found[place] = line
                if len(found) == len(wanted):
                    break
            line = reader.line_num + 1
    return found


@contextmanager
def opened(file: Path, *, zone: str) -> Iterator["PlainTable"]:
    """The rows of a file, read once; times without an offset are in `zone`. Raises `SheetError` if it is no table."""
    import duckdb

    header = header_of(file)
    lacking = [role for role in NEEDED if role not in header]
    if lacking or len(set(header)) != len(header):
        what = "Columns of one name" if not lacking else f"No column is called {' or '.join(lacking)}"
        raise SheetError(
            f"{what}; a table of this size is read as it is written.",
            what_to_do="Call the columns kpi, time and value, and if there are any team, n and note.",
            file=file.name,
        )
    with duckdb.connect(config=_CONFIG) as database:
        database.execute(f"SET TimeZone = {_quoted(zone)}")
        _take_in(database, file, header)
        yield PlainTable(database)


def _take_in(database: "DuckDBPyConnection", file: Path, header: Sequence[str]) -> None:
    """Read the file; one that may mix line ends, which DuckDB misreads, with one kind of them."""
    import duckdb

    with tempfile.TemporaryDirectory(prefix="vitalfew-plain-") as folder:
        plain = evened(file, Path(folder) / "evened.csv") if may_mix(file) else file
        try:
            database.execute(_reading(plain, header))
        except duckdb.InvalidInputException as error:
            what = "The file cannot be cut into rows and cells."
            raise SheetError(what, what_to_do=_UNCUT, file=file.name) from error


def _reading(file: Path, header: Sequence[str]) -> str:
    columns = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(len(header)))
    shown = ", ".join(f"c{header.index(role)}" if role in header else "NULL::VARCHAR" for role in ROLES)
    read = (
        f"read_csv({_quoted(str(file))}, header = true, auto_detect = false, columns = {{{columns}}}, "
        "delim = ',', quote = '\"', escape = '\"', store_rejects = true)"
    )
    names = ", ".join(f"{role}_text" for role in ROLES)
    return f"CREATE TABLE given AS SELECT * FROM (SELECT {shown} FROM {read}) AS given ({names})"  # noqa: S608


class PlainTable:
    """The rows of one file in a database in memory, checked by `check` and then taken out in order."""

    def __init__(self, database: "DuckDBPyConnection") -> None:
        self.database = database

    def broken(self, most: int) -> tuple[list[Broken], int]:
        """The first lines that are no rows (a quote that does not end, too many cells), and how many there are."""
        asked = "SELECT line, any_value(error_message) FROM reject_errors GROUP BY line ORDER BY line"
        rows = self.database.execute(asked).fetchall()
        return [Broken(line, str(why).partition("\n")[0]) for line, why in rows[:most]], len(rows)

    def names(self) -> list[Name]:
        """The KPIs that the rows name, each with its team; '' where there is none."""
        return self.database.execute(
            "SELECT DISTINCT coalesce(kpi_text, ''), coalesce(team_text, '') FROM given"
        ).fetchall()

    def empty(self) -> int:
        """How many rows have no value; they are left out."""
        return self._number("SELECT count(*) FROM given WHERE trim(coalesce(value_text, '')) = ''")

    def check(self, places: Mapping[Name, Place], *, horizon: datetime) -> None:
        """Read every cell; a name that `places` lacks belongs to no KPI, a time after `horizon` is perhaps too late."""
        lists = [list(column) for column in zip(*((*name, *place) for name, place in places.items()), strict=True)]
        self.database.execute(
            "CREATE TABLE places AS SELECT unnest($1::VARCHAR[]) AS kpi, unnest($2::VARCHAR[]) AS team, "
            "unnest($3::BIGINT[]) AS key, unnest($4::DOUBLE[]) AS lower, unnest($5::DOUBLE[]) AS upper",
            lists or [[]] * 5,
        )
        self.database.execute(_CHECKED, {"horizon": horizon.isoformat(), "largest": LARGEST})

    def late(self) -> list[tuple[int, int, datetime]]:
        """The rows whose time lies after the horizon: place, key, time."""
        asked = "SELECT place, key, strftime(moment AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%f+00:00') FROM checked"
        rows = self.database.execute(f"{asked} WHERE wrong = 'late' ORDER BY place").fetchall()
        return [(place, key, datetime.fromisoformat(text)) for place, key, text in rows]

    def judge_late(self, refused: Sequence[int]) -> None:
        """Of the late rows these are wrong; the others are not."""
        self.database.execute(
            "UPDATE checked SET wrong = CASE WHEN place IN (SELECT unnest($1::BIGINT[])) THEN 'late' END "
            "WHERE wrong = 'late'",
            [list(refused)],
        )

    def find_twice(self) -> None:
        """Where a KPI has a time twice, every row but the first is wrong."""
        if self._number(
            "SELECT count(*) FROM (SELECT 1 FROM checked WHERE wrong IS NULL GROUP BY key, moment HAVING count(*) > 1)"
        ):
            self.database.execute(
                "UPDATE checked SET wrong = 'twice' WHERE wrong IS NULL AND place NOT IN "
                "(SELECT min(place) FROM checked WHERE wrong IS NULL GROUP BY key, moment)"
            )

    def wrong(self, most: int) -> tuple[list[Wrong], int]:
        """The first rows that cannot be kept, and how many there are."""
        rows = self.database.execute(_WRONG, [most]).fetchall()
        count = self._number("SELECT count(*) FROM checked WHERE wrong IS NOT NULL")
        return [Wrong(place, why, text, (kpi, team), number) for place, why, text, kpi, team, number in rows], count

    def keys(self) -> dict[int, int]:
        """How many values there are of each key."""
        return dict(self.database.execute("SELECT key, count(*) FROM checked GROUP BY key ORDER BY key").fetchall())

    def write(self, to: Path) -> None:
        """Write the rows as CSV without a header, by key and time: key, time in UTC, value, n, note."""
        self.database.execute("SET TimeZone = 'UTC'")
        self.database.execute(f"COPY ({_KEPT}) TO {_quoted(str(to))} (HEADER false)")

    def _number(self, asked: str) -> int:
        row = self.database.execute(asked).fetchone()
        return int(row[0]) if row else 0


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


_EXPORTED = (
    f"regexp_matches(note_text, {_quoted(_RUN)}) AND NOT regexp_full_match(ltrim(note_text, ''''), {_quoted(_NUMBER)})"
)
_CHECKED = f"""
CREATE TABLE checked AS
WITH read AS (
    SELECT given.rowid AS place, key, lower, upper, try_cast(trim(time_text) AS TIMESTAMPTZ) AS moment,
        try_cast(trim(value_text) AS DOUBLE) AS number, n_text, try_cast(trim(n_text) AS DOUBLE) AS cases,
        CASE WHEN starts_with(note_text, '''') AND {_EXPORTED} THEN substr(note_text, 2)
            ELSE coalesce(note_text, '') END AS note
    FROM given LEFT JOIN places ON places.kpi = coalesce(kpi_text, '') AND places.team = coalesce(team_text, '')
    WHERE trim(coalesce(value_text, '')) <> ''
)
SELECT place, key, moment, number, try_cast(cases AS INTEGER) AS cases, note,
    CASE WHEN key IS NULL THEN 'kpi'
        WHEN moment IS NULL OR NOT isfinite(moment) OR year(moment) NOT BETWEEN 1900 AND 2100 THEN 'time'
        WHEN number IS NULL OR NOT isfinite(number) OR abs(number) > $largest THEN 'value'
        WHEN number < lower OR number > upper THEN 'bounds'
        WHEN trim(coalesce(n_text, '')) <> '' AND (cases IS NULL OR cases <> floor(cases) OR cases < 0
            OR cases > {MOST_CASES}) THEN 'n'
        WHEN length(note) > {LONGEST_NOTE} OR contains(note, chr(0)) THEN 'note'
        WHEN moment > $horizon::TIMESTAMPTZ THEN 'late' END AS wrong
FROM read
"""  # noqa: S608
_WRONG = """
SELECT place, wrong, coalesce(CASE wrong WHEN 'kpi' THEN kpi_text WHEN 'n' THEN n_text WHEN 'value' THEN value_text
    WHEN 'bounds' THEN value_text WHEN 'note' THEN left(note_text, 40) ELSE time_text END, ''),
    coalesce(kpi_text, ''), coalesce(team_text, ''), number
FROM checked JOIN given ON given.rowid = place WHERE wrong IS NOT NULL ORDER BY place LIMIT $1
"""
_KEPT = "SELECT key, moment, number, cases, note FROM checked ORDER BY key, moment"
