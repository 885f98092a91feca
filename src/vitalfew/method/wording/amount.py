"""Reads an amount: a number with its magnitude and its unit."""

import math
import re
from functools import lru_cache
from typing import NamedTuple

from vitalfew.method.late import late
from vitalfew.method.wording.units import CURRENCY_CODES, unit_named

_CODES = "|".join(sorted(CURRENCY_CODES))
_MAGNITUDES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "b": 1e9, "bn": 1e9, "billion": 1e9}
NUMBER = r"(?:\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:e[+\-]?\d+)?|\.\d+)"


def amount_pattern(prefix: str = "") -> str:
    """The regular expression of an amount, its groups named with a prefix for `amount_of`."""
    return (
        rf"(?P<{prefix}sign>[+\-−])?\s?(?P<{prefix}money>[$€£¥₹]|(?:{_CODES})\s)?\s?(?P<{prefix}number>{NUMBER})"
        rf"(?P<{prefix}size>\s?(?:thousand|million|billion|bn|mn|(?-i:[kKMB]))(?![A-Za-z]))?"
        rf"(?P<{prefix}stars>\s?/\s?(?:5|10|100)(?!\d)|\s?★)?"
        rf"(?:\s?(?P<{prefix}unit>%|[$€£¥₹]|x(?![a-z])|(?!per\b)[A-Za-zµ°][\w\-]*))?"
    )


_WHOLE = late(
    amount_pattern()
    + r"(?P<more>(?:\s(?!per\b|a\b|each\b|or\b|and\b)[A-Za-z]+){0,2})"
    + r"(?P<per>\s?(?:/|per\s|a\s|each\s)\s?[\w\s\-]{1,40})?\s*"
)
_GROUPS = ("sign", "money", "number", "size", "stars", "unit")
_MINUS = ("-", "−")
_AFTER_MONEY = ("m", "b")
_SPACES = late(r"[,\u00a0\u202f]")


class Amount(NamedTuple):
    """A finite number and its unit: '%', a currency code, a duration ('h', 'd'), a noun, or ''."""

    value: float
    unit: str = ""


@lru_cache(maxsize=4096)
def read_amount(text: str) -> Amount | None:
    """The amount that the whole text names ('50 points', '95 %', '$1.2M/month'), or None."""
    match = _WHOLE.fullmatch(" ".join(text.split()))
    amount = amount_of(match) if match else None
    if match is None or amount is None or not match["more"] or (amount.unit == "%" and match["more"][:4] == " of "):
        return amount
    return None if not match["unit"] else Amount(amount.value, match["unit"] + match["more"])


def amount_of(match: re.Match[str], prefix: str = "") -> Amount | None:
    """The amount that the groups of `amount_pattern` with this prefix hold; None if it is too large to keep."""
    sign, money, number, size, stars, unit = match.group(*(prefix + part for part in _GROUPS))
    value = float(_SPACES.sub("", number))
    if money and unit in _AFTER_MONEY:
        size = unit
    if size:
        value *= _MAGNITUDES[size.strip().lower()]
    if not math.isfinite(value):
        return None
    return Amount(-value if sign in _MINUS else value, "rating" if stars else unit_named(money or unit or ""))
