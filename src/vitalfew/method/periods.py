"""The periods of a measurement: hours, days, weeks, months … of a calendar in one time zone.

Every time in and out is aware; what comes out is in UTC, because times of one zone subtract as if clocks
never changed. A period runs from its start up to, but without, its end.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from math import fsum, isnan
from zoneinfo import ZoneInfo

from vitalfew.method.frequency import (
    FIRST_MONDAY,
    Every,
    Frequency,
    Sprint,
    kind,
    noun,
    per_year,
    read_frequency,
    words,
)

__all__ = [
    "Every",
    "Frequency",
    "Sprint",
    "capitalised",
    "due",
    "fill",
    "label",
    "noun",
    "per_year",
    "period_end",
    "period_start",
    "periods_between",
    "read_frequency",
    "with_article",
    "words",
]

MOST_PERIODS = 200_000
_MONTHS_LONG = {Frequency.MONTH: 1, Frequency.QUARTER: 3, Frequency.HALF_YEAR: 6, Frequency.YEAR: 12}
_DAYS_LONG = {Frequency.DAY: 1, Frequency.WEEK: 7, Frequency.TWO_WEEKS: 14, Frequency.SPRINT: 14}
_MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def period_start(moment: datetime, frequency: Every, zone: ZoneInfo, *, anchor: date | None = None) -> datetime:
    """When the period that holds `moment` began, in UTC.

    `anchor` is any day on which a period starts: it sets the weekday of weeks, which of two weeks is the
    first, and the first month of quarters, half-years and years. Without it weeks start on Monday, two weeks
    are counted from Monday 1 January 2001, and years start in January. Sprints have their own first day.
    """
    local = _aware(moment).astimezone(zone)
    if frequency is Frequency.HOUR:
        into = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
        return local.astimezone(UTC) - into
    return _midnight(_first_day(local.date(), frequency, anchor), zone)


def period_end(moment: datetime, frequency: Every, zone: ZoneInfo, *, anchor: date | None = None) -> datetime:
    """When the period that holds `moment` ends, which is when the next one begins, in UTC."""
    if frequency is Frequency.HOUR:
        return period_start(moment, frequency, zone) + timedelta(hours=1)
    first = _first_day(_aware(moment).astimezone(zone).date(), frequency, anchor)
    return _midnight(_next_day(first, frequency), zone)


def periods_between(
    first: datetime, last: datetime, frequency: Every, zone: ZoneInfo, *, anchor: date | None = None
) -> list[datetime]:
    """The starts of all periods from the one that holds `first` to the one that holds `last`, in UTC.

    Raises ValueError when there are more than 200,000, which a mistyped year makes.
    """
    begin, end = (period_start(moment, frequency, zone, anchor=anchor) for moment in (first, last))
    return list(_between(begin, end, frequency, zone, anchor))


@lru_cache(maxsize=16)
def _between(
    first: datetime, last: datetime, frequency: Every, zone: ZoneInfo, anchor: date | None
) -> tuple[datetime, ...]:
    starts: list[datetime] = []
    for start in _starts(first, frequency, zone, anchor):
        if start > last:
            break
        if len(starts) == MOST_PERIODS:
            raise ValueError(
                f"Between {first:%Y-%m-%d} and {last:%Y-%m-%d} lie more than {MOST_PERIODS:,} "
                f"{noun(frequency, 2)}. Check the years of these dates."
            )
        starts.append(start)
    return tuple(starts)


def due(
    last: datetime | None,
    frequency: Every,
    zone: ZoneInfo,
    *,
    grace: timedelta = timedelta(0),
    anchor: date | None = None,
) -> datetime | None:
    """When a value is overdue: the period after the one that holds `last` has ended, and `grace` with it."""
    if last is None:
        return None
    following = period_end(last, frequency, zone, anchor=anchor)
    return period_end(following, frequency, zone, anchor=anchor) + grace


def label(start: datetime, frequency: Every, zone: ZoneInfo) -> str:
    """What a period is called: '2 Nov 2026, 14:00', 'week of 2 Nov 2026', 'March 2018', 'Q4 2026'."""
    local = _aware(start).astimezone(zone)
    return _LABELS[kind(frequency)](local)


def with_article(name: str) -> str:
    """What a period is called within a sentence: 'the week of 2 Nov 2026', 'March 2018'."""
    return f"the {name}" if name[:1].islower() else name


def capitalised(name: str) -> str:
    """What a period is called where a sentence begins: 'Week of 2 Nov 2026'."""
    return name[:1].upper() + name[1:]


def tick(start: datetime, frequency: Every, zone: ZoneInfo) -> str:
    """A period in short, for an axis: '22 Nov, 07:00' for an hour, '2 Nov 2026' for a week, 'Mar 2018' for a month."""
    local = _aware(start).astimezone(zone)
    if frequency is Frequency.HOUR:
        return f"{local.day} {_month(local)[:3]}, {local:%H:%M}"
    if kind(frequency) in (Frequency.WEEK, Frequency.TWO_WEEKS, Frequency.SPRINT):
        return _day(local)
    return f"{_month(local)[:3]} {local.year}" if frequency is Frequency.MONTH else label(start, frequency, zone)


def fill(
    times: Sequence[datetime],
    values: Sequence[float | None],
    frequency: Every,
    zone: ZoneInfo,
    *,
    combine: str = "last",
    anchor: date | None = None,
) -> tuple[list[datetime], list[float | None]]:
    """One value per period from the first to the last that has one, and None where a period has none.

    A moving range must not bridge a missing period, so it is kept as a hole. Several values of one period
    become one by `combine`: 'last' (by time), 'sum' or 'mean'. Raises ValueError for another word, or for
    times and values of different length.
    """
    if combine not in _COMBINE:
        raise ValueError(f"'{combine}' is no way to combine values. Write one of: {', '.join(_COMBINE)}.")
    pairs = zip(times, values, strict=True)
    present = sorted(((_aware(at), each) for at, each in pairs if each is not None and not isnan(each)), key=_time)
    if not present:
        return [], []
    starts = periods_between(present[0][0], present[-1][0], frequency, zone, anchor=anchor)
    grouped: list[list[float]] = [[] for _ in starts]
    for at, each in present:
        grouped[bisect_right(starts, at) - 1].append(each)
    return starts, [_COMBINE[combine](group) if group else None for group in grouped]


def _starts(first: datetime, frequency: Every, zone: ZoneInfo, anchor: date | None) -> Iterator[datetime]:
    start = period_start(first, frequency, zone, anchor=anchor)
    if frequency is Frequency.HOUR:
        while True:
            yield start
            start = period_end(start, frequency, zone)
    day = _first_day(start.astimezone(zone).date(), frequency, anchor)
    while True:
        yield start
        day = _next_day(day, frequency)
        if _midnight(day, zone) == start:  # a day that a zone left out when it crossed the date line
            day = _next_day(day, frequency)
        start = _midnight(day, zone)


def _time(pair: tuple[datetime, float]) -> datetime:
    return pair[0]


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone, so its period cannot be told.")
    return moment


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of a day; where clocks skip midnight, the instant at which they do."""
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def _first_day(day: date, frequency: Every, anchor: date | None) -> date:
    days = _days_long(frequency)
    if days:
        anchor = frequency.first if isinstance(frequency, Sprint) else anchor or FIRST_MONDAY
        return day - timedelta(days=(day - anchor).days % days)
    months = (day.month - (anchor.month if anchor else 1)) % _MONTHS_LONG[kind(frequency)]
    index = day.year * 12 + day.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)


