"""Reads a column of dates: one order of day and month for the whole column, or a refusal."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from vitalfew.sheets.date import Moment, TwoWays, read_date
from vitalfew.sheets.numbers import name_rows
from vitalfew.sheets.table import Cell

DAY_FIRST, MONTH_FIRST = "day/month/year", "month/day/year"
_EMPTY = ("there is no date.", "Write the date, or delete the row.")


@dataclass(slots=True)
class DateColumn:
    """A column read: per cell a time (naive: in the workspace's zone) or None, the reason (what, what to do) for
    each bad cell by its index, the format found, and what was assumed; `doubt` is what a person must settle because no
    cell does, '' where one does."""

    times: list[datetime | None]
    bad: dict[int, tuple[str, str]] = field(default_factory=dict)
    format: str = ""
    warnings: list[str] = field(default_factory=list)
    refused: bool = False
    doubt: str = ""


def read_dates(
    cells: Sequence[Cell], *, lines: Sequence[int], column: str, day_first: bool | None = None
) -> DateColumn:
    """Read a column; `lines` are the cells' lines in the file, `day_first` settles 03/04/2018 when it is known."""
    result = DateColumn([None] * len(cells))
    two_ways: dict[int, TwoWays] = {}
    formats: Counter[str] = Counter()
    doubts: dict[str, list[int]] = {}
    for index, cell in enumerate(cells):
        found = _EMPTY if isinstance(cell, str) and not cell.strip() else read_date(cell)
        if isinstance(found, Moment):
            result.times[index] = found.when
            formats[found.format] += 1
            if found.doubt:
                doubts.setdefault(found.doubt, []).append(index)
        elif isinstance(found, TwoWays):
            two_ways[index] = found
        else:
            result.bad[index] = found
    if two_ways:
        formats[_settle_order(result, two_ways, cells, lines, column, day_first=day_first)] += len(two_ways)
    for doubt, indices in doubts.items():
        where = name_rows(lines[index] for index in indices)
        result.warnings.append(f'"{str(cells[indices[0]]).strip()}" in {column} ({where}) {doubt}.')
    result.format = " or ".join(name for name, _ in formats.most_common())
    return result


def _settle_order(
    result: DateColumn,
    two_ways: dict[int, TwoWays],
    cells: Sequence[Cell],
    lines: Sequence[int],
    column: str,
    *,
    day_first: bool | None,
) -> str:
    """Fill in the dates that read two ways, all in one order; returns the order's name."""
    only_day = [index for index, both in two_ways.items() if both.month_first is None]
    only_month = [index for index, both in two_ways.items() if both.day_first is None]
    if day_first is None and only_day and only_month:
        _refuse_order(result, only_day, only_month, cells, lines, column)
        return ""
    certain = day_first if day_first is not None else True if only_day else False if only_month else None
    chosen = _likely(list(two_ways.values())) if certain is None else certain
    order = DAY_FIRST if chosen else MONTH_FIRST
    for index, both in two_ways.items():
        when = both.day_first if chosen else both.month_first
        result.times[index] = when
        if when is None:
            result.bad[index] = (f'"{str(cells[index]).strip()}" is no {order}.', "Write it as 2018-03-01.")
    first = next(iter(two_ways))
    when = result.times[first]
    if certain is None and when is not None:
        result.doubt = _doubt(two_ways, cells, column)
        result.warnings.append(
            f'Dates such as "{str(cells[first]).strip()}" in {column} are read as {order}: '
            f"{when.day} {when:%B %Y}. If that is wrong, write them as 2018-03-01."
        )
    return order


def _doubt(two_ways: dict[int, TwoWays], cells: Sequence[Cell], column: str) -> str:
    """The first date that is two different days, with both; '' where every date is one day either way."""
    for index, (day, month) in two_ways.items():
        if day is not None and month is not None and day != month:
            readings = f"{day.day} {day:%B %Y} or as {month.day} {month:%B %Y}"
            return f'"{str(cells[index]).strip()}" in {column} can be read as {readings}.'
    return ""


def _likely(both: Sequence[TwoWays]) -> bool:
    """Day first, unless only the other reading puts the column in order of time."""
    days = [pair.day_first for pair in both if pair.day_first]
    months = [pair.month_first for pair in both if pair.month_first]
    return _in_order(days) or not _in_order(months)


def _in_order(times: list[datetime]) -> bool:
    return times == sorted(times) or times == sorted(times, reverse=True)


def _refuse_order(
    result: DateColumn,
    only_day: list[int],
    only_month: list[int],
    cells: Sequence[Cell],
    lines: Sequence[int],
    column: str,
) -> None:
    fewer, other = sorted((only_day, only_month), key=len)
    there = f'"{str(cells[other[0]]).strip()}" in row {lines[other[0]]}'
    for index in fewer:
        result.bad[index] = (
            f'{column} mixes day/month and month/day: "{str(cells[index]).strip()}" here and {there}.',
            "Write all dates as 2018-03-01.",
        )
    result.refused = True
