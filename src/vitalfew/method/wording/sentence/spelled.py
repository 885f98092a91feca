"""Makes quantities of number words: 'five thousand', 'zero', 'twice a week', 'half of', 'triple'."""

from vitalfew.method.wording.sentence.lexicon import Lexicon
from vitalfew.method.wording.sentence.pieces import Piece
from vitalfew.method.wording.sentence.quantity import Quantity


def spelled(pieces: list[Piece], at: int, lexicon: Lexicon) -> Quantity | None:
    """The quantity that begins with the word at a place, or None."""
    low = pieces[at].low
    after = pieces[at + 1].low if at + 1 < len(pieces) else ""
    if low in lexicon.factors:
        return None if after in lexicon.sets["no factor before"] else _made(pieces, at, lexicon.factors[low], "factor")
    if low in lexicon.often:
        return _often(pieces, at, after, lexicon)
    if low in lexicon.fractions:
        return _fraction(pieces, at, after, lexicon)
    if low == "no":
        return _none(pieces, at, after, lexicon)
    if low == "zero" and after in lexicon.sets["no zero before"]:
        return None
    return _number(pieces, at, lexicon)


def _made(pieces: list[Piece], at: int, value: float, kind: str = "", width: int = 1) -> Quantity:
    found = Quantity(value, "x" if kind == "factor" else "", at, at + width, pieces[at].start, 0, kind=kind, raw=value)
    found.end = pieces[at + width - 1].end
    return found


def _often(pieces: list[Piece], at: int, after: str, lexicon: Lexicon) -> Quantity | None:
    if after in lexicon.sets["each"]:
        return _made(pieces, at, lexicon.often[pieces[at].low], "often")
    doubled = pieces[at].low == "twice" and after in {"as", "the"}
    return _made(pieces, at, 2, "factor") if doubled else None


def _fraction(pieces: list[Piece], at: int, after: str, lexicon: Lexicon) -> Quantity | None:
    """'half of', 'by a third', 'two thirds of', 'in half'; None for 'second half' and 'third quarter'."""
    before = [piece.low for piece in pieces[max(0, at - 3) : at]]
    percent = lexicon.fractions[pieces[at].low]
    first, times = at, 1.0
    if before[-1:] == ["a"] or (before and before[-1] in lexicon.numbers):
        first, times = at - 1, lexicon.numbers.get(before[-1], 1.0)
        before = before[:-1]
    by = before[-1:] == ["by"] or (before[-1:] == ["in"] and pieces[at].low == "half")
    if not by and not (after == "of" and (pieces[at].low == "half" or first < at) and before[-1:] != ["the"]):
        return None
    found = _made(pieces, first, min(percent * times, 100), "", at - first + 1)
    found.unit = "%"
    found.role = "by" if by else ""
    return found


def _none(pieces: list[Piece], at: int, after: str, lexicon: Lexicon) -> Quantity | None:
    starts = at == 0 or pieces[at - 1].low in {"have", "with", "achieve", "see", "ensure", ":"}
    ordinary = after.isalpha() and after not in {"more", "less", "later", "fewer", "longer", "greater", "higher"}
    return _made(pieces, at, 0) if starts and ordinary and at + 1 < len(pieces) else None


def _number(pieces: list[Piece], at: int, lexicon: Lexicon) -> Quantity | None:
    """'five', 'two hundred and fifty', 'a million'."""
    total, group, place = 0.0, None, at
    while place < len(pieces):
        low = pieces[place].low
        worth = _worth(low, lexicon)
        if worth is not None and low != "dozen":
            group = (group or 0) + worth
        elif low in lexicon.sizes and len(low) > 2 and (group is not None or place > at or _article(pieces, at)):
            group = (group or 1) * lexicon.sizes[low]
            if lexicon.sizes[low] >= 1000:
                total, group = total + group, 0.0
        elif not (low == "and" and group and place + 1 < len(pieces) and pieces[place + 1].low in lexicon.numbers
                  and group >= 100):  # fmt: skip
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


def _article(pieces: list[Piece], at: int) -> bool:
    return at > 0 and pieces[at - 1].low in {"a", "one", "half"}
