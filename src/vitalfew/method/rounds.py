"""Rounds of check-ins: when one opens, when each person is asked, and when it closes, across zones and days off.

A check-in day is the last such weekday of a week, of two weeks or of a month. A round runs up to the moment at which
that day has ended for everyone who owes something in it, each in their own zone; somebody who is off on that day is
waited for on their next working day, for at most four days. Then the next round opens, so that every moment lies in
exactly one.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from vitalfew.method.frequency import Frequency
from vitalfew.method.periods import period_end, period_start

WAITS = 4  # days for which a round waits for somebody's next working day: over a long weekend
MORNING = time(7)
NOON = time(12)


def never(_: date) -> bool:
    """Nobody is off by a calendar that is not known."""
    return False


class Calendar(NamedTuple):
    """When one person works: their zone, their weekdays (0 for Monday; none: all), and on which days they are off."""

    zone: ZoneInfo
    days: Collection[int] = (0, 1, 2, 3, 4)
    off: Callable[[date], bool] = never

    def works(self, day: date) -> bool:
        """Whether this is a working day of theirs."""
        return (not self.days or day.weekday() in self.days) and not self.off(day)

    def asked_on(self, day: date) -> date | None:
        """The first working day from this one on; None where a round would not wait that long."""
        ahead = (day + timedelta(days=more) for more in range(WAITS + 1))
        return next((each for each in ahead if self.works(each)), None)

    def asked_at(self, day: date) -> datetime | None:
        """The morning of that day, in UTC."""
        asked = self.asked_on(day)
        return None if asked is None else datetime.combine(asked, MORNING, self.zone).astimezone(UTC)

    def through(self, day: date) -> datetime | None:
        """When that day has ended for them, in UTC."""
        asked = self.asked_on(day)
        return None if asked is None else ended(asked, self.zone)


class Round(NamedTuple):
    """One round: its first day and its check-in day, both included, and from when until when it is open, in UTC."""

    first: date
    day: date
    opens: datetime
    closes: datetime


def ended(day: date, zone: ZoneInfo) -> datetime:
    """The first instant after this day in this zone, in UTC."""
    return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)


def check_in_days(near: date, *, rhythm: Frequency, weekday: int) -> Sequence[date]:
    """Four check-in days in a row, of which the second lies in the same week, two weeks or month as `near`."""
    start = _start(near, rhythm)
    starts = [_start(start - timedelta(days=1), rhythm), start]
    for _ in range(3):
        starts.append(_next(starts[-1], rhythm))
    return [_last(weekday, before=following) for following in starts[1:]]


def may_ask_on(day: date, *, rhythm: Frequency, weekday: int) -> bool:
    """Whether somebody may be asked on this day: it is a check-in day, or a round still waits for people then."""
    days = check_in_days(day, rhythm=rhythm, weekday=weekday)
    return any(each <= day <= each + timedelta(days=WAITS) for each in days)


def round_at(now: datetime, *, rhythm: Frequency, weekday: int, people: Sequence[Calendar], zone: ZoneInfo) -> Round:
    """The round that is open at `now`: `weekday` is its check-in day (0 for Monday), `people` who owe something in it.

    `zone` holds where nobody owes anything, or all of them are away.
    """
    days = check_in_days(now.astimezone(zone).date() - timedelta(days=WAITS + 2), rhythm=rhythm, weekday=weekday)
    closing = [_closes(day, people, zone) for day in days]
    for before, day, opens, closes in zip(days, days[1:], closing, closing[1:], strict=False):
        if opens <= now < closes:
            return Round(before + timedelta(days=1), day, opens, closes)
    raise AssertionError(f"No round at {now:%Y-%m-%d %H:%M}.")


def _closes(day: date, people: Sequence[Calendar], zone: ZoneInfo) -> datetime:
    ends = [end for person in people if (end := person.through(day)) is not None]
    return max(ends, default=ended(day, zone))


def _start(day: date, rhythm: Frequency) -> date:
    return period_start(datetime.combine(day, NOON, UTC), rhythm, ZoneInfo("UTC")).date()


def _next(start: date, rhythm: Frequency) -> date:
    return period_end(datetime.combine(start, NOON, UTC), rhythm, ZoneInfo("UTC")).date()


def _last(weekday: int, *, before: date) -> date:
    """The last such weekday before this day."""
    eve = before - timedelta(days=1)
    return eve - timedelta(days=(eve.weekday() - weekday) % 7)
