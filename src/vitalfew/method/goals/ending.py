"""What a score means at the end of a cycle: a missed stretch is learning, a missed promise is explained."""

from vitalfew.method.goals.progress import Kind, success

ALL = 1.0
HALF_WAY = 0.4


def meaning(score: float | None, kind: str) -> str:
    """What this score (0–1, unrounded; None while there is none) says of a key result of an objective of this kind."""
    kind = Kind(kind)
    if kind is Kind.LEARNING:
        return "Success is a question answered, whatever the number says."
    if score is None:
        return "Nothing was measured, so the number proposes no score."
    return _promise(score) if kind is Kind.COMMITTED else _stretch(score)


def _promise(score: float) -> str:
    if score >= ALL:
        return "Kept: this was a promise, and 1.0 was expected."
    return "Missed: this was a promise, and 1.0 was expected. Say what stood in the way."


def _stretch(score: float) -> str:
    if score >= ALL:
        return "All of it. 0.7 is success here: was it a stretch?"
    if score >= success(Kind.ASPIRATIONAL):
        return "Delivered: 0.7 of a stretch is success."
    if score >= HALF_WAY:
        return "Progress, but short of 0.7. It was a stretch, so a miss is learning: what did we learn?"
    return "Little progress. It was a stretch, so a miss is learning: what would we try instead?"
