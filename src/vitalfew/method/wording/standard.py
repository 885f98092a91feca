"""Reads a KPI's target ('≥ 99.5%', '200 ms or less') and its red line ('below 40 twice in a row')."""

import re
from dataclasses import dataclass
from datetime import date

from vitalfew.method.late import late
from vitalfew.method.wording.amount import Amount, read_amount
from vitalfew.method.wording.comparing import compared
from vitalfew.method.wording.units import converted

_RANGE = late(
    r"(?:between\s+|from\s+|within\s+)?(?P<low>.+?)\s*(?:–|—|\bto\b|\band\b|(?<=[\d%])\s*-\s*(?=\d))\s*(?P<high>.+)",
    re.I,
)
_AT = late(r"(?:at|exactly|=)\s+(?=[$€£]?\d)", re.IGNORECASE)
_WITHIN = late(r"(?:with)?in\s+(?P<rest>.+)", re.IGNORECASE)
_DURATIONS = frozenset({"ms", "s", "min", "h", "d", "week", "month", "year"})
_REMARK = late(r"\s*(?:\([^()]*\)|[\"“][^\"“”]*[\"”])")
_OF_WHAT = late(r"\s+(?:of|to|for|across|among|on|in)\s+[^\d<>≤≥]+", re.IGNORECASE)
_COUNTS = {"twice": 2, "two": 2, "three": 3, "four": 4, "five": 5}
_IN_A_ROW = late(
    r"[,;]?\s*(?:for\s+)?(?P<n>\d{1,2}|twice|two|three|four|five)\s*"
    r"(?:times\s+|periods?\s*|values?\s*|(?:points?|days?|weeks?|months?|quarters?)\s+(?=in a row))?"
    r"(?:in a row|running|consecutively|periods)?$",
    re.IGNORECASE,
)
_SEVERAL = late(r"\btwice|in a row|for \d+ |for (?:two|three|four|five) |running|consecutive", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """A KPI's aim: `value`, and `upper` for a range; `direction` (higher, lower, within) where the words say it.

    One that moves over time has a `course` of dates with their numbers, which ends at `value`.
    """

    value: float
    upper: float | None = None
    unit: str = ""
    direction: str | None = None
    course: tuple[tuple[date, float], ...] = ()


@dataclass(frozen=True, slots=True)
class RedLine:
    """Values below `lower` or above `upper` cross it, once `in_a_row` periods did."""

    lower: float | None = None
    upper: float | None = None
    unit: str = ""
    in_a_row: int = 1

    @property
    def direction(self) -> str:
        """The good direction that the line's side implies."""
        if self.lower is not None and self.upper is not None:
            return "within"
        return "higher" if self.lower is not None else "lower"


def read_target(text: str) -> Target | None:
    """The target that the text names, or None: '50 points', 'at or above 95 %', '200 ms or less', '10–20'.

    What the amount is one of ('10 % of revenue') and a remark in brackets are left out.
    """
    plain = _AT.sub("", text.strip(), 1) if _AT.match(text.strip()) else text.strip()
    said = compared(plain)
    amount = _amount(said.rest if said else plain)
    if amount is not None:
        return Target(amount.value, None, amount.unit, said.way(amount.unit) if said else None)
    ends = _read_range(plain)
    return _read_limit(plain) if ends is None else Target(ends[0].value, ends[1].value, ends[1].unit, "within")


def _amount(text: str) -> Amount | None:
    """The amount without what it is one of: '10 %' of '10 % of revenue (net)'."""
    amount = read_amount(text)
    if amount is not None:
        return amount
    plain = _REMARK.sub("", text)
    found = _OF_WHAT.search(plain)
    return read_amount(plain[: found.start()] if found and found.end() == len(plain) else plain)


def _read_limit(text: str) -> Target | None:
    """'within 24 hours'."""
    found = _WITHIN.fullmatch(text)
    amount = read_amount(found["rest"]) if found else None
    if amount is None or amount.unit not in _DURATIONS:
        return None
    return Target(amount.value, None, amount.unit, "lower")


def read_red_line(text: str, *, direction: str | None = None) -> RedLine | None:
    """The red line that the text names, or None: 'below 40', 'above 200 ms', 'outside 10–20', '< 40 twice in a row'.

    A bare number is a line on the bad side where `direction` ('higher' or 'lower' is good) tells which that is.
    """
    plain, in_a_row = _without_count(text.strip())
    outside = re.fullmatch(r"(?:outside|not within|not between)(?: of)?\s+(.+)", plain, re.IGNORECASE)
    if outside:
        ends = _read_range(outside[1])
        return None if ends is None else RedLine(ends[0].value, ends[1].value, ends[1].unit, in_a_row)
    lines = [_read_side(part, direction) for part in re.split(r"(?<!\bat)\s+or\s+(?=(?!equal)\D*\d)", plain)]
    sides = [line for line in lines if line is not None]
    if len(sides) != len(lines) or len(sides) > 2:
        return None
    lower = next((line.lower for line in sides if line.lower is not None), None)
    upper = next((line.upper for line in sides if line.upper is not None), None)
    if len(sides) == 2 and (lower is None or upper is None or lower >= upper):
        return None
    return RedLine(lower, upper, next((line.unit for line in sides if line.unit), ""), in_a_row)


def _read_side(text: str, direction: str | None) -> RedLine | None:
    said = compared(text)
    amount = read_amount(said.rest if said else text)
    side = said.side if said else {"higher": "lower", "lower": "higher"}.get(direction or "")
    if amount is None or side is None:
        return None
    return RedLine(amount.value, None, amount.unit) if side == "lower" else RedLine(None, amount.value, amount.unit)


def _read_range(text: str) -> tuple[Amount, Amount] | None:
    match = _RANGE.fullmatch(text)
    low, high = (read_amount(match[end]) if match else None for end in ("low", "high"))
    if low is None or high is None:
        return None
    unit = high.unit or low.unit
    bottom, top = converted(low.value, low.unit, unit), converted(high.value, high.unit, unit)
    return None if bottom is None or top is None or bottom >= top else (Amount(bottom, unit), Amount(top, unit))


def _without_count(text: str) -> tuple[str, int]:
    if not _SEVERAL.search(text):
        return text, 1
    match = _IN_A_ROW.search(text)
    if match is None:
        return text, 1
    count = match["n"].lower()
    return text[: match.start()], int(count) if count.isdecimal() else _COUNTS[count]
