"""Finds two numbers of one sentence whose units don't convert into each other."""

import re

from vitalfew.method.wording.amount import amount_of, amount_pattern
from vitalfew.method.wording.reading import Span
from vitalfew.method.wording.units import CURRENCY_CODES, CURRENCY_SIGNS, converted

_DURATIONS = frozenset({"ms", "s", "min", "h", "d", "week", "month", "year"})
_KNOWN = frozenset(CURRENCY_CODES) | frozenset(CURRENCY_SIGNS.values()) | _DURATIONS | {"%"}
_BOTH = re.compile(rf"\bfrom\s+{amount_pattern('a')}\s+(?:to|→|->)\s+{amount_pattern('b')}", re.IGNORECASE)


def clashing_units(text: str, unit: str = "") -> tuple[str, str, Span] | None:
    """The two units of 'from 120 EUR to 30 %' and where they stand; None where they agree or only one is known."""
    if "from" not in text and "From" not in text:
        return None
    match = _BOTH.search(text)
    first, last = (amount_of(match, end) if match else None for end in "ab")
    if match is None or first is None or last is None or first.unit == last.unit:
        return None
    if first.unit not in _KNOWN or last.unit not in _KNOWN:
        return None
    months = {first.unit, last.unit} <= _DURATIONS
    return (
        None if months or converted(1.0, first.unit, last.unit) is not None else (first.unit, last.unit, match.span())
    )
