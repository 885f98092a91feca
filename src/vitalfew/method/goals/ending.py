"""What a score means at the end of a cycle: a missed stretch is learning, a missed promise is explained."""

from vitalfew.method.goals.progress import Kind, success

ALL, ALL_OF_IT = 1.0, "All of it."
HALF_WAY = 0.4
WHOLE = 100


def meaning(score: float | None, kind: str, *, progress: float | None = None, asks: bool = True) -> str:
    """What this score (0–1, unrounded; None while there is none) says of a key result of an objective of this kind.

    `progress` is the number's own, unclamped: what went beyond the target is said in words, as a score cannot say it.
    `asks` what was learned from it; without it there is no question.
    """
    kind, more = Kind(kind), beyond(progress)
    if score is None and kind is not Kind.LEARNING:
        return "Nothing was measured, so the number proposes no score."
    said, asked = _said(score or 0.0, kind)
    if said == ALL_OF_IT and more:
        said, more = more, ""
    return " ".join(each for each in (said, more, asked if asks else "") if each)


def beyond(progress: float | None) -> str:
    """'It went beyond its target, to 120 % of the way.'; '' where it did not."""
    percent = 0 if progress is None else round(100 * progress)
    return f"It went beyond its target, to {percent:,} % of the way." if percent > WHOLE else ""


def _said(score: float, kind: Kind) -> tuple[str, str]:
    """What it means, and what is asked of the team."""
    if kind is Kind.LEARNING:
        return "Success is a question answered, whatever the number says.", ""
    return _promise(score) if kind is Kind.COMMITTED else _stretch(score)


def _promise(score: float) -> tuple[str, str]:
    if score >= ALL:
        return "Kept: this was a promise, and 1.0 was expected.", ""
    return "Missed: this was a promise, and 1.0 was expected.", "Say what stood in the way."


def _stretch(score: float) -> tuple[str, str]:
    if score >= ALL:
        return ALL_OF_IT, "0.7 is success here: was it a stretch?"
    if score >= success(Kind.ASPIRATIONAL):
        return "Delivered: 0.7 of a stretch is success.", ""
    if score >= HALF_WAY:
        return "Progress, but short of 0.7.", "It was a stretch, so a miss is learning: what did we learn?"
    return "Little progress.", "It was a stretch, so a miss is learning: what would we try instead?"
