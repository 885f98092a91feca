"""Reads one cell that should hold a date or a time, as far as the cell alone can tell."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from vitalfew.sheets.table import Cell

FIRST_YEAR, LAST_YEAR = 1900, 2100
LONGEST = 60
Reason = tuple[str, str]

_ISO_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_CLOCK = r"(?:[T ,]\s*(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(am|pm|a\.m\.|p\.m\.)?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})(?:\2(\d{{1,2}}))?{_CLOCK}", re.IGNORECASE | re.ASCII)
_NUMERIC = re.compile(rf"(\d{{1,2}})([./-])(\d{{1,2}})\2(\d{{4}}|\d\d){_CLOCK}", re.IGNORECASE | re.ASCII)
_YEAR_MONTH = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)
_MONTH_YEAR = re.compile(r"(\d{1,2})[./-](\d{4})", re.ASCII)
_QUARTER = re.compile(r"(?:(\d{4})[-_ /]?([QH])([1-4])|([QH])([1-4])[-_ /]?(\d{4}))", re.IGNORECASE | re.ASCII)
_WEEK = re.compile(r"(\d{4})[-_ /]?(?:W|KW)(\d{1,2})|(?:W|KW)\s?(\d{1,2})[-_ /](\d{4})", re.IGNORECASE | re.ASCII)
_NAMED = re.compile(
    rf"(?:(\d{{1,2}})(?:st|nd|rd|th|\.)?[-/ ]?\s*)?([^\W\d_]{{3,10}})\.?,?[-/ ]?\s*(?:(\d{{1,2}})(?:st|nd|rd|th)?,\s*)?"
    rf"('?\d\d|\d{{4}}){_CLOCK}",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_DIGITS = re.compile(r"\d{5}(?:\.\d+)?|\d{8}|\d{10}|\d{13}", re.ASCII)
_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "january jan januar jän janv janvier",
            "february feb februar févr février",
            "march mar märz mär mrz mars",
            "april apr avr avril",
            "may mai",
            "june jun juni juin",
            "july jul juli juil juillet",
            "august aug août",
            "september sep sept septembre",
            "october oct oktober okt octobre",
            "november nov novembre",
            "december dec dezember dez déc décembre",
        ),
        start=1,
    )
    for word in words.split()
}
_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  (a serial date has no zone)


class TwoWays(NamedTuple):
    """A date such as 03/04/2018 that reads as day/month or month/day; either may be None where impossible."""

    day_first: datetime | None
    month_first: datetime | None


class Moment(NamedTuple):
    """A time read: naive in the workspace's zone or aware, the name of its format, and a doubt to be said."""

    when: datetime
    format: str
    doubt: str = ""


def read_date(cell: Cell) -> Moment | TwoWays | Reason:
    """The moment a cell names, its two readings, or (what is wrong, what to do)."""
    if isinstance(cell, str):
        found = _read_text(cell.strip())
    elif isinstance(cell, datetime):
        found = Moment(cell, "a workbook's date")
    elif isinstance(cell, date):
        found = Moment(datetime(cell.year, cell.month, cell.day), "a workbook's date")  # noqa: DTZ001
    else:
        found = None if isinstance(cell, timedelta) else _number(str(cell).removesuffix(".0"))
    if found is None:
        return f'"{str(cell).strip()[:40]}" is not a date.', "Write it as 2018-03-01."
    return _within_years(found, str(cell).strip())


def _within_years(found: Moment | TwoWays, text: str) -> Moment | TwoWays | Reason:
    some = found.when if isinstance(found, Moment) else found.day_first or found.month_first
    if some is None:
        return f'"{text[:40]}" is not a day of the calendar.', "Write it as 2018-03-01."
    if not FIRST_YEAR <= some.year <= LAST_YEAR:
        return (
            f'"{text[:40]}" is a date in {some.year}.',
            f"Dates from {FIRST_YEAR} to {LAST_YEAR} can be kept; check the year.",
        )
    return found


def _read_text(text: str) -> Moment | TwoWays | None:
    try:
        if _ISO_DATE.match(text):
            return Moment(datetime.fromisoformat(text), "year-month-day" if len(text) == 10 else "year-month-day, time")
    except ValueError:
        return TwoWays(None, None) if len(text) == 10 else None
    text = _WEEKDAY.sub("", text, count=1)
    for pattern, read in _READERS if len(text) <= LONGEST else ():
        match = pattern.fullmatch(text)
        if match:
            return read(match)
    return None


