"""Puts the columns that were read back together into rows, and finds what is wrong with a row as a whole."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from vitalfew.sheets.columns import cells_of
from vitalfew.sheets.dates import DateColumn
from vitalfew.sheets.export import exported_text
from vitalfew.sheets.numbers import NumberColumn, name_rows
from vitalfew.sheets.problems import BadRow
from vitalfew.sheets.table import Table, TableRow
from vitalfew.sheets.understanding import EmptyRow, Row, series_name
from vitalfew.sheets.zones import Clock

SAME_TIME = "has the same time as row"


@dataclass(slots=True)
class Assembly:
    """The rows of one table; `put_together` fills `good`, `empty`, `bad` (by row index) and `warnings`."""

    table: Table
    found: Mapping[str, int]
    names: Mapping[str, str]
    numbers: Mapping[str, NumberColumn]
    dates: DateColumn | None
    zone: tzinfo
    good: list[Row] = field(default_factory=list)
    empty: list[EmptyRow] = field(default_factory=list)
    bad: dict[int, BadRow] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def put_together(self) -> None:
        """Sort every row into good, empty or bad; a refused column leaves no row good."""
        for role, column in (*self.numbers.items(), ("time", self.dates)):
            if column is not None:
                self.warnings += column.warnings
                for index, (what, what_to_do) in column.bad.items():
                    self._spoil(index, role, what, what_to_do)
        if any(column.refused for column in (*self.numbers.values(), self.dates) if column is not None):
            return
        self._check_rows()
        self._check_names()
        times = self._times()
        self._sort(times)
        self._say_empty()

    def _spoil(self, index: int, role: str, what: str, what_to_do: str) -> None:
        row = self.table.rows[index]
        at = self.found.get(role, -1)
        text = str(row.cells[at]) if 0 <= at < len(row.cells) else ""
        of = series_name(self._named("kpi", row), self._named("team", row))
        self.bad.setdefault(index, BadRow(row.line, self.names.get(role, "row"), text, what, what_to_do, of))

    def _check_rows(self) -> None:
        """Rows with more cells than the header, numbers of cases below zero, ratios of nothing."""
        width = len(self.table.header)
        for index, row in enumerate(self.table.rows):
            if len(row.cells) > width and any(str(cell).strip() for cell in row.cells[width:]):
                self._spoil(
                    index,
                    "row",
                    f"this row has {len(row.cells)} cells and the header has {width}.",
                    "If a comma is the decimal mark, separate the columns by semicolons or quote the numbers.",
                )
        for role, lowest in (("n", 0.0), ("denominator", 1e-300)):
            for index, value in enumerate(self.numbers[role].values if role in self.numbers else ()):
                if value is not None and value < lowest:
                    self._spoil(index, role, f"{value:g} is no number of cases.", "Write how many there were.")

    def _check_names(self) -> None:
        """Rows that name no KPI, and formulas where a name should be."""
        for role, whose in (("kpi", "KPI"), ("team", "team")):
            for index, cell in enumerate(cells_of(self.table, self.found.get(role))):
                name = str(cell).strip()
                if name.startswith("=") or (role == "kpi" and not name):
                    what = "this is a formula, not a name." if name else "no KPI is named."
                    self._spoil(index, role, what, f"Write the {whose}'s name.")

    def _times(self) -> list[datetime | None]:
        """Every row's time in UTC, with a warning for hours that a clock change skips or repeats."""
        if self.dates is None:
            return [None] * len(self.table.rows)
        clock = Clock(self.zone)
        names = [series_name(kpi, team) for kpi, team in zip(self._names("kpi"), self._names("team"), strict=True)]
        times = [
            None if when is None else clock.to_utc(when, row.line, series=name)
            for when, row, name in zip(self.dates.times, self.table.rows, names, strict=True)
        ]
        if clock.skipped:
            self.warnings.append(
                f"The clock skips the time in {name_rows(clock.skipped)} ({self.zone}): it is moved forward."
            )
        if clock.repeated:
            self.warnings.append(
                f"The time in {name_rows(clock.repeated)} happens twice ({self.zone}): it is taken as the first, "
                "and as the second where the file repeats it."
            )
        return times

    def _sort(self, times: list[datetime | None]) -> None:
        seen: dict[tuple[str | None, str | None, datetime], int] = {}
        texts = (self._notes(), self._names("kpi"), self._names("team"))
        columns = zip(self.table.rows, times, self._values(), self._column("n"), *texts, strict=True)
        for index, (row, time, value, n, note, kpi, team) in enumerate(columns):
            if index in self.bad:
                continue
            if time is not None:
                earlier = seen.setdefault((kpi, team, time), row.line)
                if earlier != row.line:
                    self._spoil(
                        index,
                        "time",
                        f"row {row.line} {SAME_TIME} {earlier}.",
                        "Keep one; if the table holds several series, name the column that tells them apart.",
                    )
                    continue
            if value is None:
                self.empty.append(EmptyRow(row.line, time, kpi))
            else:
                self.good.append(Row(row.line, time, value, n, note, kpi, team))

    def _say_empty(self) -> None:
        if self.empty:
            where = name_rows(row.line for row in self.empty)
            self.warnings.append(f"No value in {where}: read as a period without a measurement.")

    def _values(self) -> Iterator[float | None]:
        if "value" in self.numbers:
            yield from self.numbers["value"].values
            return
        parts, wholes = self.numbers["numerator"].values, self.numbers["denominator"].values
        self.warnings.append(f"The value is 100 × {self.names['numerator']} ÷ {self.names['denominator']}, in percent.")
        for part, whole in zip(parts, wholes, strict=True):
            yield None if part is None or whole is None else 100 * part / whole if whole else None

    def _column(self, role: str) -> list[float | None]:
        """The number of cases: its own column, or else the ratio's denominator."""
        column = self.numbers.get(role) or self.numbers.get("denominator")
        return column.values if column else [None] * len(self.table.rows)

    def _notes(self) -> list[str]:
        notes = [exported_text(str(cell).strip()) for cell in cells_of(self.table, self.found.get("note"))]
        return notes or [""] * len(self.table.rows)

    def _names(self, role: str) -> list[str | None]:
        """What the rows are of: the names in the column of 'kpi' or of 'team'."""
        return [self._named(role, row) for row in self.table.rows]

    def _named(self, role: str, row: TableRow) -> str | None:
        at = self.found.get(role)
        return None if at is None else exported_text(str(row.cells[at]).strip()) if at < len(row.cells) else ""
