"""Reads one cell that should hold a number, as far as the cell alone can tell."""

import math
import re
from typing import NamedTuple

from vitalfew.sheets.table import Cell

POINT, COMMA = ".", ","
LONGEST = 400
LARGEST = 1e100
TOO_LARGE = "Write a number below 1e100."
AMBIGUOUS = {"1.234": POINT, "1,234": COMMA}

_AFFIX = r"(?:%|‰|[$€£¥₹]|(?:usd|eur|gbp|chf|inr|jpy)(?![a-z]))"
_PARTS = re.compile(rf"({_AFFIX})?\s*([-+]?)\s*({_AFFIX})?\s*([\d.,].*?)\s*({_AFFIX})?", re.IGNORECASE | re.DOTALL)
_SPACES = re.compile(r"(?<=\d)[ \u00a0\u202f\u2009'’](?=\d{3}(?!\d))", re.ASCII)
_BODY = re.compile(r"(\d*(?:[.,]\d+)*)(e[-+]?\d{1,4})?", re.IGNORECASE | re.ASCII)
_NOT_FINITE = re.compile(r"[-+]?(nan|inf|infinity|∞|1\.#(inf|qnan|ind)\d*)", re.IGNORECASE)
_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹"}
_GROUPED = r"\d{{1,3}}({0}\d{{3}})+|\d{{1,2}}({0}\d{{2}})*{0}\d{{3}}|\d*"
_GROUPS = {mark: re.compile(_GROUPED.format(re.escape(mark)), re.ASCII) for mark in (POINT, COMMA)}

Reason = tuple[str, str]


class Written(NamedTuple):
    """A number as written: `mark` is its decimal mark if the cell alone shows it, '1.234' or '1,234' if it may
    be a grouping mark as well, '' without any; `unit` is its percent or currency sign."""

    text: str
    body: str
    exponent: str
    mark: str
    unit: str


def read_cell(cell: Cell) -> float | Written | Reason:
    """The number of a workbook's cell, the parts of a written one, or (what is wrong, what to do)."""
    if isinstance(cell, str):
        return _read_text(cell.strip())
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return "this is not a number.", "Write a number; a duration as a number of one unit, such as minutes."
    if not math.isfinite(cell):
        return _not_finite(str(cell))
    return float(cell) if abs(cell) <= LARGEST else _too_large(str(cell))


def number_in(written: Written, decimal: str) -> float | Reason:
    """The value under the column's decimal mark, or (what is wrong, what to do)."""
    whole, _, fraction = written.body.rpartition(decimal) if decimal in written.body else (written.body, "", "")
    group = COMMA if decimal == POINT else POINT
    sign = "-" if whole.startswith("-") else ""
    if not _GROUPS[group].fullmatch(whole.lstrip("-")) or not (fraction == "" or fraction.isdecimal()):
        return (
            f'"{written.text}" does not fit a column whose decimal mark is "{decimal}".',
            "Write the whole column with one decimal mark, and thousands in groups of three or without a separator.",
        )
    value = float(f"{sign}{whole.lstrip('-').replace(group, '') or '0'}.{fraction or '0'}{written.exponent}")
    return value if abs(value) <= LARGEST else _too_large(written.text)


def typed_number(text: str, *, unit: str = "") -> float:
    """The number that a person typed: '3.1', '3,1', '−4', '1,200,000', '5 %', or with the unit it is asked in.

    Raises ValueError, saying what to write, for anything else and where a comma could mean two things.
    """
    plain = text.strip()
    if unit and plain.lower().endswith(unit.lower()):
        plain = plain[: -len(unit)].strip()
    written = read_cell(plain)
    if isinstance(written, float):
        return written
    if not isinstance(written, Written):
        raise ValueError(f"“{plain}” is not a number. Write one like 3.1.")
    if written.mark in AMBIGUOUS:
        thousand = plain.replace(",", "").replace(".", "")
        raise ValueError(f"“{plain}” can be read in two ways. Write {thousand}, or one decimal more or less.")
    number = number_in(written, written.mark or ".")
    if not isinstance(number, float):
        raise ValueError(" ".join(number))
    return number


def _read_text(text: str) -> Written | Reason:
    if _NOT_FINITE.fullmatch(text):
        return _not_finite(text)
    if text.startswith("="):
        return (
            "this is a formula, and a text file holds no results of formulas.",
            "Copy the column and paste it as values, then save again.",
        )
    parts = _PARTS.fullmatch(text.replace("−", "-")) if len(text) <= LONGEST else None
    body = _BODY.fullmatch(_SPACES.sub("", parts.group(4))) if parts else None
    if parts is None or body is None or not any(char.isdigit() for char in body.group(1)):
        return f'"{_short(text)}" is not a number.', "Write a number, or leave the cell empty if nothing was measured."
    sign = "-" if parts.group(2) == "-" else ""
    affix = (parts.group(1) or parts.group(3) or parts.group(5) or "").upper()
    unit = _SIGNS.get(affix, affix)
    exponent = body.group(2) or ""
    return Written(text, sign + body.group(1), exponent, _mark(body.group(1), exponent), unit)


def _mark(body: str, exponent: str) -> str:
    """The decimal mark that the digits prove, an ambiguous pattern, or ''."""
    marks = [char for char in body if char in ".,"]
    if not marks:
        return ""
    other = {POINT: COMMA, COMMA: POINT}[marks[-1]]
    if other in marks:
        return marks[-1]
    if len(marks) > 1:
        return other
    whole, _, fraction = body.partition(marks[0])
    grouping = len(fraction) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0") and not exponent
    return f"1{marks[0]}234" if grouping else marks[0]


def _not_finite(text: str) -> Reason:
    return (
        f'"{text}" is no measurement that can be kept.',
        "Write a number, or leave the cell empty if nothing was measured.",
    )


def _too_large(text: str) -> Reason:
    return f'"{_short(text)}" is larger than any number that can be judged.', TOO_LARGE


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:37]}…"
