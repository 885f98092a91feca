"""Reads the measurements out of a table: which column is what, and every row good, empty or bad by its line."""

from collections.abc import Mapping
from datetime import tzinfo

from vitalfew.sheets.assembly import Assembly
from vitalfew.sheets.columns import cells_of, columns_named, match_columns, unit_in
from vitalfew.sheets.dates import DateColumn, read_dates
from vitalfew.sheets.numbers import NumberColumn, read_numbers
from vitalfew.sheets.table import Table
from vitalfew.sheets.understanding import Question, Understanding

_NUMERIC = ("value", "n", "numerator", "denominator")


def understand(
    table: Table,
    *,
    mapping: Mapping[str, str] | None = None,
    zone: tzinfo,
    time_required: bool = True,
    decimal: str | None = None,
    day_first: bool | None = None,
) -> Understanding:
    """Read every row of the table; times without an offset are in `zone`.

    `mapping` names columns for roles: time, value, n, numerator, denominator, note, kpi, team; '' for none.
    `decimal` ('.' or ',') and `day_first` settle what the cells leave open. Raises ColumnUnclear when a person must
    name a column.
    """
    found = match_columns(table, mapping, time_required=time_required)
    lines = [row.line for row in table.rows]
    names = columns_named(table, found)
    numbers = {
        role: read_numbers(
            cells_of(table, found[role]),
            lines=lines,
            column=names[role],
            decimal=decimal,
            delimiter=table.delimiter,
        )
        for role in _NUMERIC
        if role in found
    }
    dates = None
    if "time" in found:
        cells = cells_of(table, found["time"])
        dates = read_dates(cells, lines=lines, column=names["time"], day_first=day_first)
    assembly = Assembly(table, found, names, numbers, dates, zone)
    assembly.put_together()
    main = numbers.get("value") or numbers["numerator"]
    return Understanding(
        columns=names,
        date_format=dates.format if dates else "",
        decimal_mark=main.decimal,
        unit=(main.unit or unit_in(names["value"])) if "value" in numbers else "%",
        good=assembly.good,
        empty=assembly.empty,
        bad=sorted(assembly.bad.values(), key=lambda row: row.line),
        blank_rows=table.blank_rows,
        warnings=[*table.warnings, *assembly.warnings],
        questions=_questions(numbers, dates),
    )


def _questions(numbers: Mapping[str, NumberColumn], dates: DateColumn | None) -> list[Question]:
    """What a person must settle. Numbers of cases are whole: one that reads so leaves nothing open."""
    asked = [
        Question("decimal", column.doubt)
        for role, column in numbers.items()
        if column.doubt and not (role == "n" and all(value is None or value.is_integer() for value in column.values))
    ]
    return [*asked, *([Question("day_first", dates.doubt)] if dates and dates.doubt else [])]
