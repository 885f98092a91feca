"""Reads one number as a person types it, with or without a unit: '85,5', '95 %', '€1.200.000', '40 points'."""

import re
from typing import NamedTuple

from vitalfew.method.numbers import CODED_CURRENCIES, CURRENCIES
from vitalfew.sheets.number import AMBIGUOUS, COMMA, POINT, TOO_LARGE, Written, number_in, read_cell

SIGNS = {sign: code for code, sign in CURRENCIES.items()} | {code: code for code in CODED_CURRENCIES | set(CURRENCIES)}
LONGEST_UNIT = 30

_SIGN = "|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True))
_QUANTITY = re.compile(
    rf"(?P<minus>[-−+]?)\s*(?P<sign>{_SIGN})?\s*(?P<number>[-−+]?[.,]?\d[\d.,'’]*(?:[ \u00a0\u202f]\d{{3}}(?!\d))*"
    r"(?:[.,]\d+)?(?:[eE][-+]?\d+)?)\s*(?P<unit>.*)",
    re.DOTALL,
)


class Quantity(NamedTuple):
    """A number and its unit ('' where none was typed)."""

    value: float
    unit: str


def read_number(text: str) -> float:
    """The number typed; raises ValueError in words for what is none, is not finite, or can be read in two ways."""
    found = read_cell(text.strip())
    if isinstance(found, Written):
        if found.mark in AMBIGUOUS:
            raise ValueError(_two_ways(found))
        found = number_in(found, found.mark or POINT)
    if isinstance(found, float):
        return found
    what, what_to_do = found
    raise ValueError(f"{what[:1].upper()}{what[1:]} {what_to_do if what_to_do == TOO_LARGE else 'Write one like 4.2.'}")


def read_quantity(text: str) -> Quantity:
    """A number with its unit; raises ValueError in words."""
    match = _QUANTITY.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"“{text.strip()[:40]}” is not a number. Write one like 95 % or 40 points.")
    unit = " ".join(match["unit"].split())
    if len(unit) > LONGEST_UNIT:
        raise ValueError(f"“{unit[:40]}…” is too long for a unit. Write the number and a short unit, like 40 points.")
    value = read_number(match["minus"] + match["number"])
    return Quantity(value, SIGNS[match["sign"]] if match["sign"] else SIGNS.get(unit, unit))


def two_ways(written: Written) -> tuple[str, str]:
    """The small and the large number that '1,234' may stand for, in plain digits."""
    return written.body.replace(COMMA, POINT), re.sub(r"[.,]", "", written.body)


def _two_ways(written: Written) -> str:
    small, large = two_ways(written)
    return (
        f"“{written.text}” can be read as {small} or as {large}. "
        f"Write {large.lstrip('-')} for the large number, or {small.lstrip('-')}0 for the small one."
    )
