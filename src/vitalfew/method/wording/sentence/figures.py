"""Makes quantities of digits: '$1.2M', '95 %', '4.2/5', '30 days', '10×'."""

from vitalfew.method.wording.sentence.lexicon import Lexicon
from vitalfew.method.wording.sentence.numerals import value_of
from vitalfew.method.wording.sentence.pieces import WORD, Pieces
from vitalfew.method.wording.sentence.quantity import Quantity
from vitalfew.method.wording.sentence.unit_words import with_words
from vitalfew.method.wording.units import CURRENCY_CODES, CURRENCY_SIGNS

_SCALES = frozenset({"4", "5", "5.0", "7", "10", "10.0", "100"})
_MINUS = frozenset({"-", "−"})
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_MOVES = frozenset({"from", "to", "→", "->"})


def figure(pieces: Pieces, at: int, lexicon: Lexicon) -> Quantity | None:
    """The quantity that begins with the digits at a place; None for '5th', '2FA', '1.2.3'."""
    match = pieces.matches[at]
    sign, money, late, digits, tail, over, _plus, noun = match.groups()[3:]
    unit, size = _tail(tail.strip(), lexicon) if tail else ("", 1.0)
    if unit is None or (unit == "p" and digits in lexicon.sets["lines of a picture"]):
        return _place(pieces, at, digits, tail.lower(), lexicon)
    after = "" if digits.isdecimal() else _following(pieces.after(at), lexicon)
    priced = (money or after in CURRENCY_CODES) and size == 1.0 and after != "size"
    value = value_of(digits, money=bool(priced), percent=unit == "%")
    if value is None:
        return None
    if sign in _MINUS or late:
        value = -value
    found = Quantity(value, unit, at, at + 1, *match.span())
    found.sign = sign or ""
    if money:
        size = _price(found, money, tail, size, lexicon)
    if size != 1.0:
        found.value, found.size = found.value * size, size
    _note_unit(found, pieces)
    if noun:
        return _adjective(found, noun.lower(), lexicon)
    if over and not _scaled(found, over.strip(" /"), pieces.after(at)):
        return None
    _code_before(found, pieces)
    return with_words(found, pieces, lexicon)


def _place(pieces: Pieces, at: int, digits: str, tail: str, lexicon: Lexicon) -> Quantity | None:
    """'from 7th to 3rd place'; None for '5th' of another kind."""
    if tail not in _ORDINALS or not at or pieces.lows[at - 1] not in _MOVES:
        return None
    ranked = digits.isdecimal() and not lexicon.sets["places"].isdisjoint(pieces.lows)
    return Quantity(float(digits), "", at, at + 1, *pieces.span(at)) if ranked else None


def _tail(tail: str, lexicon: Lexicon) -> tuple[str | None, float]:
    """The unit and the magnitude of what is glued to the digits; the unit is None for letters of another kind."""
    if tail == "%":
        return tail, 1.0
    if tail in lexicon.glued_sizes:
        return "", lexicon.glued_sizes[tail]
    if tail == "m" or tail in lexicon.sets["kept units"]:
        return tail, 1.0
    return lexicon.units.get(tail.lower()), 1.0


def _following(low: str, lexicon: Lexicon) -> str:
    """What the next piece is to a number: 'size', a unit, or ''."""
    if low in lexicon.sizes:
        return "size"
    return CURRENCY_SIGNS.get(low) or lexicon.units.get(low, "")


def _price(found: Quantity, money: str, tail: str | None, size: float, lexicon: Lexicon) -> float:
    """Make it an amount of money; returns its magnitude, which may be written small after it: '$5m'."""
    found.unit = CURRENCY_SIGNS.get(money.strip()[-1:]) or ("INR" if money.startswith("Rs") else money)
    return lexicon.glued_sizes.get(tail.strip().upper(), size) if tail else size


def _note_unit(found: Quantity, pieces: Pieces) -> None:
    match = pieces.matches[found.first]
    group = "money" if match["money"] else "over" if match["over"] else "tail" if found.unit else ""
    if group:
        written = match[group]
        start, found.unit_end = match.span(group)
        found.unit_start = start + len(written) - len(written.lstrip())


def _adjective(found: Quantity, noun: str, lexicon: Lexicon) -> Quantity:
    found.unit, found.noun = lexicon.units.get(noun, found.unit), noun
    found.kind = "" if found.unit == "rating" else "factor" if noun == "fold" else "adjective"
    if found.kind == "factor":
        found.unit = "x"
    return found


def _scaled(found: Quantity, over: str, after: str) -> bool:
    """Read '4.2/5' as a rating and '3/4 of' as a share; False for other slashes."""
    if over == ":1":
        found.unit = "x"
        return found.value != 1 or not after[:1].isalpha() or after == "ratio"  # not '1:1 talks'
    if after == "of" and 0 < found.value < float(over) and found.value == int(found.value):
        found.value, found.unit = found.value / float(over) * 100, "%"
        return True
    if found.unit or over not in _SCALES or found.value > float(over):
        return False
    found.unit = "rating"
    return True


def _code_before(found: Quantity, pieces: Pieces) -> None:
    """Take 'USD', 'Rs.' and 'minus' before the digits in."""
    if found.first == 0 or pieces.kinds[found.first - 1] != WORD:
        return
    code = pieces.lows[found.first - 1].upper()
    if code == "MINUS":
        found.value = -found.value
        found.first -= 1
        found.start = pieces.start(found.first)
    if found.unit:
        return
    if code in CURRENCY_CODES or code == "RS":
        found.unit = "INR" if code == "RS" else code
        found.first -= 1
        found.start = pieces.start(found.first)
        found.unit_start, found.unit_end = pieces.span(found.first)
