"""Reads a KPI's target ('≥ 99.5%', '200 ms or less') and its red line ('below 40 twice in a row')."""

import re
from dataclasses import dataclass

from vitalfew.method.late import late
from vitalfew.method.wording.amount import Amount, read_amount
from vitalfew.method.wording.units import converted

_LOWER = (
    r"<=?|≤|below|under|less than|fewer than|lower than|at most|up to|no more than|not more than|max(?:imum)?(?: of)?"
)
_HIGHER = (
    r">=?|≥|above|over|more than|greater than|higher than|at least|no less than|not less than|min(?:imum)?(?: of)?"
)
_COMPARED = late(rf"(?:(?P<lower>{_LOWER})|(?P<higher>{_HIGHER}))\s*(?P<rest>.+)", re.IGNORECASE)
_AFTER = late(
    r"(?P<rest>.+?)\s+or\s+(?:(?P<lower>less|fewer|lower|below|under)|(?P<higher>more|higher|better|above))", re.I
)
_RANGE = late(
    r"(?:between\s+|from\s+|within\s+)?(?P<low>.+?)\s*(?:–|—|\bto\b|\band\b|(?<=[\d%])\s*-\s*(?=\d))\s*(?P<high>.+)",
    re.I,
)
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
    """A KPI's aim: `value`, and `upper` for a range; `direction` (higher, lower, within) where the words say it."""

    value: float
    upper: float | None = None
    unit: str = ""
    direction: str | None = None


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
    """The target that the text names, or None: '50 points', '95 %', '< 24 h', '200 ms or less', '10–20'."""
    plain = text.strip()
    compared = _COMPARED.fullmatch(plain) or _AFTER.fullmatch(plain)
    amount = read_amount(compared["rest"] if compared else plain)
    if amount is not None:
        direction = None if compared is None else "lower" if compared["lower"] else "higher"
        return Target(amount.value, None, amount.unit, direction)
    ends = _read_range(plain)
    return None if ends is None else Target(ends[0].value, ends[1].value, ends[1].unit, "within")


def read_red_line(text: str, *, direction: str | None = None) -> RedLine | None:
    """The red line that the text names, or None: 'below 40', 'above 200 ms', 'outside 10–20', '< 40 twice in a row'.

    A bare number is a line on the bad side where `direction` ('higher' or 'lower' is good) tells which that is.
    """
    plain, in_a_row = _without_count(text.strip())
    outside = re.fullmatch(r"(?:outside|not within|not between)(?: of)?\s+(.+)", plain, re.IGNORECASE)
    if outside:
        ends = _read_range(outside[1])
        return None if ends is None else RedLine(ends[0].value, ends[1].value, ends[1].unit, in_a_row)
    lines = [_read_side(part, direction) for part in re.split(r"\s+or\s+(?=\D)", plain)]
    sides = [line for line in lines if line is not None]
    if len(sides) != len(lines) or len(sides) > 2:
        return None
    lower = next((line.lower for line in sides if line.lower is not None), None)
    upper = next((line.upper for line in sides if line.upper is not None), None)
    if len(sides) == 2 and (lower is None or upper is None or lower >= upper):
        return None
    return RedLine(lower, upper, next((line.unit for line in sides if line.unit), ""), in_a_row)


def _read_side(text: str, direction: str | None) -> RedLine | None:
    compared = _COMPARED.fullmatch(text) or _AFTER.fullmatch(text)
    amount = read_amount(compared["rest"] if compared else text)
    if amount is None or (compared is None and direction not in {"higher", "lower"}):
        return None
    below = bool(compared["lower"]) if compared else direction == "higher"
    return RedLine(amount.value, None, amount.unit) if below else RedLine(None, amount.value, amount.unit)


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
