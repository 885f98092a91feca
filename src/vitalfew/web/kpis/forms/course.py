"""A target that moves, as it is typed: one date and its number on each line."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from vitalfew.method.course import Course
from vitalfew.web.kpis.forms.typed import read_number, typed

HELP = (
    "Where it moves: a date and its number on each line, such as 2026-01-01 100 and 2026-12-31 500. "
    "Between them it goes straight, and the last one is the target."
)


def read_course(text: str) -> list[list[Any]]:
    """The lines as they are kept, [date, number] each; [] for none. Raises ValidationError, naming the line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    points = [_read(line) for line in lines]
    if points:
        try:
            Course(points)
        except ValueError as error:
            raise ValidationError(str(error)) from error
    return [[day.isoformat(), value] for day, value in points]


def show_course(course: list[list[Any]]) -> str:
    """A course as it can be typed."""
    return "\n".join(f"{day} {typed(value)}" for day, value in course)


def _read(line: str) -> tuple[date, float]:
    day, _, number = line.partition(" ")
    try:
        return date.fromisoformat(day.rstrip(":,;")), read_number(number.strip())
    except ValueError as error:
        raise ValidationError(f"“{line}” does not begin with a date. Write it as 2026-12-31 500.") from error