def _next_day(first: date, frequency: Every) -> date:
    days = _days_long(frequency)
    if days:
        return first + timedelta(days=days)
    index = first.year * 12 + first.month - 1 + _MONTHS_LONG[kind(frequency)]
    return date(index // 12, index % 12 + 1, 1)


def _days_long(every: Every) -> int:
    """The days of a period, 0 where these differ from one to the next."""
    return every.weeks * 7 if isinstance(every, Sprint) else _DAYS_LONG.get(every, 0)


def _day(local: datetime) -> str:
    return f"{local.day} {_MONTH_NAMES[local.month - 1][:3]} {local.year}"


def _month(local: datetime) -> str:
    return f"{_MONTH_NAMES[local.month - 1]} {local.year}"


def _part(local: datetime, letter: str, months: int, name: str) -> str:
    part, rest = divmod(local.month - 1, months)
    return f"{name} from {_month(local)}" if rest else f"{letter}{part + 1} {local.year}"


_LABELS: dict[Frequency, Callable[[datetime], str]] = {
    Frequency.HOUR: lambda local: f"{_day(local)}, {local:%H:%M}",
    Frequency.DAY: _day,
    Frequency.WEEK: lambda local: f"week of {_day(local)}",
    Frequency.TWO_WEEKS: lambda local: f"two weeks from {_day(local)}",
    Frequency.SPRINT: lambda local: f"sprint from {_day(local)}",
    Frequency.MONTH: _month,
    Frequency.QUARTER: lambda local: _part(local, "Q", 3, "quarter"),
    Frequency.HALF_YEAR: lambda local: _part(local, "H", 6, "half-year"),
    Frequency.YEAR: lambda local: str(local.year) if local.month == 1 else f"year from {_month(local)}",
}
_COMBINE: dict[str, Callable[[list[float]], float]] = {
    "last": lambda group: group[-1],
    "sum": fsum,
    "mean": lambda group: fsum(group) / len(group),
}
