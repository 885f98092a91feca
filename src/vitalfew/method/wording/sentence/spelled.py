"""Makes quantities of number words: 'five thousand', 'zero', 'twice a week', 'half of', 'triple'."""

from vitalfew.method.wording.sentence.lexicon import Lexicon
from vitalfew.method.wording.sentence.pieces import Pieces
from vitalfew.method.wording.sentence.quantity import Quantity

_ARROWS = frozenset({"→", "->", "=>"})
_TRENDS = frozenset({"up", "down"})
_SIZED = frozenset({"increase", "decrease"})
_AFTER_FROM = frozenset({"to", "", ")", "."})
_MORE = frozenset({"more", "less"})
_THOUSAND = 1000
_HUNDRED = 100
_NEAR = 3


def spelled(pieces: Pieces, at: int, lexicon: Lexicon) -> Quantity | None:
    """The quantity that begins with the word at a place, or None."""
    low, after = pieces.lows[at], pieces.after(at)
    if low in lexicon.factors:
        return None if after in lexicon.sets["no factor before"] else _made(pieces, at, lexicon.factors[low], "factor")
    if low in lexicon.often:
        return _often(pieces, at, after, lexicon)
    if low in lexicon.fractions or low.rpartition("-")[2] in lexicon.fractions:
        return _fraction(pieces, at, after, lexicon)
    if after in lexicon.fractions and low in lexicon.numbers:
        return _fraction(pieces, at + 1, pieces.after(at + 1), lexicon)
    if low == "no":
        return _none(pieces, at, after, lexicon)
    if low == "zero" and after in lexicon.sets["no zero before"]:
        return None
    return _number(pieces, at, lexicon)


def _made(pieces: Pieces, at: int, value: float, kind: str = "", width: int = 1) -> Quantity:
    unit = "x" if kind == "factor" else ""
    found = Quantity(float(value), unit, at, at + width, pieces.start(at), pieces.end(at + width - 1))
    found.kind = kind
    return found


def _often(pieces: Pieces, at: int, after: str, lexicon: Lexicon) -> Quantity | None:
    if after in lexicon.sets["each"]:
        return _made(pieces, at, lexicon.often[pieces.lows[at]], "often")
    doubled = lexicon.often[pieces.lows[at]] == 2 and after in {"as", "the"}  # 'twice as many'
    return _made(pieces, at, 2, "factor") if doubled else None


def _fraction(pieces: Pieces, at: int, after: str, lexicon: Lexicon) -> Quantity | None:
    """'half of', 'by a third', 'two thirds of', 'in half'; None for 'second half' and 'third quarter'."""
    count, _, low = pieces.lows[at].rpartition("-")
    if after == "a" and low == "half" and at + 2 < len(pieces.lows):  # 'half a day', 'half a million'
        return _made(pieces, at, 0.5, "", 2)
    first, times = at, lexicon.numbers.get(count, 1.0)
    if at and not count and (pieces.lows[at - 1] == "a" or pieces.lows[at - 1] in lexicon.numbers):
        first, times = at - 1, lexicon.numbers.get(pieces.lows[at - 1], 1.0)
    before = pieces.lows[first - 1] if first else ""
    by = _by(pieces, first, lexicon) or (before == "in" and low == "half")
    ends = not after[:1].isalpha() or after in lexicon.sets["after a share"]
    by = by or (ends and lexicon.verbs.get(before) in _SIZED)  # 'waste drops a third'
    share = after == "of" and (low == "half" or first < at or bool(count)) and before != "the"
    more = (first < at or bool(count)) and lexicon.changing.get(after) in _MORE
    share = share or more or (ends and before in _TRENDS)
    share = share or after in _ARROWS or (before == "from" and after in _AFTER_FROM)
    if not by and not share:
        return None
    found = _made(pieces, first, min(lexicon.fractions[low] * times, 100), "", at - first + 1)
    found.unit = "%"
    found.role = "by" if by else ""
    return found


def _by(pieces: Pieces, first: int, lexicon: Lexicon) -> bool:
    """Whether 'by' stands before, or 'by more than', 'by nearly'."""
    at = first - 1
    while at > 0 and first - at <= _NEAR and pieces.lows[at] in lexicon.sets["more or less"]:
        at -= 1
    return at >= 0 and pieces.lows[at] == "by"


def _none(pieces: Pieces, at: int, after: str, lexicon: Lexicon) -> Quantity | None:
    starts = at == 0 or pieces.lows[at - 1] in lexicon.sets["none before"]
    return _made(pieces, at, 0) if starts and after[:1].isalpha() and after not in lexicon.sets["none but"] else None


def _number(pieces: Pieces, at: int, lexicon: Lexicon) -> Quantity | None:
    """'five', 'two hundred and fifty', 'a million'."""
    total, group, place, end = 0.0, None, at, len(pieces.lows)
    while place < end:
        low = pieces.lows[place]
        worth = _worth(low, lexicon)
        if worth is not None:
            group = (group or 0) + worth
        elif low in lexicon.sizes and len(low) > 2 and (group is not None or _article(pieces, at)):
            group = (group or 1) * lexicon.sizes[low]
            if lexicon.sizes[low] >= _THOUSAND:
                total, group = total + group, 0.0
        elif not (low == "and" and (group or 0) >= _HUNDRED and pieces.after(place) in lexicon.numbers):
            break
        place += 1
    return None if group is None else _made(pieces, at, total + group, "", place - at)


def _worth(low: str, lexicon: Lexicon) -> float | None:
    """'five' and 'twenty-five'."""
    tens, dash, ones = low.partition("-")
    if not dash:
        return lexicon.numbers.get(low)
    known = tens in lexicon.numbers and ones in lexicon.numbers
    return lexicon.numbers[tens] + lexicon.numbers[ones] if known else None


def _article(pieces: Pieces, at: int) -> bool:
    return at > 0 and pieces.lows[at - 1] in {"a", "half"}
