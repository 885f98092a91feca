"""How often a value is measured, as people write it and as the product says it."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from vitalfew.method.late import late


class Frequency(StrEnum):
    """How often a value is measured."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    SPRINT = "sprint"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


FIRST_MONDAY = date(2001, 1, 1)
LONGEST_SPRINT = 4


@dataclass(frozen=True, slots=True)
class Sprint:
    """A team's own sprints: one to four weeks long, `first` being any day on which one begins.

    Two weeks from a Monday where a team has set nothing. Raises ValueError for another length.
    """

    weeks: int = 2
    first: date = FIRST_MONDAY

    def __post_init__(self) -> None:
        if not 1 <= self.weeks <= LONGEST_SPRINT:
            raise ValueError(f"A sprint is 1 to {LONGEST_SPRINT} weeks long, not {self.weeks}.")

    def __str__(self) -> str:
        return f"sprint/{self.weeks}/{self.first.isoformat()}"

    @classmethod
    def read(cls, text: str) -> Self:
        """From what `str` gives: 'sprint/2/2026-11-02'; raises ValueError for anything else."""
        weeks, first = text.removeprefix("sprint/").split("/")
        return cls(int(weeks), date.fromisoformat(first))


Every = Frequency | Sprint
"""What cuts time into periods: the calendar, or the sprints of one team."""


def usual_grace(frequency: Frequency) -> int:
    """Days until a value is late where nobody said: a weekend for people who type, a day for machines."""
    return 1 if frequency is Frequency.HOUR else 3


def every(frequency: str, weeks: int, first: date | None) -> Every:
    """What cuts the time of a KPI that is measured this often, where its team's sprints are so long and begin so."""
    known = Frequency(frequency)
    return Sprint(weeks, first or FIRST_MONDAY) if known is Frequency.SPRINT else known


def kind(every: Every) -> Frequency:
    """How often that is, whosever sprints they are."""
    return Frequency.SPRINT if isinstance(every, Sprint) else every


def read_every(text: str) -> Every:
    """From what `str` gives of a frequency or of a team's sprints; raises ValueError for anything else."""
    return Sprint.read(text) if text.startswith("sprint/") else Frequency(text)


_WORDS = {
    Frequency.HOUR: ("hourly", "hour", "hours"),
    Frequency.DAY: ("daily", "day", "days"),
    Frequency.WEEK: ("weekly", "week", "weeks"),
    Frequency.TWO_WEEKS: ("every 2 weeks", "two-week period", "two-week periods"),
    Frequency.SPRINT: ("every sprint", "sprint", "sprints"),
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
    Frequency.SPRINT: 26.0,
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
    (1, "sprint"): Frequency.SPRINT,
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
    """The frequency meant by 'daily', 'every 2 weeks', 'every sprint', 'quarterly' and the like.

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


def words(every: Every) -> str:
    """The frequency as an adverb: 'monthly', 'every 2 weeks'."""
    return _WORDS[kind(every)][0]


def noun(every: Every, count: int = 1) -> str:
    """What one period is called, for `count` of them: 'month', 'weeks'."""
    return _WORDS[kind(every)][1 if count == 1 else 2]


def per_year(every: Every) -> float:
    """How many periods a year has: 52 weeks, 365.25 days."""
    return 52.0 / every.weeks if isinstance(every, Sprint) else _PER_YEAR[every]
