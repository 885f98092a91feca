"""Small sums of probability that the rules from the data share."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from math import comb


def at_least(successes: int, trials: int, share: float) -> float:
    """The chance of so many successes or more in so many trials, each with this chance (binomial)."""
    return sum(comb(trials, k) * share**k * (1 - share) ** (trials - k) for k in range(successes, trials + 1))


def uneven(counts: Sequence[int]) -> float:
    """Pearson's χ² of counts that should all be equal."""
    expected = sum(counts) / len(counts)
    return sum((count - expected) ** 2 for count in counts) / expected


def moving_ranges(values: Sequence[float | None]) -> list[float]:
    """The distance of each value from the one before; a missing value is never bridged."""
    return [abs(after - before) for before, after in pairwise(values) if before is not None and after is not None]


def mean(values: Sequence[float]) -> float:
    """The mean; of nothing it is 0."""
    return sum(values) / len(values) if values else 0.0


def day(moment: datetime) -> str:
    """'3 August 2026'."""
    return f"{moment.day} {moment:%B %Y}"


def one_in(share: float) -> str:
    """'about 1 in 6' for a share of 0–1."""
    if share >= 0.5:
        return f"about {round(share * 10)} of 10"
    return f"about 1 in {max(round(1 / share), 2)}"
