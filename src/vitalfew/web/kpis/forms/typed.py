"""Numbers as people type them, with or without a unit, and back."""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError

from vitalfew.method.numbers import CODED_CURRENCIES, CURRENCIES, exact
from vitalfew.sheets.number import AMBIGUOUS, COMMA, POINT, Written, number_in, read_cell

_SIGNS = {sign: code for code, sign in CURRENCIES.items()} | {code: code for code in CODED_CURRENCIES | set(CURRENCIES)}
_SIGN = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
_QUANTITY = re.compile(
    rf"(?P<minus>[-−+]?)\s*(?P<sign>{_SIGN})?\s*(?P<number>[-−+]?[.,]?\d[\d.,'’]*(?:[ \u00a0\u202f]\d{{3}}(?!\d))*"
    r"(?:[.,]\d+)?(?:[eE][-+]?\d+)?)\s*(?P<unit>.*)",
    re.DOTALL,
)
_TAIL_FREE = re.compile(r"\d[.,]\d{3}$")
LONGEST_UNIT = 30


class Quantity(NamedTuple):
    """A number and its unit ('' where none was typed)."""

    value: float
    unit: str


def read_number(text: str) -> float:
    """The number typed; raises ValidationError for what is none, is not finite, or can be read in two ways."""
    found = read_cell(text.strip())
    if isinstance(found, float):
        return found
    if not isinstance(found, Written):
        raise ValidationError(_sentence(found))
    if found.mark in AMBIGUOUS:
        raise ValidationError(_two_ways(found))
    number = number_in(found, found.mark or POINT)
    if not isinstance(number, float):
        raise ValidationError(_sentence(number))
    return number


def read_quantity(text: str) -> Quantity:
    """A number with its unit: '95 %', '€1.200.000', '40 points'; raises ValidationError."""
    match = _QUANTITY.fullmatch(text.strip())
    if match is None:
        raise ValidationError(f"“{text.strip()[:40]}” is not a number. Write one like 95 % or 40 points.")
    unit = " ".join(match["unit"].split())
    if len(unit) > LONGEST_UNIT:
        raise ValidationError(
            f"“{unit[:40]}…” is too long for a unit. Write the number and a short unit, like 40 points."
        )
    value = read_number(match["minus"] + match["number"])
    return Quantity(value, _SIGNS[match["sign"]] if match["sign"] else _SIGNS.get(unit, unit))


def typed(value: float | None, unit: str = "") -> str:
    """A number for a field, which reads back as exactly this number, with its unit."""
    if value is None:
        return ""
    text = exact(value)
    whole, _, fraction = text.lstrip("-").partition(".")
    if len(fraction) == 3 and len(whole) <= 3 and not whole.startswith("0"):
        text += "0"
    return f"{text} {unit}".strip()


def _two_ways(written: Written) -> str:
    digits = re.sub(r"[.,]", "", written.body)
    whole, small = digits.lstrip("-"), written.body.replace(COMMA, POINT)
    return (
        f"“{written.text}” can be read as {small} or as {digits}. "
        f"Write {whole} for the large number, or {small.lstrip('-')}0 for the small one."
    )


def _sentence(reason: tuple[str, str]) -> str:
    what, what_to_do = reason
    return f"{what[:1].upper()}{what[1:]} {what_to_do}"
