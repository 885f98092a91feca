"""One series out of a table: in order of time, with its gaps kept as gaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from vitalfew.cli.errors import InputError
from vitalfew.cli.files import MARKS, read_measurements, read_sheet

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


def read_series(file: str, *, value: str | None, time: str | None, decimal: str | None = None) -> Series:
    """Read the one series of a file; columns are found by name unless they are given."""
    table = read_sheet(file)
    mapping = {role: name for role, name in (("value", value), ("time", time)) if name is not None}
    understood = read_measurements(table, mapping=mapping, zone=UTC, time_required=False, decimal=MARKS[decimal])
    if len({row.kpi for row in understood.good}) > 1:
        raise InputError(
            f'"{understood.columns["kpi"]}" names several series.',
            what_to_do="Give one series in a file.",
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
