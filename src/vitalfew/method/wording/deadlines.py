"""Reads a deadline's words as the first day on which it could be due."""

from datetime import date

from vitalfew.method.late import late
from vitalfew.method.wording.vocabulary import words

_ISO = late(r"(20\d\d)-(\d{1,2})(?:-(\d{1,2}))?")
_QUARTER = late(r"\bq([1-4])\b")
_HALF = late(r"\bh([12])\b")
_YEAR = late(r"\b(20\d\d)\b|\bfy\s?'?(\d\d)\b")
_WORD = late(r"[a-z]+")
_END = late(r"\bend\b|\beoy\b|\byear[- ]end\b")


def earliest_day(said: str, around: date) -> date | None:
    """The first day of 'March 2027', 'Q2 2027', 'end of 2027'; without a year the one of `around`; None if unclear."""
    low = said.lower()
    iso = _ISO.search(low)
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3] or 1))
    named = _YEAR.search(low)
    year = around.year if named is None else int(named[1] or f"20{named[2]}")
    month = _month(low)
    if month is None:
        if named is None:
            return None
        month = 12 if _END.search(low) else 1
    found = _day(year, month, 1)
    passed = named is None and found is not None and found < around.replace(day=1)
    return _day(year + 1, month, 1) if passed else found


def _month(low: str) -> int | None:
    """The month that is named, or the first of a quarter or half-year."""
    for period, length in ((_QUARTER, 3), (_HALF, 6)):
        found = period.search(low)
        if found:
            return (int(found[1]) - 1) * length + 1
    months: dict[str, int] = words("deadlines")["months"]
    return next((months[word] for word in _WORD.findall(low) if word in months), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