def _year_first(match: re.Match[str]) -> Moment | TwoWays:
    year, month, day = (int(part or 1) for part in match.group(1, 3, 4))
    mark = match.group(2)
    return _moment(
        _at(year, month, day, match.group(5, 6, 7, 8)),
        f"year{mark}month{mark}day" if match.group(4) else f"year{mark}month",
    )


def _numeric(match: re.Match[str]) -> Moment | TwoWays:
    first, mark, second, year_text = match.group(1, 2, 3, 4)
    year, clock = _century(year_text), match.group(5, 6, 7, 8)
    day_first = _at(year, int(second), int(first), clock)
    if mark == ".":
        return _moment(day_first, "day.month.year", _short_year(year_text, year))
    return TwoWays(day_first, _at(year, int(first), int(second), clock))


def _year_month(match: re.Match[str]) -> Moment | TwoWays:
    return _moment(_at(int(match.group(1)), int(match.group(2)), 1), "year-month")


def _month_year(match: re.Match[str]) -> Moment | TwoWays:
    return _moment(_at(int(match.group(2)), int(match.group(1)), 1), "month/year")


def _quarter(match: re.Match[str]) -> Moment | TwoWays:
    year, kind, number = match.group(1, 2, 3) if match.group(1) else match.group(6, 4, 5)
    months = 3 if kind.upper() == "Q" else 6
    return _moment(
        _at(int(year), (int(number) - 1) * months + 1, 1), "year and quarter" if months == 3 else "year and half"
    )


def _week(match: re.Match[str]) -> Moment | TwoWays:
    year, week = match.group(1, 2) if match.group(1) else match.group(4, 3)
    try:
        monday = datetime.fromisocalendar(int(year), int(week), 1)
    except ValueError:
        return TwoWays(None, None)
    return Moment(monday, "year and week")


def _named(match: re.Match[str]) -> Moment | TwoWays | None:
    month = _MONTHS.get(match.group(2).lower())
    if month is None or (match.group(1) and match.group(3)):
        return None
    day, year_text = match.group(1) or match.group(3), match.group(4).lstrip("'")
    year = _century(year_text)
    when = _at(year, month, int(day or 1), match.group(5, 6, 7, 8))
    return _moment(
        when, "day, name of the month, year" if day else "name of the month, year", _short_year(year_text, year)
    )


def _year(match: re.Match[str]) -> Moment | TwoWays:
    return _moment(_at(int(match.group()), 1, 1), "year")


def _number(text: str) -> Moment | TwoWays | None:
    """A number that stands for a time: yyyymmdd, a spreadsheet's serial date, or Unix seconds or milliseconds."""
    if _YEAR.fullmatch(text):
        return _moment(_at(int(text), 1, 1), "year")
    if not _DIGITS.fullmatch(text):
        return None
    if len(text) == 8 and "." not in text:
        return _moment(_at(int(text[:4]), int(text[4:6]), int(text[6:])), "yearmonthday")
    if text.isdecimal() and len(text) in {10, 13}:
        seconds = int(text) / (1000 if len(text) == 13 else 1)
        return Moment(datetime.fromtimestamp(seconds, UTC), "Unix time", "is read as Unix time")
    when = (_EXCEL_EPOCH + timedelta(days=float(text))).replace(microsecond=0)
    return Moment(when, "a spreadsheet's serial date", "is read as a spreadsheet's serial date")


_READERS = (
    (_NUMERIC, _numeric),
    (_YEAR_MONTH, _year_month),
    (_NAMED, _named),
    (_YEAR_FIRST, _year_first),
    (_QUARTER, _quarter),
    (_WEEK, _week),
    (_MONTH_YEAR, _month_year),
    (_YEAR, _year),
    (_DIGITS, lambda match: _number(match.group())),
)


def _at(year: int, month: int, day: int, clock: tuple[str | None, ...] = (None,) * 4) -> datetime | None:
    hour, minute, second = (int(part or 0) for part in clock[:3])
    half = (clock[3] or "").lower()[:1]
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    try:
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001  (its zone comes later)
    except ValueError:
        return None


def _moment(when: datetime | None, format_name: str, doubt: str = "") -> Moment | TwoWays:
    return TwoWays(None, None) if when is None else Moment(when, format_name, doubt)


def _century(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _short_year(text: str, year: int) -> str:
    return "" if len(text) == 4 else f"is read as the year {year}"
