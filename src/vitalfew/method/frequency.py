"""How often a value is measured, as people write it and as the product says it."""

import re
from enum import StrEnum

from vitalfew.method.late import late


class Frequency(StrEnum):
    """How often a value is measured."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


_WORDS = {
    Frequency.HOUR: ("hourly", "hour", "hours"),
    Frequency.DAY: ("daily", "day", "days"),
    Frequency.WEEK: ("weekly", "week", "weeks"),
    Frequency.TWO_WEEKS: ("every 2 weeks", "two-week period", "two-week periods"),
    Frequency.MONTH: ("monthly", "month", "months"),
    Frequency.QUARTER: ("quarterly", "quarter", "quarters"),
    Frequency.HALF_YEAR: ("every half-year", "half-year", "half-years"),
    Frequency.YEAR: ("yearly", "year", "years"),
}
_PER_YEAR = {
    Frequency.HOUR: 8766.0,
    Frequency.DAY: 365.25,
    Frequency.WEEK: 52.0,
    Frequency.TWO_WEEKS: 26.0,
    Frequency.MONTH: 12.0,
    Frequency.QUARTER: 4.0,
    Frequency.HALF_YEAR: 2.0,
    Frequency.YEAR: 1.0,
}
_COUNTED = {
    (1, "hour"): Frequency.HOUR,
    (24, "hour"): Frequency.DAY,
    (1, "day"): Frequency.DAY,
    (7, "day"): Frequency.WEEK,
    (14, "day"): Frequency.TWO_WEEKS,
    (1, "week"): Frequency.WEEK,
    (2, "week"): Frequency.TWO_WEEKS,
    (1, "fortnight"): Frequency.TWO_WEEKS,
    (1, "sprint"): Frequency.TWO_WEEKS,
    (1, "month"): Frequency.MONTH,
    (3, "month"): Frequency.QUARTER,
    (6, "month"): Frequency.HALF_YEAR,
    (12, "month"): Frequency.YEAR,
    (1, "quarter"): Frequency.QUARTER,
    (2, "quarter"): Frequency.HALF_YEAR,
    (1, "half-year"): Frequency.HALF_YEAR,
    (1, "year"): Frequency.YEAR,
}
_NAMED = {
    "hourly": Frequency.HOUR,
    "daily": Frequency.DAY,
    "weekly": Frequency.WEEK,
    "biweekly": Frequency.TWO_WEEKS,
    "bi-weekly": Frequency.TWO_WEEKS,
    "fortnightly": Frequency.TWO_WEEKS,
    "monthly": Frequency.MONTH,
    "quarterly": Frequency.QUARTER,
    "half-yearly": Frequency.HALF_YEAR,
    "twice a year": Frequency.HALF_YEAR,
    "semi-annually": Frequency.HALF_YEAR,
    "yearly": Frequency.YEAR,
    "annually": Frequency.YEAR,
    "annual": Frequency.YEAR,
}
_NUMBER_WORDS = {"": 1, "one": 1, "two": 2, "three": 3, "six": 6, "seven": 7, "fourteen": 14, "other": 2}
_COUNT = late(
    r"(?:(?:once )?(?:every|each|per|an?))?\s*(\d{1,2}|one|two|three|six|seven|fourteen|other)?"
    r"\s*(hour|day|week|fortnight|sprint|month|quarter|half-year|year)s?"
)


def read_frequency(text: str) -> Frequency:
    """The frequency meant by 'daily', 'every 2 weeks', 'sprint', 'quarterly' and the like.

    Raises ValueError, naming what is known, for anything else.
    """
    plain = " ".join(text.strip().lower().replace("_", " ").split())
    plain = re.sub(r"half[- ]?year", "half-year", plain)
    named = _NAMED.get(plain)
    if named:
        return named
    match = _COUNT.fullmatch(plain)
    if match:
        number = match[1] or ""
        counted = _COUNTED.get((int(number) if number.isdigit() else _NUMBER_WORDS[number], match[2]))
        if counted:
            return counted
    known = ", ".join(words(each) for each in Frequency)
    raise ValueError(f"'{text.strip()}' is not a frequency that Vitalfew knows. Write one of: {known}.")


def words(frequency: Frequency) -> str:
    """The frequency as an adverb: 'monthly', 'every 2 weeks'."""
    return _WORDS[frequency][0]


def noun(frequency: Frequency, count: int = 1) -> str:
    """What one period is called, for `count` of them: 'month', 'weeks'."""
    return _WORDS[frequency][1 if count == 1 else 2]


def per_year(frequency: Frequency) -> float:
    """How many periods a year has: 52 weeks, 365.25 days."""
    return _PER_YEAR[frequency]
