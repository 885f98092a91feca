"""One series out of a table: in order of time, with its gaps kept as gaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise

from vitalfew.cli.errors import InputError
from vitalfew.cli.files import MARKS, column_of_series, read_measurements, read_sheet, several_series
from vitalfew.method.seasons import seasons_of
from vitalfew.method.spacing import guess_frequency
from vitalfew.sheets.table import Table, TableRow
from vitalfew.sheets.understanding import Understanding

LONG_GAP = 1.6
RARE = 0.1


@dataclass(frozen=True, slots=True)
class Series:
    """Values in order of time, None for a period without a measurement; `times` are UTC or all None."""

    file: str
    column: str
    unit: str
    values: list[float | None]
    times: list[datetime | None]
    warnings: list[str]
    daily: bool

    def seasons(self) -> tuple[int, ...] | None:
        """Lengths of the seasons that fit how often its values come; None where nothing tells how often."""
        frequency = guess_frequency(time for time in self.times if time is not None)
        return None if frequency is None else tuple(seasons_of(frequency))

    def when(self, index: int) -> str:
        """The time of a point for people: without the clock where all times are midnight; 'point 7' without times."""
        time = self.times[index]
        if time is None:
            return f"point {index}"
        return f"{time:%Y-%m-%d}" if self.daily else f"{time:%Y-%m-%d %H:%M}"

    def stamp(self, index: int) -> str | None:
        """The time of a point for scripts: ISO 8601 in UTC, None in a file without times."""
        time = self.times[index]
        return None if time is None else time.isoformat().replace("+00:00", "Z")


def read_series(
    file: str, *, value: str | None, time: str | None, decimal: str | None = None, where: str | None = None
) -> Series:
    """Read the one series of a file; columns are found by name unless they are given.

    `where`, as 'org_code=RX1', chooses the rows of one out of several series.
    """
    table = read_sheet(file)
    if where:
        table = replace(table, rows=_chosen(table, where))
    mapping = {role: name for role, name in (("value", value), ("time", time)) if name is not None}
    understood = _one_series(table, mapping, decimal)
    if len({row.series for row in understood.good}) > 1:
        column = understood.columns["kpi" if len({row.kpi for row in understood.good}) > 1 else "team"]
        raise InputError(
            f'"{column}" names several series.',
            what_to_do=f"Choose one: --where {column}=NAME.",
            file=table.name,
            line=table.header_line,
        )
    rows = [(row.time, row.line, row.value) for row in understood.good]
    gaps = [(row.time, row.line, None) for row in understood.empty]
    in_file = sorted([*rows, *gaps], key=lambda row: row[1])
    ordered = sorted(in_file, key=lambda row: (row[0] or datetime.min.replace(tzinfo=UTC), row[1]))
    times = [row[0] for row in ordered]
    warnings = list(understood.warnings)
    if ordered != in_file:
        warnings.append("The rows are not in order of time: they are sorted, and points are counted in that order.")
    return Series(
        file=table.name,
        column=understood.columns.get("value", "value"),
        unit=understood.unit or "",
        values=[row[2] for row in ordered],
        times=times,
        warnings=[*warnings, *_skipped([time for time in times if time is not None])],
        daily=all(time is None or not (time.hour or time.minute or time.second) for time in times),
    )


def _one_series(table: Table, mapping: Mapping[str, str], decimal: str | None) -> Understanding:
    """The rows; where many have one time, that there are several series is said once instead of row by row."""
    try:
        return read_measurements(table, mapping=mapping, zone=UTC, time_required=False, decimal=MARKS[decimal])
    except InputError as error:
        where = "=".join(column_of_series(table) or ("COLUMN", "NAME"))
        remedy = f"Choose one by a column that tells them apart: --where {where}."
        raise several_series(error, table, what_to_do=remedy) from error


def _chosen(table: Table, where: str) -> list[TableRow]:
    name, equals, wanted = where.partition("=")
    if not equals or name not in table.header:
        columns = ", ".join(table.header)
        raise InputError(
            f'--where "{where}" names no column.',
            what_to_do=f"Write COLUMN=NAME with one of {columns}.",
            file=table.name,
        )
    place = table.header.index(name)
    rows = [row for row in table.rows if place < len(row.cells) and str(row.cells[place]).strip() == wanted]
    if not rows:
        raise InputError(
            f'No row has "{wanted}" in the column "{name}".', what_to_do="Check its spelling.", file=table.name
        )
    return rows


def _skipped(times: Sequence[datetime]) -> list[str]:
    """A warning when a few gaps between points are longer than usual: periods may be missing from the file."""
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(times)]
    usual = sorted(gaps)[len(gaps) // 2] if gaps else 0.0
    long = [index for index, gap in enumerate(gaps) if gap > LONG_GAP * usual]
    if not 0 < len(long) <= RARE * len(gaps):
        return []
    first, last = times[long[0]], times[long[0] + 1]
    return [
        f"Between {first:%Y-%m-%d} and {last:%Y-%m-%d} a period seems to be missing ({len(long)} such gaps): "
        "add a row without a value, so that no moving range bridges it."
    ]
