"""Targets and red lines as people write them: 'at least 95 %', '40 to 60', 'below 2 or above 8'."""

import re
from typing import Literal, NamedTuple

from django.core.exceptions import ValidationError

from vitalfew.method.wording.comparing import compared
from vitalfew.sheets.typed import Quantity
from vitalfew.web.kpis.forms.typed import read_quantity, typed

Side = Literal["", "floor", "ceiling"]
_SIDES: dict[str | None, Side] = {"higher": "floor", "lower": "ceiling", None: ""}

_RANGE = re.compile(
    r"(?:between\s+)?(.*?\d.*?)\s*(?:–|\bto\b|\band\b|(?<=[\d%])\s*-\s*(?=\d))\s*(.*\d.*)", re.IGNORECASE
)
_OUTSIDE = re.compile(r"outside\s+(.+)", re.IGNORECASE)


class Target(NamedTuple):
    """What is aimed at: a number, or a range up to `upper`; `side` is what the words said of it."""

    value: float
    upper: float | None
    unit: str
    side: Side = ""


class RedLine(NamedTuple):
    """Where it is crossed: below `lower`, above `upper`, or on the bad side of `plain`, which said no side."""

    lower: float | None
    upper: float | None
    plain: float | None
    unit: str


def read_target(text: str) -> Target:
    """'95 %', 'at least 95 %', '5 or less', '40 to 60 points'; raises ValidationError."""
    ends = _RANGE.fullmatch(text.strip())
    if ends:
        first, second = _ends(ends)
        return Target(first.value, second.value, second.unit or first.unit)
    side, rest = _side(text.strip())
    found = read_quantity(rest)
    return Target(found.value, None, found.unit, side)


def read_red_line(text: str) -> RedLine:
    """'below 40', 'above 200 ms', 'below 2 or above 8', 'outside 40 to 60', or a number; raises ValidationError."""
    outside = _OUTSIDE.fullmatch(text.strip())
    if outside:
        target = read_target(outside[1])
        if target.upper is None:
            raise ValidationError("Write both ends of the range: outside 40 to 60.")
        return RedLine(target.value, target.upper, None, target.unit)
    parts = [_one_line(part) for part in re.split(r"(?<!\bat)\s+or\s+(?=\D*\d)|;", text.strip(), flags=re.I)]
    if len(parts) > 2 or (len(parts) == 2 and {part[0] for part in parts} != {"lower", "upper"}):
        raise ValidationError("Write one red line, or one on each side: below 2 or above 8.")
    found = {name: quantity.value for name, quantity in parts}
    unit = next((quantity.unit for _, quantity in parts if quantity.unit), "")
    return RedLine(found.get("lower"), found.get("upper"), found.get("plain"), unit)


def show_target(value: float | None, upper: float | None, unit: str) -> str:
    """A target as it can be typed."""
    return typed(value, unit) if value is None or upper is None else f"{typed(value)} to {typed(upper, unit)}"


def show_red_line(lower: float | None, upper: float | None, unit: str) -> str:
    """A red line as it can be typed."""
    ends = (("below", lower), ("above", upper))
    return " or ".join(f"{word} {typed(value, unit)}" for word, value in ends if value is not None)


def _ends(match: re.Match[str]) -> tuple[Quantity, Quantity]:
    first, second = read_quantity(match[1]), read_quantity(match[2])
    if first.value >= second.value:
        raise ValidationError("The first end of the range must lie below the second: 40 to 60.")
    return first, second


def _side(text: str) -> tuple[Side, str]:
    said = compared(text)
    return ("", text) if said is None else (_SIDES[said.side], said.rest)


def _one_line(text: str) -> tuple[str, Quantity]:
    """A red line 'above 8' has its bad side above; the words of a target mean the contrary."""
    side, rest = _side(text.strip())
    return {"floor": "upper", "ceiling": "lower", "": "plain"}[side], read_quantity(rest)
