"""Where the sample's story lies in time: the periods behind `now`, and a cycle that is well under way."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from vitalfew.method.periods import Frequency, period_end, period_start
from vitalfew.okrs.cycles.quarters import quarter

WEEK = timedelta(days=7)
ROUNDS = range(8, 10)
WEEKS_BEHIND, WEEKS_LONG = 8, 13
FRIDAY, HOUR_OF_CHECK_IN = 4, time(15)
HOUR_OF_RECORDING = timedelta(hours=9)


@dataclass(frozen=True, slots=True)
class Period:
    """A finished period: when it began, and when its value was recorded, on the morning after."""

    start: datetime
    recorded: datetime


@dataclass(frozen=True, slots=True)
class Stretch:
    """A cycle: its name, first and last day, and the check-ins behind, oldest first."""

    name: str
    start: date
    end: date
    rounds: tuple[datetime, ...]


def finished(
    *, now: datetime, frequency: Frequency, zone: ZoneInfo, count: int, weekdays_only: bool = False
) -> list[Period]:
    """The last `count` periods that are over, oldest first."""
    found: list[Period] = []
    end = period_start(now, frequency, zone)
    while len(found) < count:
        start = period_start(end - timedelta(seconds=1), frequency, zone)
        if not weekdays_only or start.astimezone(zone).weekday() <= FRIDAY:
            found.append(Period(start, min(period_end(start, frequency, zone) + HOUR_OF_RECORDING, now)))
        end = start
    return found[::-1]


def cycle(*, now: datetime, zone: ZoneInfo) -> Stretch:
    """The current quarter when it has eight or nine weekly check-ins behind it; else thirteen weeks around now."""
    current = quarter(now=now, zone=zone)
    rounds = _fridays(current.start, now, zone)
    if len(rounds) in ROUNDS:
        return Stretch(current.name, current.start, current.end, rounds)
    monday = period_start(now, Frequency.WEEK, zone).astimezone(zone).date()
    start = monday - WEEKS_BEHIND * WEEK
    end = start + WEEKS_LONG * WEEK - timedelta(days=1)
    return Stretch(_named(start, end), start, end, _fridays(start, now, zone))


def _fridays(start: date, now: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    day = start + timedelta(days=(FRIDAY - start.weekday()) % 7)
    found = []
    while (at := datetime.combine(day, HOUR_OF_CHECK_IN, tzinfo=zone)) <= now:
        found.append(at)
        day += WEEK
    return tuple(found)


def _named(start: date, end: date) -> str:
    year = f" {start.year}" if start.year != end.year else ""
    return f"{start.day} {start:%b}{year} – {end.day} {end:%b %Y}"
