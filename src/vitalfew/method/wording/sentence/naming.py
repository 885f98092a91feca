"""What a sentence measures: the words between its verb and its numbers, or the words after the number."""

from vitalfew.method.wording.reading import Span
from vitalfew.method.wording.sentence.direction import Verb
from vitalfew.method.wording.sentence.pieces import SIGN, WORD, Piece
from vitalfew.method.wording.sentence.quantity import Quantity

_EMPTY = frozenset(
    "a an the our my your their its of to at in by from for and is are be will should have has having score value ensure "
    "that we get with least number".split()
)
_TAIL = frozenset(
    "a an the our of to at in by from for and is are be will should go goes going went move moves moved rise rises fall "
    "falls drop drops dropped improve improves improved increase increases increased decrease decreases decreased grow "
    "grows grown climb climbs reduced down up reaches reach reached returns has have stays remains currently with on under "
    "raised lowered cut been".split()
)
_STOPS = frozenset({"(", ";", ".", ",", "→", "->", "=", "–", "—", "["})
_ENDS = frozenset({"by", "within", "from", "until", "before", "while", "during", "up", "down", "vs", "versus", "via"})
_WORDS_MOST = 30


def named(pieces: list[Piece], verb: Verb, main: Quantity | None, taken: frozenset[int]) -> Span | None:
    """The characters that name the measure; None where there is no name."""
    first = verb.at + 1 if verb.at >= 0 and not _before(pieces, verb.at) else 0
    if main is None:
        return _after(pieces, first, taken)
    before = _trimmed(pieces, first, min(main.cue_piece, main.first) if main.first >= first else first)
    return before or _after(pieces, main.last, taken)


def _before(pieces: list[Piece], at: int) -> bool:
    """Whether the words before the verb name something: 'Close cycle reduced to', not 'We will reduce'."""
    return at > 0 and any(piece.kind == WORD and piece.low not in _PREFIX for piece in pieces[:at])


_PREFIX = _EMPTY | frozenset(
    {"help", "continue", "further", "significantly", "must", "can", "kr", "goal", "and", "achieve"}
)


def _trimmed(pieces: list[Piece], first: int, last: int) -> Span | None:
    while first < last and (
        pieces[first].low in _EMPTY or pieces[first].low in {":", ",", "-", "–", ".", "[", "]", "*"}
    ):
        first += 1
    while last > first and (
        pieces[last - 1].low in _TAIL
        or (pieces[last - 1].kind == SIGN and pieces[last - 1].low not in {")", '"', "”", "%"})
    ):
        last -= 1
    if not any(piece.kind == WORD for piece in pieces[first:last]):
        return None
    return pieces[first].start, pieces[last - 1].end


def _after(pieces: list[Piece], first: int, taken: frozenset[int]) -> Span | None:
    last = first
    while last < min(len(pieces), first + _WORDS_MOST):
        low = pieces[last].low
        if last in taken or (last > first and low in _ENDS) or low in _STOPS:
            break
        last += 1
    return _trimmed(pieces, first, last)
