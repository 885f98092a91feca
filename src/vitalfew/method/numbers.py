"""How a number is shown: three or four significant digits, grouped, with its unit.

Rules are computed on the unrounded number; only what is shown goes through here.
"""

import math
import re
from decimal import ROUND_HALF_UP, Decimal

CURRENCIES = {
    "USD": "$",
    "EUR": "€",
    "GBP": "£",
    "INR": "₹",
    "JPY": "¥",
    "CNY": "CN¥",
    "KRW": "₩",
    "BRL": "R$",
}
CODED_CURRENCIES = frozenset({"AUD", "CAD", "CHF", "CZK", "DKK", "HUF", "MXN", "NOK", "NZD", "PLN", "SEK", "ZAR"})
GLUED_UNITS = frozenset({"x", "°", "′", "″"})
SAME_FOR_ONE = frozenset({"series", "species", "news", "iops", "flops", "lens", "mips", "sales", "goods", "plus"})
IN_IE = frozenset({"movies", "cookies", "calories", "selfies"})
SILENT_UNITS = frozenset({"", "rating"})
FULL = 100.0
MOST_DIGITS = 8
NOTHING = "–"
MINUS = "−"
_COUNTED = re.compile(r"((?:[a-z-]+ )*?)([a-z]{3,}(?<![sui])s)(?= per |/|$)")  # 'story points per week'
_ES = re.compile(r"(?:ch|sh|x|ss)es$")
SCORE_EDGES = (0.4, 0.7, 1.0)
SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def of_one(unit: str) -> str:
    """The unit beside the number 1: 'story' for 'stories', 'order per day'; one that is no English plural as it is."""
    word = _COUNTED.match(unit)
    if word is None or word[2] in SAME_FOR_ONE or not re.search("[aeiouy]", word[2][:-1]):
        return unit
    return word[1] + _singular(word[2]) + unit[word.end() :]


def _singular(word: str) -> str:
    if word.endswith("ies") and word not in IN_IE:
        return f"{word[:-3]}y"
    return word[:-2] if _ES.search(word) else word[:-1]


def in_words(count: int) -> str:
    """A count in a sentence: 'no', 'one' … 'ten', and '11', '1,200'."""
    return SMALL[count] if 0 <= count < len(SMALL) else f"{count:,}"


def show(
    value: float | None,
    unit: str = "",
    *,
    group: str = ",",
    point: str = ".",
    beside: float | None = None,
    decimals: int | None = None,
) -> str:
    """The number for a reader: '86.6 %', '12,000 users', '$1,200,000', '−3.2', and '–' for None or NaN.

    Three significant digits below 1,000 and four from there on, or so many `decimals` ('90.0 %' with 1). `beside` is a
    number that this one is read against, such as a red line: enough digits are shown to tell the two apart (94.96
    beside 95 is '94.96').
    A percentage just under 100 is never shown as 100.
    """
    if value is None or not math.isfinite(value):
        return NOTHING
    if beside is None and unit == "%" and value < FULL:
        beside = FULL
    rounded = _rounded(value, beside=beside, decimals=decimals)
    sign = MINUS if rounded < 0 else ""
    return sign + _with_unit(_grouped(abs(rounded), unit, group=group, point=point, fewest=decimals or 0), unit)


def show_range(lower: float | None, upper: float | None, unit: str = "", *, group: str = ",", point: str = ".") -> str:
    """Two numbers as one: '85.6–91.3 %', '−2 to 3 %', 'up to 9 %', '3 % or more', '–' when both are None."""
    if lower is None and upper is None:
        return NOTHING
    high, low = (show(each, unit, group=group, point=point) for each in (upper, lower))
    if lower is None:
        return f"up to {high}"
    if upper is None:
        return f"{low} or more"
    if low == high:
        return low
    start = low if _currency(unit) else show(lower, group=group, point=point)
    return f"{start} to {high}" if min(lower, upper) < 0 else f"{start}–{high}"


def show_score(score: float | None) -> str:
    """A score of 0–1 with one decimal, and with two within 0.02 of a band's edge (0.4, 0.7, 1.0).

    Two are shown as well where one would name a band that the score has not reached: 0.66 is not '0.7',
    and 0.699 is '0.69'.
    """
    if score is None or not math.isfinite(score):
        return NOTHING
    exactly = Decimal(repr(float(score)))
    one = exactly.quantize(Decimal("0.1"), ROUND_HALF_UP)
    for edge in (Decimal(str(each)) for each in SCORE_EDGES):
        if abs(exactly - edge) <= Decimal("0.02") or exactly < edge <= one:
            two = exactly.quantize(Decimal("0.01"), ROUND_HALF_UP)
            return _signed(edge - Decimal("0.01") if exactly < edge <= two else two)
    return _signed(one)


def brief_score(score: float | None) -> str:
    """A score beside others and beside '0.7' and '1.0', as `show_score` without a last nought: '0.7', '1.0', '0.42'."""
    text = show_score(score)
    return text[:-1] if text.endswith("0") and text[-3:-2] == "." else text


def exact(value: float | None) -> str:
    """The number for an input field, in plain digits: `float()` of it is the number again; '' for None.

    Raises ValueError for a NaN or an infinity, which no field can hold.
    """
    if value is None:
        return ""
    if not math.isfinite(value):
        raise ValueError(f"{value} is not a number that can be written into a field.")
    text = repr(float(value))
    if "e" in text:
        text = format(Decimal(text), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rounded(value: float, *, beside: float | None, decimals: int | None) -> Decimal:
    exactly = Decimal(repr(float(value)))
    digits = 4 if abs(value) >= 1000 else 3
    if decimals is not None:
        digits = exactly.adjusted() + 1 + decimals
    rounded = _to_digits(exactly, digits)
    if beside is None or not math.isfinite(beside):
        return rounded
    other = Decimal(repr(float(beside)))
    while exactly != other and digits < MOST_DIGITS and (rounded == other or (rounded > other) != (exactly > other)):
        digits += 1
        rounded = _to_digits(exactly, digits)
    return rounded


def _to_digits(number: Decimal, digits: int) -> Decimal:
    if number == 0:
        return Decimal(0)
    return number.quantize(Decimal(1).scaleb(number.adjusted() - digits + 1), ROUND_HALF_UP)


def _grouped(number: Decimal, unit: str, *, group: str, point: str, fewest: int) -> str:
    if number != 0 and not -9 <= number.adjusted() < 15:
        return f"{number.normalize():e}".replace("e+", "e").replace(".", point)
    whole, _, fraction = format(number, "f").partition(".")
    fraction = fraction.rstrip("0").ljust(fewest, "0")
    if fraction and _currency(unit):
        fraction = fraction.ljust(2, "0")
    digits = f"{int(whole):,}".replace(",", group)
    return f"{digits}{point}{fraction}" if fraction else digits


def _currency(unit: str) -> str:
    return CURRENCIES.get(unit) or (f"{unit} " if unit in CODED_CURRENCIES else "")


def _with_unit(digits: str, unit: str) -> str:
    if currency := _currency(unit):
        return currency + digits
    if unit in SILENT_UNITS:
        return digits
    unit = of_one(unit) if digits == "1" else unit
    return f"{digits}{unit}" if unit in GLUED_UNITS else f"{digits} {unit}"


def _signed(number: Decimal) -> str:
    text = str(abs(number))
    return MINUS + text if number < 0 else text
