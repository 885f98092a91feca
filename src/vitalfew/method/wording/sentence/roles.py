"""What the words around a quantity make of it: where it starts, where it goes, by how much, or none of these."""

from vitalfew.method.wording.sentence.lexicon import Lexicon
from vitalfew.method.wording.sentence.pieces import SIGN, WORD, Piece
from vitalfew.method.wording.sentence.quantity import Quantity

_SIDES = frozenset({"above", "below"})
_STEPS = 7
_DURATIONS = frozenset({"ms", "s", "min", "h", "d", "week", "month", "year"})


def place(found: Quantity, pieces: list[Piece], lexicon: Lexicon) -> None:
    """Give a quantity its role, by the words before it and after it."""
    _look_before(found, pieces, lexicon)
    _look_after(found, pieces, lexicon)
    if found.role in {"", "weak", "plain"} and found.bare and _named(found, pieces, lexicon):
        found.role = "aside"
    if _is_period(found):
        found.role = "aside"
    if found.role == "within":
        found.compare = found.compare or "below"


def _look_before(found: Quantity, pieces: list[Piece], lexicon: Lexicon) -> None:
    at = found.first
    found.cue_piece = at
    for _ in range(_STEPS):
        meaning, width = _cue(pieces, at, lexicon)
        if not meaning:
            break
        at -= width
        if meaning in _SIDES:
            found.compare, found.cue_piece = found.compare or meaning, at
        elif meaning == "definite":
            found.definite = True
        elif meaning != "filler":
            found.role = found.role or meaning
            found.cue, found.cue_piece = pieces[at].low, at
            if width > 1 and "factor" in (pieces[at + width - 2].low, pieces[at + width - 1].low):
                found.kind, found.unit = "factor", "x"
            break
    found.cue_start = pieces[found.cue_piece].start if found.cue_piece < found.first else found.start


def _cue(pieces: list[Piece], at: int, lexicon: Lexicon) -> tuple[str, int]:
    """What the longest phrase that ends before a place means, and its width in pieces."""
    if at == 0:
        return "", 0
    last = pieces[at - 1].low
    widest = lexicon.cue_ends.get(last, 0)
    for width in range(min(widest, at), 1, -1):
        meaning = lexicon.cues.get(" ".join([piece.low for piece in pieces[at - width : at]]))
        if meaning:
            return meaning, width
    return (lexicon.cues.get(last, ""), 1) if widest else ("", 0)


def _look_after(found: Quantity, pieces: list[Piece], lexicon: Lexicon) -> None:
    following = [piece.low for piece in pieces[found.last : found.last + 5]]
    if not following:
        return
    for width in (1, 2, 3):
        meaning = lexicon.after.get(" ".join(following[:width]))
        if meaning in _SIDES:
            found.compare = found.compare or meaning or ""
        elif meaning == "aside" and found.role not in {"from", "to", "by"}:
            found.role = "aside"
        elif meaning == "now" and (found.inside or found.role in {"from", "now"}):
            found.role = "now"
    if found.unit in {"%", "x"} and not found.role == "from":
        found.trend = _trend(following, lexicon)


def _trend(following: list[str], lexicon: Lexicon) -> str:
    """The direction in '20 % more leads', '30 % cost reduction'; '' where the number sizes no change."""
    if following[0] in lexicon.changing and lexicon.changing[following[0]] in {"more", "less"}:
        if following[1:2] == ["than"]:
            return ""
        return "increase" if lexicon.changing[following[0]] == "more" else "decrease"
    for at, word in enumerate(following[:4]):
        meaning = lexicon.changing.get(word)
        if meaning in {"increase", "decrease"}:
            return (
                "" if following[at + 1 : at + 2] and following[at + 1] in lexicon.sets["no change after"] else meaning
            )
        if not word[:1].isalpha() or word in lexicon.sets["not a unit"]:
            break
    return ""


def _named(found: Quantity, pieces: list[Piece], lexicon: Lexicon) -> bool:
    """Whether the number belongs to a name before it: 'SOC 2', 'React 18', 'Phase 3'."""
    if found.first == 0 or found.compare or found.sign or found.top is not None:
        return False
    before = pieces[found.first - 1]
    if before.low in {"no", "number", "#", "v", "nr", "no."} or before.kind == SIGN:
        return before.low == "#"
    return before.kind == WORD and before.low in lexicon.sets["names"]


def _is_period(found: Quantity) -> bool:
    """Whether it says for how long or in which time: 'for 12 weeks', 'in 6 months', 'over 2 quarters'."""
    if found.cue == "for":
        return found.unit in _DURATIONS and not found.compare
    long = found.unit in {"month", "year"} or found.noun in _PERIODS
    return long and found.cue in {"in", "within", "during", "through"} and found.role != "to"


_PERIODS = frozenset({"quarter", "quarters", "sprint", "sprints", "cycles"})
