"""Finds the two ends of a movement: 'from 4 h to 1 h', '40 % → 25 %', '30 to 50'."""

from vitalfew.method.wording.sentence.pieces import WORD
from vitalfew.method.wording.sentence.quantity import Quantity
from vitalfew.method.wording.sentence.ranking import Sentence
from vitalfew.method.wording.sentence.rates import period_of

_FAR = 14
_NEAR = 4
_LINKS = (["and"], ["but"], [","], [",", "and"], [",", "but"])
_ENDS = frozenset({"from", "to"})
_SAID = frozenset({"from", "to", "by"})
_OPEN = frozenset({"", "plain", "now", "weak"})


def pair(found: list[Quantity], sentence: Sentence) -> tuple[Quantity, Quantity] | None:
    """Where the first movement starts and ends, or None."""
    if len(found) < 2 or not any(each.role == "to" for each in found):
        return None
    pieces = sentence.pieces
    ends = [each for each in found if each.kind != "adjective" or each.role in _ENDS]
    for at, first in enumerate(ends):
        for second in ends[at + 1 : at + 3]:
            far = second is not ends[at + 1] and pieces.kinds[second.cue_piece] != WORD  # '3 shops (0 → 3)'
            if second.role == "to" and not far and _moves(first, second, sentence):
                return first, second
            if second.role in _SAID:
                break
    return None


def _moves(first: Quantity, second: Quantity, sentence: Sentence) -> bool:
    pieces = sentence.pieces
    if (first.kind == "factor") != (second.kind == "factor") or first.unit == "points" != second.unit:
        return False
    if first.trend and first.unit != second.unit:
        return False  # 'up 20 % to 6,000'
    if _unlike(first, second, sentence):
        first.role = "aside" if first.kind == "often" else first.role
        return False
    near = second.cue_piece - first.last
    if pieces.kinds[second.cue_piece] != WORD:
        return near <= _NEAR and first.role not in {"by", "aside"}
    if first.role == "from":
        return near <= _FAR
    if first.role not in _OPEN or first.kind == "adjective":
        return False
    if near and not _continues(first, second, sentence):
        return False
    return sentence.changing or first.first > 0


def _continues(first: Quantity, second: Quantity, sentence: Sentence) -> bool:
    """'$40k per month to $60k', '9 % and should be 6 %', '9 %, falls to 6 %'."""
    between = sentence.pieces.lows[first.last : second.cue_piece]
    if between in _LINKS and second.cue not in _ENDS:
        return True
    return second.cue_piece == period_of(first, sentence.pieces, sentence.lexicon)[1]


def _unlike(first: Quantity, second: Quantity, sentence: Sentence) -> bool:
    """'once a month' and 'once every two weeks' are counted in times that do not convert into each other."""
    pieces, lexicon = sentence.pieces, sentence.lexicon
    if "often" not in {first.kind, second.kind}:
        return False
    if period_of(first, pieces, lexicon)[0] and period_of(second, pieces, lexicon)[0]:
        return False
    if first.kind != second.kind:
        return True
    differs = pieces.lows[first.last : first.last + 2] != pieces.lows[second.last : second.last + 2]
    if differs:
        second.role = "aside"
    return differs
