"""Which way a sentence points, by its verb and by what it measures."""

from typing import NamedTuple

from vitalfew.method.wording.reading import Span
from vitalfew.method.wording.sentence.lexicon import Lexicon
from vitalfew.method.wording.sentence.pieces import WORD, Piece

_FINITE_ONLY = ("ing",)


class Verb(NamedTuple):
    """The verb of change: 'increase', 'decrease', 'maintain', 'improve', 'carry', 'aim' or ''; its place and span."""

    way: str = ""
    at: int = -1
    span: Span = (0, 0)


NO_VERB = Verb()


def verb_of(pieces: list[Piece], until: int, lexicon: Lexicon) -> Verb:
    """The first verb of change before a place."""
    opening = True
    aim = NO_VERB
    for at in range(min(until, len(pieces))):
        piece = pieces[at]
        if piece.kind != WORD:
            continue
        way = lexicon.verbs.get(piece.low)
        if (
            piece.low in lexicon.factors
            and at + 1 < len(pieces)
            and pieces[at + 1].low in lexicon.sets["no factor before"]
        ):
            way = None
        if way and (opening or _is_verb(pieces, at)):
            if opening or aim is NO_VERB or way == "maintain":
                return Verb(way, at, (piece.start, piece.end))
        if opening and piece.low in lexicon.sets["aims"]:
            aim = Verb("aim", at, (piece.start, piece.end))
        opening = opening and piece.low in lexicon.sets["before verbs"]
    return aim


def _is_verb(pieces: list[Piece], at: int) -> bool:
    """Whether a word in the midst of a sentence is its verb: not 'by reducing', 'while growing', 'the drop'."""
    low, before = pieces[at].low, pieces[at - 1].low
    if low.endswith(_FINITE_ONLY) or low in {"up", "down", "better", "cap", "lead", "scale", "upgrade"}:
        return False
    return before not in {"by", "while", "the", "a", "an", "of", "without", "through", "for", "no", "our"}


def comparative(pieces: list[Piece], lexicon: Lexicon) -> tuple[str | None, Span]:
    """The way that 'faster', 'fewer' or '<' points in a sentence without numbers."""
    for piece in pieces:
        if piece.low in {"<", "≤", "<="}:
            return "decrease", (piece.start, piece.end)
        if piece.low in {">", "≥", ">="}:
            return "increase", (piece.start, piece.end)
        if piece.low in lexicon.comparatives or (piece.low.endswith("ier") and len(piece.low) > 5):
            return lexicon.comparatives.get(piece.low, "increase"), (piece.start, piece.end)
    return None, (0, 0)


def lower_is_better(name: str, lexicon: Lexicon) -> bool:
    """Whether less of what is measured is better, by the last words of its name: 'response time', 'churn rate'."""
    words = [word.strip("().,") for word in name.lower().split(" (")[0].split()]
    for cut in ("for", "in", "of", "per", "from", "on", "to", "at", "among", "with"):
        if cut in words[1:]:
            head = words[: words.index(cut, 1)]
            words = (
                words[words.index(cut, 1) + 1 :]
                if cut == "of" and head[-1] in {"number", "share", "percentage"}
                else head
            )
    words = [word for word in words if word not in lexicon.sets["not names"]]
    return bool(words) and words[-1] in lexicon.sets["lower is better"]
