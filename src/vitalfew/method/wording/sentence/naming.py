"""What a sentence measures: the words between its verb and its numbers, or the words after the number."""

from vitalfew.method.wording.reading import Span
from vitalfew.method.wording.sentence.direction import Verb
from vitalfew.method.wording.sentence.pieces import SIGN, WORD, Piece
from vitalfew.method.wording.sentence.quantity import Quantity

_EMPTY = frozenset(
    [
        "a",
        "an",
        "the",
        "our",
        "my",
        "your",
        "their",
        "its",
        "of",
        "to",
        "at",
        "in",
        "by",
        "from",
        "for",
        "and",
        "is",
        "are",
        "be",
        "will",
        "should",
        "have",
        "has",
        "having",
        "ensure",
        "that",
        "we",
        "get",
        "with",
        "least",
        "number",
    ]
)
_CHANGES = frozenset(
    [
        "more",
        "fewer",
        "less",
        "higher",
        "lower",
        "faster",
        "growth",
        "increase",
        "reduction",
        "decrease",
        "improvement",
        "drop",
    ]
)
_TAIL = frozenset(
    [
        "a",
        "an",
        "the",
        "our",
        "of",
        "to",
        "at",
        "in",
        "by",
        "from",
        "for",
        "and",
        "is",
        "are",
        "be",
        "will",
        "should",
        "go",
        "goes",
        "going",
        "went",
        "move",
        "moves",
        "moved",
        "rise",
        "rises",
        "fall",
        "falls",
        "drop",
        "drops",
        "dropped",
        "improve",
        "improves",
        "improved",
        "increase",
        "increases",
        "increased",
        "decrease",
        "decreases",
        "decreased",
        "grow",
        "grows",
        "grown",
        "climb",
        "climbs",
        "reduced",
        "down",
        "up",
        "reaches",
        "reach",
        "reached",
        "returns",
        "has",
        "have",
        "stays",
        "remains",
        "currently",
        "with",
        "on",
        "under",
        "raised",
        "lowered",
        "cut",
        "been",
    ]
)
_PREFIX = _EMPTY | frozenset(["help", "continue", "further", "significantly", "must", "can", "kr", "goal", "achieve"])
_STOPS = frozenset({"(", ";", ".", ",", "→", "->", "=", "–", "—", "["})
_ENDS = frozenset({"by", "within", "from", "until", "before", "while", "during", "up", "down", "vs", "versus", "via"})
_OPEN = frozenset({")", '"', "”", "%"})
_WORDS_MOST = 30


def named(
    pieces: list[Piece], verb: Verb, counted: list[Quantity], main: Quantity | None, taken: frozenset[int]
) -> Span | None:
    """The characters that name the measure; None where there is no name.

    `counted` are the quantities that say something, `main` the one that says where it goes.
    """
    first = verb.at + 1 if verb.at >= 0 and not _subject(pieces, verb.at) else 0
    while first < len(pieces) and (first in taken or (first and pieces[first].low == ",")):
        first += 1
    if not counted:
        return _after(pieces, first, taken, main)
    earliest = min(counted, key=lambda each: each.first)
    before = _trimmed(pieces, first, min(earliest.cue_piece, earliest.first), main)
    if before and not _only_a_verb(pieces, first, earliest):
        return before
    return _after(pieces, (main or earliest).last, taken, main) or _after(pieces, earliest.last, taken, main) or before


def per_what(pieces: list[Piece], main: Quantity) -> Span | None:
    """The characters of 'month' in '5/month', 'per month' and 'a month' after a number."""
    at = main.last
    if at + 1 >= len(pieces) or pieces[at + 1].kind != WORD:
        return None
    near = pieces[at].low
    if near in {"/", "per", "each"} or (near in {"a", "an", "every"} and pieces[at + 1].low in _PERIODS):
        return pieces[at + 1].start, pieces[at + 1].end
    return None


_PERIODS = frozenset(
    ["day", "week", "month", "quarter", "year", "hour", "minute", "sprint", "release", "night", "shift"]
)


def _only_a_verb(pieces: list[Piece], first: int, main: Quantity) -> bool:
    """'Sell 5,000 licences', 'Resolve 90 % of tickets': the one word before the number is what is done."""
    if main.first != first + 1 or first or main.cue_piece != main.first:
        return False
    word = pieces[0].match.group()
    of = main.last < len(pieces) and pieces[main.last].low == "of"
    return word.isalpha() and word[1:].islower() and (bool(main.noun) or of)


def _subject(pieces: list[Piece], at: int) -> bool:
    """Whether the words before the verb name something: 'Close cycle reduced to', not 'We will reduce'."""
    return any(piece.kind == WORD and piece.low not in _PREFIX for piece in pieces[:at])


def _trimmed(pieces: list[Piece], first: int, last: int, main: Quantity | None) -> Span | None:
    empty = _EMPTY | _CHANGES if main is not None and main.trend else _EMPTY
    while first < last and (pieces[first].low in empty or (pieces[first].kind == SIGN and pieces[first].low != '"')):
        first += 1
    while last > first and _is_tail(pieces[last - 1]):
        last -= 1
    if not any(piece.kind == WORD for piece in pieces[first:last]):
        return None
    return pieces[first].start, pieces[last - 1].end


def _is_tail(piece: Piece) -> bool:
    return piece.low in _TAIL or (piece.kind == SIGN and piece.low not in _OPEN)


def _after(pieces: list[Piece], first: int, taken: frozenset[int], main: Quantity | None) -> Span | None:
    last = first
    while last < min(len(pieces), first + _WORDS_MOST):
        low = pieces[last].low
        if last in taken or low in _STOPS or (last > first and low in _ENDS and _cuts(pieces, last)):
            break
        last += 1
    return _trimmed(pieces, first, last, main)


def _cuts(pieces: list[Piece], at: int) -> bool:
    """'by' ends a name before 'running ads', not before 'card'."""
    following = pieces[at + 1] if at + 1 < len(pieces) else None
    return pieces[at].low != "by" or following is None or following.kind != WORD or following.low.endswith("ing")
