"""A target that moves: dated points with straight lines between them, as a budget's plan has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, Self
from zoneinfo import ZoneInfo

from vitalfew.method.periods import Every, period_end

FEWEST, MOST = 2, 400
MOMENT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Course:
    """Two to 400 days with the target of each, in order; raises ValueError for fewer, more, or days out of order."""

    points: Sequence[tuple[date, float]]

    def __post_init__(self) -> None:
        days = [day for day, _ in self.points]
        if len(days) < FEWEST:
            raise ValueError("A target that moves needs at least two dates, each with its number.")
        if len(days) > MOST:
            raise ValueError(f"A target that moves has {MOST} dates at most; these are {len(days):,}. Leave some out.")
        for before, day in pairwise(days):
            if day <= before:
                raise ValueError(f"{day.isoformat()} follows {before.isoformat()}: write each date once, in order.")

    @classmethod
    def kept(cls, points: Sequence[Sequence[Any]]) -> Self:
        """From days as a record keeps them: [['2026-01-01', 100], …]."""
        return cls([(date.fromisoformat(day), value) for day, value in points])

    @property
    def end(self) -> float:
        """Where it leads."""
        return self.points[-1][1]

    def at(self, day: date) -> float:
        """The target on a day; before the first and after the last of its days it stays what it is there."""
        (before, value), *rest = self.points
        for after, then in rest:
            if day <= before:
                return value
            if day < after:
                return value + (then - value) * (day - before).days / (after - before).days
            before, value = after, then
        return value

    def in_period(self, time: datetime, frequency: Every, zone: ZoneInfo) -> float:
        """The target on the last day of the period in which this time lies."""
        return self.at((period_end(time, frequency, zone).astimezone(zone) - MOMENT).date())
