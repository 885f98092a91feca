"""Makes quantities of digits: '$1.2M', '95 %', '4.2/5', '30 days', '10×'."""

from vitalfew.method.wording.sentence.lexicon import Lexicon
from vitalfew.method.wording.sentence.numerals import value_of
from vitalfew.method.wording.sentence.pieces import WORD, Piece
from vitalfew.method.wording.sentence.quantity import Quantity
from vitalfew.method.wording.units import CURRENCY_CODES, CURRENCY_SIGNS

_SCALES = frozenset({"4", "5", "5.0", "7", "10", "10.0", "100"})
_TIMES = frozenset({"ms", "s", "min", "h", "d", "week", "month", "year"})


def figure(pieces: list[Piece], at: int, lexicon: Lexicon) -> Quantity | None:
    """The quantity that begins with the digits at a place; None for '5th', '2FA', '1.2.3'."""
    piece = pieces[at]
    sign, money, late, digits, tail, over, noun = piece.match.group(
        "sign", "money", "late", "digits", "tail", "over", "noun"
    )
    unit, size = _tail(tail.strip(), lexicon) if tail else ("", 1.0)
    follows = _following(pieces, at, lexicon) if unit in {"", "points", "%"} and not noun else ""
    sized = size != 1.0 or follows == "size"
    value = value_of(digits, money=not sized and (bool(money) or follows in CURRENCY_CODES), percent=unit == "%")
    if value is None or unit is None:
        return None
    if sign in {"-", "−"} or late:
        value = -value
    found = Quantity(value, unit, at, at + 1, piece.start, piece.end, sign=sign or "", raw=value)
    if money:
        found.unit, found.money = CURRENCY_SIGNS.get(money.strip()[-1:], money.strip(".").upper()[:3]), True
        found.unit = "INR" if found.unit.startswith("RS") else found.unit
        size = lexicon.glued_sizes.get(tail.strip(), lexicon.glued_sizes.get(tail.upper(), size)) if tail else size
    _grow(found, size)
    _note_unit(found, piece, "money" if money else "over" if over else "tail")
    if noun:
        return _adjective(found, noun, lexicon)
    if over and not _scaled(found, over.strip(" /"), pieces):
        return None
    return with_words(found, pieces, lexicon)


def _note_unit(found: Quantity, piece: Piece, group: str) -> None:
    start, end = piece.match.span(group)
    if start >= 0:
        blank = len(piece.match.group(group)) - len(piece.match.group(group).lstrip())
        found.unit_start, found.unit_end = start + blank, end


def _tail(tail: str, lexicon: Lexicon) -> tuple[str | None, float]:
    """The unit and the magnitude of what is glued to the digits; the unit is None for letters of another kind."""
    if tail in lexicon.glued_sizes:
        return "", lexicon.glued_sizes[tail]
    if tail == "m" or tail in lexicon.sets["kept units"]:
        return tail, 1.0
    return lexicon.units.get(tail.lower()), 1.0


def _following(pieces: list[Piece], at: int, lexicon: Lexicon) -> str:
    """What the next piece is to a number: 'size', a unit, or ''."""
    if at + 1 >= len(pieces):
        return ""
    low = pieces[at + 1].low
    if low in lexicon.sizes:
        return "size"
    return CURRENCY_SIGNS.get(low) or lexicon.units.get(low, "")


def _grow(found: Quantity, size: float) -> None:
    if size != 1.0:
        found.value *= size
        found.size = size


def _adjective(found: Quantity, noun: str, lexicon: Lexicon) -> Quantity:
    word = noun.lower()
    found.unit = lexicon.units.get(word, found.unit)
    found.kind = "" if found.unit == "rating" else "factor" if word == "fold" else "adjective"
    if found.kind == "factor":
        found.unit = "x"
    found.noun = word
    return found


def _scaled(found: Quantity, over: str, pieces: list[Piece]) -> bool:
    """Read '4.2/5' as a rating and '3/4 of' as a share; False for other slashes."""
    if over == ":1":
        found.unit = "x"
        return True
    after = pieces[found.first + 1].low if found.first + 1 < len(pieces) else ""
    if after == "of" and 0 < found.value < float(over) and found.value == int(found.value):
        found.value, found.unit = found.value / float(over) * 100, "%"
        return True
    if found.unit or over not in _SCALES or found.value > float(over):
        return False
    found.unit = "rating"
    return True


def with_words(found: Quantity, pieces: list[Piece], lexicon: Lexicon) -> Quantity:
    """Add the magnitude and the unit that follow as words."""
    _code_before(found, pieces)
    while found.last < len(pieces) and pieces[found.last].low in lexicon.sizes and found.size < 1e9:
        _grow(found, found.size * lexicon.sizes[pieces[found.last].low] / found.size)
        found.size = lexicon.sizes[pieces[found.last].low]
        _take(found, pieces, 1)
    if found.last < len(pieces):
        before, first = found.unit, found.last
        _unit_after(found, pieces, lexicon)
        if found.unit != before:
            found.unit_start, found.unit_end = pieces[first].start, found.end
    if found.unit == "x":
        found.kind = "factor"
    return found


def _code_before(found: Quantity, pieces: list[Piece]) -> None:
    if found.first and not found.unit:
        before = pieces[found.first - 1]
        code = before.low.rstrip(".").upper()
        if before.kind == WORD and (code in CURRENCY_CODES or code in {"RS", "US"}):
            found.unit, found.money = {"RS": "INR", "US": ""}.get(code, code), code != "US"
            found.first, found.start = found.first - 1, before.start


def _unit_after(found: Quantity, pieces: list[Piece], lexicon: Lexicon) -> None:
    piece = pieces[found.last]
    low = piece.low
    if low in CURRENCY_SIGNS:
        if not (found.last + 1 < len(pieces) and pieces[found.last + 1].start == piece.end):
            found.unit, found.money = CURRENCY_SIGNS[low], True
            _take(found, pieces, 1)
        return
    if piece.kind != WORD:
        return
    if found.unit == "%" and low in {"points", "point", "pts", "pp"}:
        found.unit = "points"
        _take(found, pieces, 1)
    elif found.unit == "":
        _plain_unit(found, pieces, lexicon)


def _plain_unit(found: Quantity, pieces: list[Piece], lexicon: Lexicon) -> None:
    low = pieces[found.last].low
    after = pieces[found.last + 1].low if found.last + 1 < len(pieces) else ""
    if low == "per" and after == "cent":
        found.unit = "%"
        _take(found, pieces, 2)
    elif low in lexicon.units or low.upper() in CURRENCY_CODES:
        found.unit = lexicon.units.get(low) or low.upper()
        _take(found, pieces, 1)
        if found.unit == "%" and after in {"points", "point"}:
            found.unit = "points"
            _take(found, pieces, 1)
    elif low in lexicon.sets["between number and time"] and lexicon.units.get(after) in _TIMES:
        found.unit = lexicon.units[after]
        _take(found, pieces, 2)
    elif pieces[found.last].match.group() in lexicon.sets["kept units"]:
        found.unit = pieces[found.last].match.group()
        _take(found, pieces, 1)
    elif low not in lexicon.sets["not a unit"]:
        found.noun = low


def _take(found: Quantity, pieces: list[Piece], count: int) -> None:
    found.last += count
    found.end = pieces[found.last - 1].end
