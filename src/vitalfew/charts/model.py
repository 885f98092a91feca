"""What a picture is drawn from, and the checks that refuse what cannot be drawn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

MARKS = ("", "worse", "better", "watch", "beyond")
LARGEST = 1e300


@dataclass(frozen=True, slots=True)
class Point:
    """One period: its label, its value (None where it is missing) and the value as people read it.

    `mark` is "", "worse", "better", "watch" or "beyond" (the red line); `why` says in words what the mark
    means; `at` is the period as forms and addresses write it (no spaces), used when a baseline is chosen in the
    picture. `tick` is the label in short, for the axis.
    """

    label: str
    value: float | None
    shown: str
    mark: str = ""
    note: str = ""
    in_progress: bool = False
    why: str = ""
    at: str = ""
    tick: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """One phase, from point `start` to point `end` (both included), with its centre and natural limits.

    Each of the three is one number for the whole phase or one number for each of its points; a limit
    that does not exist is None.
    """

    start: int
    end: int
    centre: float | Sequence[float]
    lower: float | Sequence[float] | None
    upper: float | Sequence[float] | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A level that people have set: a red line or a target. One that moves has a level `along` each point, and the
    last of them as its `value`.
    """

    value: float
    name: str
    kind: Literal["red", "target"]
    along: Sequence[float] = ()


@dataclass(frozen=True, slots=True)
class ProgressPoint:
    """A key result's value at a moment of its cycle; `at` runs from 0 (start) to 1 (end)."""

    at: float
    value: float
    shown: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """A target that was moved at a moment of the cycle, 0 to 1: what it was before, and in words when and why."""

    at: float
    before: float
    words: str


def check_number(value: float, where: str) -> None:
    """Raise ValueError, naming `where`, for NaN, an infinity or anything beyond ±1e300."""
    if not is_drawable(value):
        raise ValueError(f"{where}: {value!r} cannot be drawn; give a finite number, or None where none is known.")


def is_drawable(value: float | None) -> bool:
    """Whether a value is missing, or finite and not absurdly large."""
    return value is None or -LARGEST < value < LARGEST


def check_key(key: str) -> None:
    """Raise ValueError for a key that cannot be part of an id."""
    if not re.fullmatch(r"[A-Za-z0-9_-]+", key):
        raise ValueError(f"key {key!r}: use letters, digits, '-' and '_' only, and another key for each picture.")


def check_size(*, width: float, height: float) -> None:
    """Raise ValueError for a picture that is too small to hold anything."""
    if width < 200 or height < 120:
        raise ValueError(f"{width} × {height}: a chart needs at least 200 × 120.")


def check_points(points: Sequence[Point]) -> None:
    """Raise ValueError, naming the index, for a value or a mark that cannot be drawn."""
    for index, point in enumerate(points):
        if point.value is not None and not is_drawable(point.value):
            check_number(point.value, f"point {index} ({point.label})")
        if point.mark not in MARKS:
            raise ValueError(f"point {index} ({point.label}): mark {point.mark!r} is not one of {MARKS}.")


def per_point(level: float | Sequence[float], band: Band) -> Sequence[float]:
    """A level of the band as one number for each of its points."""
    if isinstance(level, (int, float)):
        return (level,) * (band.end - band.start + 1)
    return level


def check_bands(bands: Sequence[Band], count: int) -> None:
    """Raise ValueError, naming the band, where bands overlap, leave the points or hold no numbers."""
    free = 0
    for index, band in enumerate(bands):
        if not free <= band.start <= band.end < count:
            raise ValueError(
                f"band {index}: points {band.start} to {band.end} overlap another band, "
                f"run backwards or lie outside the {count} points."
            )
        free = band.end + 1
        for name, level in (("centre", band.centre), ("lower", band.lower), ("upper", band.upper)):
            if level is not None:
                check_level(level, band, f"band {index}, {name}")


def check_level(level: float | Sequence[float], band: Band, where: str) -> None:
    """Raise ValueError where a level has the wrong number of values, or one that is not finite."""
    if isinstance(level, (int, float)):
        check_number(level, where)
        return
    if len(level) != band.end - band.start + 1:
        raise ValueError(f"{where}: {len(level)} values for {band.end - band.start + 1} points.")
    for offset, number in enumerate(level):
        check_number(number, f"{where} at point {band.start + offset}")


def check_lines(lines: Sequence[Line], count: int = 0) -> None:
    """Raise ValueError, naming the line, for a value that cannot be drawn, or for levels that are not one a point."""
    for index, line in enumerate(lines):
        for value in (line.value, *line.along):
            check_number(value, f"line {index} ({line.name})")
        if line.along and len(line.along) != count:
            raise ValueError(f"line {index} ({line.name}): {len(line.along)} levels for {count} points.")
