"""The quarters and half-years of a calendar, for cycles made with one click."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from vitalfew.method.periods import Frequency, label, period_end, period_start


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter or half-year by its name ('Q4 2026'), with its first and its last day."""

    name: str
    start: date
    end: date


def quarter(*, now: datetime, zone: ZoneInfo, ahead: int = 0, every: Frequency = Frequency.QUARTER) -> Quarter:
    """The quarter (or `every` half-year) that holds `now` in this zone, or the one that comes `ahead` of them later."""
    start = period_start(now, every, zone)
    for _ in range(ahead):
        start = period_end(start, every, zone)
    end = period_end(start, every, zone)
    last = (end - timedelta(seconds=1)).astimezone(zone).date()
    return Quarter(label(start, every, zone), start.astimezone(zone).date(), last)
