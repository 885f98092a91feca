"""A target that moves: dated points with straight lines between them, as a budget's plan has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

FEWEST = 2


@dataclass(frozen=True, slots=True)
class Course:
    """At least two days with the target of each, in order; raises ValueError for fewer, or days out of order."""

    points: Sequence[tuple[date, float]]

    def __post_init__(self) -> None:
        days = [day for day, _ in self.points]
        if len(days) < FEWEST:
            raise ValueError("A target that moves needs at least two dates, each with its number.")
        for before, day in pairwise(days):
            if day <= before:
                raise ValueError(f"{day.isoformat()} follows {before.isoformat()}: write each date once, in order.")

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
