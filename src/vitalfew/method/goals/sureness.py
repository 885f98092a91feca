"""How well somebody's confidence was borne out: 'of those you gave 7, five of eight came true'.

Source of the score: G. W. Brier, Verification of forecasts expressed in terms of probability (1950).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 5
EVEN_ODDS = 0.25


@dataclass(frozen=True, slots=True)
class Group:
    """Of `count` key results that were given this confidence (0–10), so many came true."""

    confidence: int
    true: int
    count: int


@dataclass(frozen=True, slots=True)
class Sureness:
    """What was said against what came: by confidence, and the Brier score (0 is perfect, 0.25 always 'even odds')."""

    groups: Sequence[Group]
    brier: float
    said: float
    came: float

    @property
    def count(self) -> int:
        """How many key results it rests on."""
        return sum(group.count for group in self.groups)


def sureness(answers: Sequence[tuple[int, bool]]) -> Sureness | None:
    """Compare each confidence (0–10) with whether it came true; None for fewer than five."""
    if len(answers) < FEWEST:
        return None
    came: dict[int, list[bool]] = defaultdict(list)
    for confidence, true in answers:
        came[confidence].append(true)
    groups = [Group(each, sum(came[each]), len(came[each])) for each in sorted(came, reverse=True)]
    errors = [(confidence / 10 - true) ** 2 for confidence, true in answers]
    return Sureness(
        groups=groups,
        brier=sum(errors) / len(errors),
        said=sum(confidence for confidence, _ in answers) / (10 * len(answers)),
        came=sum(true for _, true in answers) / len(answers),
    )
