"""Finds two numbers of one sentence whose units don't convert into each other."""

import re

from vitalfew.method.late import late
from vitalfew.method.wording.amount import amount_of, amount_pattern
from vitalfew.method.wording.reading import Span
from vitalfew.method.wording.units import CURRENCY_CODES, CURRENCY_SIGNS, converted

_DURATIONS = frozenset({"ms", "s", "min", "h", "d", "week", "month", "year"})
_KNOWN = frozenset(CURRENCY_CODES) | frozenset(CURRENCY_SIGNS.values()) | _DURATIONS | {"%"}
_SIZES = frozenset(
    {"litre", "litres", "liter", "liters", "kg", "g", "km", "kwh", "tonnes", "tons", "kb", "mb", "gb", "tb"}
)
_BOTH = late(rf"from\s+{amount_pattern('a')}\s+(?:to|→|->)\s+{amount_pattern('b')}", re.IGNORECASE)


def clashing_units(text: str) -> tuple[str, str, Span] | None:
    """The two units of 'from 120 EUR to 30 %' and where they stand; None where they agree or only one is known."""
    at = text.find("from ") if _may_clash(text) else -1
    match = _BOTH.match(text, at) if at >= 0 else None
    first, last = (amount_of(match, end) if match else None for end in "ab")
    if match is None or first is None or last is None or not clash(first.unit, last.unit):
        return None
    return first.unit, last.unit, match.span()


def _may_clash(text: str) -> bool:
    """A quick look: two units that clash are a share and an amount, or the signs of two currencies."""
    shares = text.count("%")
    if shares or text.isascii():  # of the signs only '$' is plain ASCII
        return shares == 1
    return sum(sign in text for sign in CURRENCY_SIGNS) > 1


def clash(one: str, other: str) -> bool:
    """Whether both units are known and neither converts into the other ('EUR' and '%'); two durations never clash."""
    if one == other or {one, other} <= _DURATIONS:
        return False
    if "%" in (one, other) and not _SIZES.isdisjoint((one.lower(), other.lower())):
        return True
    if one not in _KNOWN or other not in _KNOWN:
        return False
    return converted(1.0, one, other) is None
