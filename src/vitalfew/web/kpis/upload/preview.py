"""How an uploaded file was read: what would be stored, and every row that cannot be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from vitalfew.accounts.models import Workspace
from vitalfew.kpis.actions import Value
from vitalfew.kpis.models import Definition, Kpi
from vitalfew.kpis.refusing import refused
from vitalfew.method.periods import Frequency
from vitalfew.method.spacing import guess_frequency
from vitalfew.sheets import BadRow, Row, Table, Understanding, understand
from vitalfew.sheets.assembly import SAME_TIME
from vitalfew.sheets.columns import telling_apart
from vitalfew.web.kpis.forms.value import MOST_CASES

PERCENT = ("%", "percent", "prozent")
OPTIONAL = ("n", "note")
SERIES = frozenset({"kpi", "team"})


@dataclass(slots=True)
class Preview:
    """The reading of one file, or of the one series that was `chosen` of several in it.

    `series` are the names of those that it holds, `unit` what its values are in.
    """

    understanding: Understanding
    values: list[Value] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    series: list[str] = field(default_factory=list)
    chosen: str = ""
    frequency: Frequency = Frequency.MONTH
    unit: str = ""

    @property
    def undecided(self) -> str:
        """Which decimal mark a person must choose before anything can be stored; '' where the file shows it."""
        doubts = [question.doubt for question in self.understanding.questions if question.setting == "decimal"]
        return f"{doubts[0]} Choose the decimal mark, and read it again." if doubts else ""

    @property
    def reach(self) -> tuple[float, float] | None:
        """The lowest and the highest value."""
        numbers = [value.value for value in self.values]
        return (min(numbers), max(numbers)) if numbers else None


def read_again(
    table: Table,
    choices: Mapping[str, str],
    *,
    workspace: Workspace,
    now: datetime,
    kpi: Kpi | None,
    likely: Sequence[str] = (),
) -> Preview:
    """Read the table as a person chose, for this KPI or a new one; raises ColumnUnclear where one must be named.

    Of several series the one that was chosen is read, or the first of the `likely` names that is among them.
    """
    understanding = _series_apart(table, choices, zone=workspace.zone_info)
    made = Preview(understanding)
    made.series = sorted({row.series for row in understanding.good if row.series})
    several = len(made.series) > 1
    if several:
        made.chosen = next((name for name in (choices.get("series"), *likely) if name in made.series), "") or ""
    made.bad = [row for row in understanding.bad if not made.chosen or row.series in ("", made.chosen)]
    rows = [row for row in understanding.good if not several or row.series == made.chosen]
    times = [row.time for row in rows if row.time is not None]
    chosen = kpi.frequency if kpi else choices.get("frequency")
    made.frequency = Frequency(chosen or guess_frequency(times) or Frequency.MONTH)
    made.unit = understanding.unit or _unit_in(understanding.columns.get("value", ""))
    if made.undecided:
        return made
    kept = kpi or _new(made, workspace)
    for row in rows:
        wrong = _wrong(row, understanding, kpi=kept, now=now)
        if wrong is None:
            made.values.append(_value(row))
        else:
            made.bad.append(wrong)
    made.bad.sort(key=lambda row: row.line)
    return made


def _series_apart(table: Table, choices: Mapping[str, str], *, zone: tzinfo) -> Understanding:
    """The table, read again by series where rows of one time are told apart by a column that nobody named."""
    found = _read(table, choices, zone=zone)
    if not SERIES.isdisjoint({*found.columns, *choices}) or not any(SAME_TIME in row.what for row in found.bad):
        return found
    column = telling_apart(table, found.columns)
    return _read(table, {**choices, "kpi": column}, zone=zone) if column else found


def _read(table: Table, choices: Mapping[str, str], *, zone: tzinfo) -> Understanding:
    order = choices.get("order")
    return understand(
        table,
        mapping={name: column for name, column in choices.items() if name not in _SETTINGS},
        zone=zone,
        decimal=choices.get("decimal"),
        day_first=None if order is None else order == "day",
    )


_SETTINGS = ("decimal", "order", "frequency", "series")


def without(values: Sequence[Value], left_out: Sequence[str]) -> list[Value]:
    """The values without their number of cases or notes, where a person chose no column for these."""
    return [
        Value(v.time, v.value, None if "n" in left_out else v.n, "" if "note" in left_out else v.note) for v in values
    ]


def _value(row: Row) -> Value:
    assert row.time is not None  # noqa: S101  (a table without times is refused)
    return Value(row.time, row.value, None if row.n is None else int(row.n), row.note)


def _new(made: Preview, workspace: Workspace) -> Kpi:
    """The new KPI that these values are of, as far as the file tells it; it is not saved."""
    definition = Definition(unit=made.unit, workspace=workspace)
    return Kpi(definition=definition, frequency=made.frequency, workspace=workspace)


def _wrong(row: Row, understanding: Understanding, *, kpi: Kpi, now: datetime) -> BadRow | None:
    """What makes a readable row impossible to keep."""
    columns = understanding.columns
    if row.n is not None and (row.n != int(row.n) or row.n > MOST_CASES):
        column = columns.get("n", columns.get("denominator", "n"))
        what = f"{row.n:g} is no number of cases."
        return BadRow(row.line, column, f"{row.n:g}", what, f"Write a whole number up to {MOST_CASES:,}.")
    wrong = refused(kpi, _value(row), now=now)
    if wrong is not None:
        return BadRow(row.line, columns.get(wrong.field, wrong.field), f"{row.value:g}", wrong.words, "")
    return None


def _unit_in(column: str) -> str:
    return "%" if any(word in column.lower() for word in PERCENT) else ""
