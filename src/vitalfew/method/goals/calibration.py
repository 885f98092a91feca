"""Whether a team's goals were too easy, too hard or well set: its last two closed cycles or more, looked at together.

Only aspirational key results count; what was promised or asked as a question says nothing about stretch.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

FEWEST_CYCLES = 2
FEWEST_KEY_RESULTS = 8
EASY = 0.9
HALF = 0.5
ALMOST_NONE = 0.1


class Verdict(StrEnum):
    """How the goals were set."""

    TOO_EASY = "too easy"
    TOO_HARD = "too hard"
    WELL_SET = "well set"


@dataclass(frozen=True, slots=True)
class Calibration:
    """The verdict with what it rests on: so many cycles and key results, their mean score, how many came over half."""

    verdict: Verdict
    cycles: int
    key_results: int
    mean: float
    over_half: int


def calibrate(cycles: Sequence[Sequence[float]]) -> Calibration | None:
    """Judge the scores (0–1) of each closed cycle, the newest first; None for fewer than two cycles or eight scores.

    It takes the latest cycles that hold eight key results, two at least. A mean of 0.9 or more is too easy; one in ten
    or fewer above 0.5 is too hard; else they were well set.
    """
    used = _enough(cycles)
    if used is None:
        return None
    scores = [score for cycle in cycles[:used] for score in cycle]
    mean = fmean(scores)
    over_half = sum(score > HALF for score in scores)
    verdict = Verdict.WELL_SET
    if mean >= EASY:
        verdict = Verdict.TOO_EASY
    elif over_half <= ALMOST_NONE * len(scores):
        verdict = Verdict.TOO_HARD
    return Calibration(verdict, used, len(scores), mean, over_half)


def _enough(cycles: Sequence[Sequence[float]]) -> int | None:
    for count in range(FEWEST_CYCLES, len(cycles) + 1):
        if sum(map(len, cycles[:count])) >= FEWEST_KEY_RESULTS:
            return count
    return None
