"""Makes one quantity of two: '1h 30m', '10–15 %', 'between 5 and 7', 'one in five', '4.5 out of 5'."""

from vitalfew.method.wording.sentence.lexicon import Lexicon
from vitalfew.method.wording.sentence.pieces import WORD, Pieces
from vitalfew.method.wording.sentence.quantity import Quantity
from vitalfew.method.wording.units import converted

_ARROWS = frozenset({"→", "->", "=>", "-->", "➜"})
_DASHES = frozenset({"-", "–", "—"})
_LENGTHS = {"week": 5, "d": 4, "h": 3, "min": 2, "s": 1, "ms": 0}
_SMALLER = {"h": "min", "min": "s"}
_MOST_OUT_OF = 100
_MOST_IN = 20
_PARTS = frozenset({2, 3, 4, 5, 10, 20})
_MOST_TO_ONE = 1000  # '1 in 500 orders'


def joined(first: Quantity, second: Quantity, pieces: Pieces, lexicon: Lexicon) -> bool:
    """Whether the second was made a part of the first."""
    if second.first - first.last > 2:
        return False
    between = pieces.lows[first.last : second.first]
    if (
        _compound(first, second, between)
        or _ratio(first, second, between, pieces, lexicon)
        or _to_one(first, second, between)
        or _range(first, second, between, pieces)
    ):
        first.last, first.end = second.last, second.end
        return True
    return False


def _compound(first: Quantity, second: Quantity, between: list[str]) -> bool:
    if second.unit == "m" and first.unit == "h":
        second.unit = "min"
    elif first.unit == "m" and second.unit == "s":
        first.unit = "min"
    if not between and second.bare and second.value < 60 and second.start == first.end:  # '2h30'
        second.unit = _SMALLER.get(first.unit, "")
    if between not in ([], ["and"], [","]) or _LENGTHS.get(first.unit, -1) <= _LENGTHS.get(second.unit, 9):
        return False
    more = converted(second.value, second.unit, first.unit)
    first.value += more or 0.0
    return more is not None


def _ratio(first: Quantity, second: Quantity, between: list[str], pieces: Pieces, lexicon: Lexicon) -> bool:
    """'1 in 5', '9 of 10 guests', 'nine out of ten' as shares; '4.5 out of 5' as a rating."""
    most = {"in": _MOST_IN, "of": _MOST_IN, "out of": _MOST_OUT_OF}.get(" ".join(between))
    if most is None or first.unit or first.kind or second.kind or second.unit not in {"", "rating"}:
        return False
    if not 0 < first.value <= second.value <= (_MOST_TO_ONE if first.value == 1 and between == ["in"] else most):
        return False
    rated = first.value != int(first.value) or bool(second.unit) or not _of_people(second, pieces, lexicon)
    if between == ["of"] and not second.unit and not _of_many(first, second, pieces, rated=rated):
        return False
    if rated and (between[0] == "out" or second.unit):
        first.unit, first.most = "rating", second.value
    else:
        first.value, first.unit, first.noun = first.value / second.value * 100, "%", second.noun
    return True


def _of_many(first: Quantity, second: Quantity, pieces: Pieces, *, rated: bool) -> bool:
    """Whether '9 of 10' is a share: not the 5 of 'Hire 5 of 8 engineers'."""
    if _beside_arrow(first, second, pieces):
        return True
    return not rated and (first.first == 0 or second.value in _PARTS)


def _to_one(first: Quantity, second: Quantity, between: list[str]) -> bool:
    """'1:8' is eight to one."""
    tight = between == [":"] and second.start == first.end + 1
    if not tight or first.value != 1 or not first.bare or not second.bare:
        return False
    first.value, first.noun = second.value, second.noun
    return True


def _beside_arrow(first: Quantity, second: Quantity, pieces: Pieces) -> bool:
    """'2 of 9 → 4 of 9' are shares."""
    return not _ARROWS.isdisjoint(
        (*pieces.lows[max(first.first - 1, 0) : first.first], *pieces.lows[second.last : second.last + 1])
    )


def _of_people(second: Quantity, pieces: Pieces, lexicon: Lexicon) -> bool:
    if second.last >= len(pieces.lows) or pieces.kinds[second.last] != WORD:
        return False
    return pieces.lows[second.last] not in lexicon.sets["not people"]


def _range(first: Quantity, second: Quantity, between: list[str], pieces: Pieces) -> bool:
    if first.kind or second.kind or not _spanning(first, between, pieces):
        return False
    if (first.unit and second.unit and first.unit != second.unit) or first.raw >= second.raw:
        return False
    if second.size != 1.0 and first.size == 1.0:
        first.value *= second.size
    if not first.unit:
        first.unit, first.unit_start, first.unit_end = second.unit, second.unit_start, second.unit_end
    first.noun, first.top = second.noun, second.value
    return True


def _spanning(first: Quantity, between: list[str], pieces: Pieces) -> bool:
    if len(between) != 1:
        return False
    before = pieces.lows[first.first - 1] if first.first else ""
    return between[0] in _DASHES or (between == ["and"] and before == "between") or (between == ["to"] and not before)
