"""The units that people write, under one name each, and what one of them is in another."""

import re

CURRENCY_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}
CURRENCY_CODES = frozenset(
    re.findall(
        r"\w+",
        "USD EUR GBP JPY INR AED AUD BDT BRL CAD CHF CLP CNY CZK DKK EGP GHS HKD HUF IDR ILS KES KRW KWD LKR MXN MYR "
        "NGN NOK NZD PKR PLN QAR SAR SEK SGD THB TWD TZS UAH UGX VND XAF XOF ZAR",
    )
)
_SPELLINGS = {
    "%": "% percent pct percentage",
    "ms": "ms msec msecs millisecond milliseconds",
    "s": "s sec secs second seconds",
    "min": "min mins minute minutes",
    "h": "h hr hrs hour hours",
    "d": "d day days",
    "week": "week weeks wk wks",
    "month": "month months mo",
    "year": "year years yr yrs",
}
_NAMES = {spelling: unit for unit, spellings in _SPELLINGS.items() for spelling in spellings.split()}
_SECONDS = {
    "ms": 0.001, "s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0, "week": 604800.0,
    "month": 2_629_800.0, "year": 31_557_600.0,
}  # fmt: skip
_PENCE = {"p": 1.0, "GBP": 100.0}
_BYTES = {"KB": 1.0, "kB": 1.0, "MB": 1e3, "GB": 1e6, "TB": 1e9}


def unit_named(word: str) -> str:
    """The one name of a unit: '%' for 'percent', 'h' for 'hours', 'USD' for '$'; other words stay as they are."""
    plain = word.strip().rstrip(".")
    if plain.upper() in CURRENCY_CODES:
        return plain.upper()
    return CURRENCY_SIGNS.get(plain) or _NAMES.get(plain.lower(), plain)


def converted(value: float, unit: str, to: str) -> float | None:
    """The value in another unit; None where one unit does not convert into the other (a month is 365.25 / 12 days)."""
    if unit == to or not unit or not to:
        return value
    for sizes in (_SECONDS, _BYTES, _PENCE):
        if unit in sizes and to in sizes:
            return value * (sizes[unit] / sizes[to])
    return None
