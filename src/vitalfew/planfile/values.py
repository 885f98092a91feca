"""Values that are written in words: numbers, bounds, cycles; and the words for standards and frequencies."""

import math
import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from vitalfew.method.frequency import Frequency, Sprint, read_frequency
from vitalfew.method.late import late
from vitalfew.method.wording.amount import read_amount
from vitalfew.method.wording.standard import RedLine, Target, read_target

_NUMBER = late(r"[-+−]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?", re.IGNORECASE | re.ASCII)
_SPRINT = late(r"([1-4]) weeks? from (\d{4}-\d\d-\d\d)")
_CYCLE = late(r"(\d{4})(?:[-\s/]?([QH])([1-4]))?|([QH])([1-4])[-\s/](\d{4})", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The lowest and the highest value that can occur; None where there is no bound."""

    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """A stretch of time from `start` to `end`, both included."""

    name: str
    start: date
    end: date
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where values come from: `text` names it for people; `kind` and `spec` say how to fetch it, if they do.

    A `spec` of settings by name is a source that is connected, one in words is kept as words. `lines` are those of the
    settings.
    """

    text: str = ""
    kind: str = ""
    spec: Any = None
    line: int = field(default=0, compare=False)
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)


def read_number(text: str) -> float | None:
    """The finite number that the text is, or None."""
    plain = text.strip().replace("−", "-")
    value = float(plain) if _NUMBER.fullmatch(plain) else math.nan
    return value if math.isfinite(value) else None


def number_text(value: float) -> str:
    """The shortest text that reads back as the same number; whole numbers without '.0'."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def read_bounds(text: str) -> Bounds | None:
    """'0–100', '0 or more' or 'at most 100' as bounds, or None."""
    found = read_target(text)
    if found is None or found.direction is None:
        return None
    if found.direction == "within":
        return Bounds(found.value, found.upper)
    return Bounds(found.value, None) if found.direction == "higher" else Bounds(None, found.value)


def bounds_words(bounds: Bounds) -> str:
    """The bounds as `read_bounds` understands them."""
    if bounds.lower is None or bounds.upper is None:
        lower = bounds.upper is None
        return f"{'at least' if lower else 'at most'} {number_text((bounds.lower if lower else bounds.upper) or 0.0)}"
    return f"{number_text(bounds.lower)} – {number_text(bounds.upper)}"


def target_words(target: Target) -> str:
    """The target as `read_target` understands it, with its unit where that reads back as the same."""
    if target.upper is not None:
        return f"{number_text(target.value)} – {number_text(target.upper)}"
    sign = {"lower": "≤ ", "higher": "≥ "}.get(target.direction or "", "")
    text = f"{number_text(target.value)} {target.unit}"
    return sign + (text if read_amount(text) == (target.value, target.unit) else number_text(target.value)).strip()


def red_line_words(line: RedLine) -> str:
    """The red line without its unit, as `read_red_line` understands it."""
    if line.lower is not None and line.upper is not None:
        words = f"outside {number_text(line.lower)} – {number_text(line.upper)}"
    elif line.lower is not None:
        words = f"below {number_text(line.lower)}"
    else:
        words = f"above {number_text(line.upper or 0.0)}"
    return words if line.in_a_row == 1 else f"{words}, {line.in_a_row} in a row"


def read_sprint(text: str) -> Sprint | None:
    """The sprints that '2 weeks from 2026-11-02' names, or None."""
    match = _SPRINT.fullmatch(" ".join(text.lower().split()))
    try:
        return Sprint(int(match[1]), date.fromisoformat(match[2])) if match else None
    except ValueError:
        return None


def sprint_words(sprint: Sprint) -> str:
    """'2 weeks from 2026-11-02'."""
    return f"{sprint.weeks} week{'s' * (sprint.weeks > 1)} from {sprint.first.isoformat()}"


@lru_cache(maxsize=256)
def read_known_frequency(text: str) -> Frequency | None:
    """The frequency that the text names, or None."""
    try:
        return read_frequency(text)
    except ValueError:
        return None


def read_cycle(text: str, line: int = 0) -> Cycle | None:
    """'2026-Q4', 'H1 2026' or '2026' as a cycle named '2026-Q4', '2026-H1', '2026'; None for other text."""
    found = _cycle(text)
    return None if found is None else Cycle(name=found[0], start=found[1], end=found[2], line=line)


@lru_cache(maxsize=256)
def _cycle(text: str) -> tuple[str, date, date] | None:
    """The name, the first and the last day."""
    match = _CYCLE.fullmatch(text.strip())
    if match is None:
        return None
    year, kind, number = match.group(1, 2, 3) if match[1] else match.group(6, 4, 5)
    if int(year) < 1:
        return None
    if not kind:
        return year, date(int(year), 1, 1), date(int(year), 12, 31)
    months = 3 if kind.upper() == "Q" else 6
    last = int(number) * months
    if last > 12:
        return None
    end = date(int(year), last, monthrange(int(year), last)[1])
    return f"{year}-{kind.upper()}{number}", date(int(year), last - months + 1, 1), end
