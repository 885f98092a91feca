"""What digits stand for: '1,200.50', '1.200,50', '1 200,50', '3,1', '12,50,000'."""

import math

from vitalfew.method.late import late

_GROUPED = late(r"\d{1,3}(?:,\d{2,3})*,\d{3}|\d{1,3}(?:[.’' \u00a0\u202f]\d{3})+")
_SPACES = late(r"[ \u00a0\u202f’']")


def value_of(digits: str, *, money: bool = False, percent: bool = False) -> float | None:
    """The finite number that the digits stand for, or None ('1.2.3')."""
    plain = digits if digits.isdecimal() else _with_point(_SPACES.sub("", digits), money=money, percent=percent)
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _with_point(digits: str, *, money: bool, percent: bool) -> str:
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and point >= 0:
        group, mark = (".", ",") if comma > point else (",", ".")
        return digits.replace(group, "").replace(mark, ".")
    if comma >= 0:
        decimal = not _GROUPED.fullmatch(digits) or digits.startswith("0,") or (percent and len(digits) > 5)
        return digits.replace(",", "." if decimal else "")
    if point >= 0 and _GROUPED.fullmatch(digits) and (money or digits.count(".") > 1) and digits[0] != "0":
        return digits.replace(".", "")
    return digits
