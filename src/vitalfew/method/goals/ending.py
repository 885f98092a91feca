"""What a score means at the end of a cycle: a missed stretch is learning, a missed promise is explained."""

from vitalfew.method.goals.progress import Kind, success

ALL = 1.0
HALF_WAY = 0.4
WHOLE = 100


def meaning(score: float | None, kind: str, *, progress: float | None = None) -> str:
    """What this score (0–1, unrounded; None while there is none) says of a key result of an objective of this kind.

    `progress` is the number's own, unclamped: what went beyond the target is said in words, as a score cannot say it.
    """
    kind, more = Kind(kind), beyond(progress)
    if kind is Kind.LEARNING:
        return _joined("Success is a question answered, whatever the number says.", more)
    if score is None:
        return "Nothing was measured, so the number proposes no score."
    if kind is Kind.COMMITTED:
        return _joined(_promise(score), more)
    if score >= ALL:
        return f"{more or 'All of it.'} 0.7 is success here: was it a stretch?"
    return _joined(_stretch(score), more)


def beyond(progress: float | None) -> str:
    """'It went beyond its target, to 120 % of the way.'; '' where it did not."""
    percent = 0 if progress is None else round(100 * progress)
    return f"It went beyond its target, to {percent:,} % of the way." if percent > WHOLE else ""


def _joined(*said: str) -> str:
    return " ".join(each for each in said if each)


def _promise(score: float) -> str:
    if score >= ALL:
        return "Kept: this was a promise, and 1.0 was expected."
    return "Missed: this was a promise, and 1.0 was expected. Say what stood in the way."


def _stretch(score: float) -> str:
    if score >= success(Kind.ASPIRATIONAL):
        return "Delivered: 0.7 of a stretch is success."
    if score >= HALF_WAY:
        return "Progress, but short of 0.7. It was a stretch, so a miss is learning: what did we learn?"
    return "Little progress. It was a stretch, so a miss is learning: what would we try instead?"
