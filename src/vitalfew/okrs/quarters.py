"""The quarters of a calendar, for cycles made with one click."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from vitalfew.method.periods import Frequency, label, period_end, period_start


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter by its name ('Q4 2026'), with its first and its last day."""

    name: str
    start: date
    end: date


def quarter(*, now: datetime, zone: ZoneInfo, ahead: int = 0) -> Quarter:
    """The quarter that holds `now` in this zone, or the one that comes `ahead` quarters after it."""
    start = period_start(now, Frequency.QUARTER, zone)
    for _ in range(ahead):
        start = period_end(start, Frequency.QUARTER, zone)
    end = period_end(start, Frequency.QUARTER, zone)
    last = (end - timedelta(seconds=1)).astimezone(zone).date()
    return Quarter(label(start, Frequency.QUARTER, zone), start.astimezone(zone).date(), last)
