"""What a table of measurements was understood to say."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from vitalfew.sheets.problems import BadRow


def series_name(kpi: str | None, team: str | None) -> str:
    """'Lead time (Support)', or the one of the two that there is, or ''."""
    return f"{kpi} ({team})" if kpi and team else kpi or team or ""


class Row(NamedTuple):
    """One measurement: its line in the file (from 1), time in UTC (None only where the table has no times), finite
    value, number of cases, note, and the names of the KPI and its team where the table has columns for them."""

    line: int
    time: datetime | None
    value: float
    n: float | None = None
    note: str = ""
    kpi: str | None = None
    team: str | None = None

    @property
    def series(self) -> str:
        """What it is of: 'Lead time (Support)'; '' where the table does not say it."""
        return series_name(self.kpi, self.team)


class Question(NamedTuple):
    """What the cells leave open and only a person can settle: the `setting` of `understand` that would, and why."""

    setting: Literal["decimal", "day_first"]
    doubt: str


class EmptyRow(NamedTuple):
    """A row with a time and no value: a period in which nothing was measured."""

    line: int
    time: datetime | None
    kpi: str | None = None


@dataclass(frozen=True, slots=True)
class Understanding:
    """The reading of a table: roles with their columns' names, formats found, rows by what became of them.

    `good`, `empty` and `bad` are in the file's order and together, with `blank_rows`, are all of its rows.
    Nothing should be stored while `bad` is not empty, or before a person has answered the `questions`.
    """

    columns: dict[str, str]
    date_format: str
    decimal_mark: str
    unit: str | None
    good: list[Row]
    empty: list[EmptyRow]
    bad: list[BadRow]
    blank_rows: int
    warnings: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
