"""Reads what a database or a file has in one cell as a number or a time."""

import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from vitalfew.sheets.date import Moment, TwoWays, read_date
from vitalfew.sheets.number import LARGEST, POINT, Written, number_in, read_cell

_LONGEST = 40
_OUT = "leave such rows out, or give them a number"


class Fault(Exception):
    """What a cell is instead, and what to do: 'no value (NULL): leave such rows out …'."""


def number(cell: object) -> float:
    """The cell as a finite number below 1e100; raises `Fault`. A text may write one with a decimal point."""
    if cell is None:
        raise Fault(f"no value (NULL) where a number was expected: {_OUT}")
    if isinstance(cell, timedelta):
        raise Fault("a duration where a number was expected: give it as a number of one unit, such as hours")
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        return _text_number(cell)
    try:
        found = float(cell)
    except OverflowError:
        found = math.inf
    if not math.isfinite(found):
        raise Fault(f"{shown(cell)}, which is no number that can be kept: {_OUT}")
    if abs(found) > LARGEST:
        raise Fault(f"{shown(found)}, larger than any number that can be judged: check the unit")
    return found


def integer(cell: object) -> int:
    """The cell as a number of cases, 1 or more; raises `Fault`."""
    found = number(cell)
    if found < 1 or found != int(found):
        raise Fault(f"{shown(cell)} where a count of 1 or more was expected: leave periods without cases out")
    return int(found)


def when(cell: object) -> datetime:
    """The cell as a time, naive where it names no zone; raises `Fault`."""
    if cell is None:
        raise Fault("no value (NULL): leave such rows out")
    if isinstance(cell, bool) or not isinstance(cell, str | int | float | date | Decimal):
        raise Fault(f"{shown(cell)}, which is no date: write it as 2018-03-01 or as 2018-03-01 14:30")
    found = read_date(float(cell) if isinstance(cell, Decimal) else cell)
    if isinstance(found, Moment):
        return found.when
    if isinstance(found, TwoWays):
        return _one_way(found, cell)
    what, remedy = found
    raise Fault(f"{shown(cell)} ({what.rstrip('.')})" if "calendar" in what else f"{shown(cell)}, no date: {remedy}")


def is_time(cell: object) -> bool:
    """Whether the cell can only be meant as a time: a date, or a text that writes one."""
    if isinstance(cell, date):
        return True
    return isinstance(cell, str) and not is_number(cell) and isinstance(read_date(cell), Moment | TwoWays)


def is_number(cell: object) -> bool:
    """Whether the cell is a number, or a text that writes one."""
    try:
        number(cell)
    except Fault:
        return False
    return True


def shown(cell: object) -> str:
    """The cell as a sentence quotes it: shortened, texts in quotation marks."""
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    if cell is None or isinstance(cell, int | float | Decimal | date | time):
        return "NULL" if cell is None else str(cell)[:_LONGEST]
    text = " ".join(str(cell).split())
    return f"“{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + '…'}”"


def _text_number(cell: object) -> float:
    found = read_cell(cell) if isinstance(cell, str) else None
    if isinstance(found, Written) and not found.unit and found.mark in ("", POINT, "1.234"):
        value = number_in(found, POINT)
        if isinstance(value, float):
            return value
    what = f"the text {shown(cell)}" if isinstance(cell, str) else shown(cell)
    raise Fault(f"{what} where a number was expected: choose another one, or turn it into a number")


def _one_way(found: TwoWays, cell: object) -> datetime:
    first, second = found.day_first, found.month_first
    if first is not None and second is not None and first != second:
        raise Fault(f"{shown(cell)}, which may be two days: write it as {first:%Y-%m-%d} or {second:%Y-%m-%d}")
    one = first or second
    if one is None:
        raise Fault(f"{shown(cell)}, no day of the calendar: write it as 2018-03-01")
    return one
