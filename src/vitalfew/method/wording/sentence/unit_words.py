"""Adds to a number what follows it as words: 'million', 'percent', 'business days', 'EUR', a noun."""

from vitalfew.method.wording.sentence.lexicon import Lexicon
from vitalfew.method.wording.sentence.pieces import WORD, Pieces
from vitalfew.method.wording.sentence.quantity import Quantity
from vitalfew.method.wording.units import CURRENCY_CODES, CURRENCY_SIGNS

_TIMES = frozenset({"ms", "s", "min", "h", "d", "week", "month", "year"})
_LARGEST = 1e12


def with_words(found: Quantity, pieces: Pieces, lexicon: Lexicon) -> Quantity:
    """The quantity with its magnitude and its unit, which may stand after it."""
    end = len(pieces.lows)
    while found.last < end and pieces.lows[found.last] in lexicon.sizes and found.size < _LARGEST:
        size = lexicon.sizes[pieces.lows[found.last]]
        found.value, found.size = found.value * size, found.size * size
        _take(found, pieces, 1)
    if (
        found.size != 1.0
        and pieces.lows[found.last : found.last + 1] == ["."]
        and pieces.after(found.last) in CURRENCY_SIGNS
    ):
        found.last += 1  # '2 Mio. €'
    if found.last < end:
        before, first = found.unit, found.last
        _unit_after(found, pieces, lexicon)
        if found.unit != before:
            found.unit_start, found.unit_end = pieces.start(first), found.end
    if found.unit == "x":
        _times(found, pieces, lexicon)
    return found


def _times(found: Quantity, pieces: Pieces, lexicon: Lexicon) -> None:
    """'3x' is a multiple, '3x per week' and '3x a day' are counted."""
    after, then = (*pieces.lows[found.last : found.last + 2], "", "")[:2]
    if after in lexicon.sets["adverbs"] or (after in {"per", "/", "a", "each"} and then in lexicon.sets["periods"]):
        found.unit = ""
    else:
        found.kind = "factor"


def _unit_after(found: Quantity, pieces: Pieces, lexicon: Lexicon) -> None:
    low = pieces.lows[found.last]
    if pieces.kinds[found.last] != WORD:
        glued = found.last + 1 < len(pieces.lows) and pieces.start(found.last + 1) == pieces.end(found.last)
        if low in CURRENCY_SIGNS and not (glued and pieces.after(found.last)[0].isdigit()):
            found.unit = CURRENCY_SIGNS[low]
            _take(found, pieces, 1)
    elif found.unit == "%":
        if low in lexicon.sets["percent points"]:
            found.unit = "points"
            _take(found, pieces, 1)
    elif not found.unit:
        _plain_unit(found, pieces, lexicon)


def _plain_unit(found: Quantity, pieces: Pieces, lexicon: Lexicon) -> None:
    low = pieces.lows[found.last]
    after = pieces.after(found.last)
    if low in lexicon.units:
        _known(found, pieces, lexicon, low, after)
    elif "/" in low and low.split("/", 1)[0] in lexicon.units:  # 'hrs/week'
        found.unit = lexicon.units[low.split("/", 1)[0]]
        _take(found, pieces, 1)
    elif low == "per" and after == "cent":
        found.unit = "%"
        _take(found, pieces, 2)
    elif low in lexicon.sets["between number and time"] and lexicon.units.get(after) in _TIMES:
        found.unit = lexicon.units[after]
        _take(found, pieces, 2)
    elif low not in lexicon.sets["not a unit"]:
        _kept(found, pieces, lexicon)


def _known(found: Quantity, pieces: Pieces, lexicon: Lexicon, low: str, after: str) -> None:
    found.unit = lexicon.units[low]
    _take(found, pieces, 1)
    if found.unit == "%" and after in lexicon.sets["percent points"]:
        found.unit = "points"
        _take(found, pieces, 1)


def _kept(found: Quantity, pieces: Pieces, lexicon: Lexicon) -> None:
    word = pieces.matches[found.last][0]
    if word.upper() in CURRENCY_CODES or word in lexicon.sets["kept units"]:
        found.unit = word.upper() if word.upper() in CURRENCY_CODES else word
        _take(found, pieces, 1)
    else:
        found.noun = pieces.lows[found.last]


def _take(found: Quantity, pieces: Pieces, count: int) -> None:
    found.last += count
    found.end = pieces.end(found.last - 1)
