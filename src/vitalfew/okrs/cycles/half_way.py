"""The middle of a cycle: when it is asked what still matters, and what the numbers said then."""

from copy import copy
from datetime import datetime

from vitalfew.okrs.models import Cycle, KeyResult
from vitalfew.okrs.replaying import stood

HALF_WAY, REVIEW = "half_way", "review"


def middle_of(cycle: Cycle) -> datetime:
    """The moment at which half of it is over."""
    return cycle.begins() + (cycle.ends() - cycle.begins()) / 2


def asked_now(cycle: Cycle, *, now: datetime) -> str:
    """What a cycle asks of its teams now: `HALF_WAY` from its middle on, `REVIEW` while it is in review, else ''."""
    if cycle.state == Cycle.State.REVIEW:
        return REVIEW
    half_over = cycle.state == Cycle.State.ACTIVE and middle_of(cycle) <= now < cycle.ends()
    return HALF_WAY if half_over else ""


def chance_half_way(key_result: KeyResult, *, now: datetime) -> float | None:
    """The probability of success, 0–1, as the numbers said in the middle of its cycle; None where they said none, or
    the middle is still to come. Computed again from what was known then.
    """
    middle = middle_of(key_result.objective.cycle)
    if now < middle:
        return None
    then = stood(copy(key_result), at=middle).standing
    return then.probability if then is not None else None


def chance_words(chance: float | None) -> str:
    """'half-way the numbers said 4 in 10'; '' where they said nothing."""
    if chance is None:
        return ""
    tenths = round(10 * chance)
    said = {0: "less than 1 in 10", 10: "more than 9 in 10"}.get(tenths, f"{tenths} in 10")
    return f"half-way the numbers said {said}"
