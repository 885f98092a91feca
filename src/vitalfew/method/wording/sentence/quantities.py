"""All quantities of a sentence, those that belong together made one: '1h 30m', '10–15 %', 'one in five'."""

from vitalfew.method.wording.sentence.figures import figure, with_words
from vitalfew.method.wording.sentence.lexicon import Lexicon
from vitalfew.method.wording.sentence.pieces import NUMBER, WORD, Piece
from vitalfew.method.wording.sentence.quantity import Quantity
from vitalfew.method.wording.sentence.spelled import spelled
from vitalfew.method.wording.units import converted

_DASHES = frozenset({"-", "–", "—"})
_LENGTHS = {"week": 5, "d": 4, "h": 3, "min": 2, "s": 1, "ms": 0}
_MOST = 60


def quantities_of(pieces: list[Piece], taken: frozenset[int], lexicon: Lexicon) -> list[Quantity]:
    """The quantities in order, without those in the pieces that a date has taken; sixty at most."""
    found: list[Quantity] = []
    at, end = 0, len(pieces)
    while at < end and len(found) < _MOST:
        piece = pieces[at]
        quantity = None
        if at in taken:
            pass
        elif piece.kind == NUMBER:
            quantity = figure(pieces, at, lexicon)
        elif piece.kind == WORD and _counts(piece.low, lexicon):
            quantity = spelled(pieces, at, lexicon)
        if quantity is None:
            at += 1
            continue
        if quantity.role == "" and quantity.kind == "" and not quantity.unit and piece.kind == WORD:
            with_words(quantity, pieces, lexicon)
        at = quantity.last
        if not (found and _joined(found[-1], quantity, pieces)):
            found.append(quantity)
    return found


def _counts(low: str, lexicon: Lexicon) -> bool:
    return low in lexicon.counting or ("-" in low and low.split("-", 1)[0] in lexicon.counting)


def _joined(first: Quantity, second: Quantity, pieces: list[Piece]) -> bool:
    """Whether the second was made a part of the first."""
    between = [piece.low for piece in pieces[first.last : second.first]]
    if len(between) > 2:
        return False
    if (
        _compound(first, second, between)
        or _ratio(first, second, between, pieces)
        or _range(first, second, between, pieces)
    ):
        first.last, first.end = second.last, second.end
        return True
    return False


def _compound(first: Quantity, second: Quantity, between: list[str]) -> bool:
    if second.unit == "m" and first.unit == "h":
        second.unit = "min"
    if between not in ([], ["and"], [","]) or _LENGTHS.get(first.unit, -1) <= _LENGTHS.get(second.unit, 9):
        return False
    more = converted(second.value, second.unit, first.unit)
    first.value += more or 0.0
    return more is not None


def _ratio(first: Quantity, second: Quantity, between: list[str], pieces: list[Piece]) -> bool:
    """'1 in 5', 'nine out of ten' as shares; '4.5 out of 5' as a rating."""
    if (
        between not in (["in"], ["out", "of"])
        or first.unit
        or first.kind
        or second.kind
        or second.unit not in {"", "rating"}
    ):
        return False
    if not 0 < first.value <= second.value <= 100 or (between == ["in"] and second.value > 20):
        return False
    after = pieces[second.last] if second.last < len(pieces) else None
    people = (
        after is not None
        and after.kind == WORD
        and after.low not in {"stars", "on", "in", "by", "for", "rating", "score", "across"}
    )
    if between == ["out", "of"] and (not people or first.value != int(first.value) or second.unit):
        first.unit = "rating"
    else:
        first.value, first.unit, first.noun = first.value / second.value * 100, "%", second.noun
    return True


def _range(first: Quantity, second: Quantity, between: list[str], pieces: list[Piece]) -> bool:
    """'10–15 %' and '$5-10M'; 'between 5 and 7' is one too."""
    if first.kind or second.kind or not _spanning(first, between, pieces):
        return False
    if first.unit and second.unit and first.unit != second.unit:
        return False
    if second.size != 1.0 and first.size == 1.0:
        first.value *= second.size
    first.unit, first.noun = first.unit or second.unit, second.noun
    first.top = second.value
    return first.value < second.value


def _spanning(first: Quantity, between: list[str], pieces: list[Piece]) -> bool:
    if len(between) != 1:
        return False
    before = pieces[first.first - 1].low if first.first else ""
    return between[0] in _DASHES or (between == ["and"] and before == "between") or (between == ["to"] and not before)
