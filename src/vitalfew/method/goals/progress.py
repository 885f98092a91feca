"""Progress and score of a key result, the bands of a score, and an objective's score."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kind of an objective, chosen when it is written."""

    ASPIRATIONAL = "aspirational"
    COMMITTED = "committed"
    LEARNING = "learning"


SUCCESS = {Kind.ASPIRATIONAL: 0.7, Kind.COMMITTED: 1.0, Kind.LEARNING: 0.7}


@dataclass(frozen=True, slots=True)
class Band:
    """Where a score lies: `code` is little, short, delivered or missed, `words` say it for a reader."""

    code: str
    words: str


LITTLE = Band("little", "little progress")
SHORT = Band("short", "progress, but short")
DELIVERED = Band("delivered", "delivered")
MISSED = Band("missed", "missed")


def success(kind: str) -> float:
    """The score from which a key result of this kind is a success: 0.7, or 1.0 when committed."""
    return SUCCESS[Kind(kind)]


def progress(baseline: float, current: float, target: float) -> float:
    """The share of the way from baseline to target that is done; below 0 and above 1 when it is.

    Goals that go down need no special case. Raises ValueError when the target equals the baseline.
    """
    if target == baseline:
        raise ValueError(f"The target equals the baseline ({baseline}), so there is no way to go. Change one.")
    return (current - baseline) / (target - baseline)


def score(progress: float) -> float:
    """Progress held within 0–1; what goes beyond is shown beside a score, never in it."""
    return min(max(progress, 0.0), 1.0)


def band(score: float, kind: str = Kind.ASPIRATIONAL) -> Band:
    """The band of an unrounded score: < 0.4 little, < 0.7 short, else delivered; committed: < 1 missed."""
    if Kind(kind) is Kind.COMMITTED:
        return DELIVERED if score >= 1 else MISSED
    if score >= SUCCESS[Kind.ASPIRATIONAL]:
        return DELIVERED
    return LITTLE if score < 0.4 else SHORT


def objective_score(scores: Sequence[float | None], weights: Sequence[float] | None = None) -> float | None:
    """The weighted mean of the key results' scores, equal weights unless given; None while none has a score.

    A score of None, a key result not measured yet, is left out; at the end of a cycle pass 0 for it. Raises
    ValueError for weights that are negative, sum to 0 or are not one for each score.
    """
    given = [1.0] * len(scores) if weights is None else list(weights)
    if any(weight < 0 for weight in given):
        raise ValueError("The weight of a key result must not be negative.")
    known = [(each, weight) for each, weight in zip(scores, given, strict=True) if each is not None]
    if not known:
        return None
    total = sum(weight for _, weight in known)
    if total == 0:
        raise ValueError("The weights of the measured key results add up to 0. Give one of them a weight.")
    return sum(each * weight for each, weight in known) / total
