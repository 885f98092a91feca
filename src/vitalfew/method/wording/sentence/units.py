"""Brings the two ends of a movement into one unit and one size."""

from vitalfew.method.wording.sentence.quantity import Quantity
from vitalfew.method.wording.units import converted

_FAR = 20


def in_one_unit(first: Quantity, last: Quantity, way: str) -> None:
    """Change the first value so that it is in the unit of the last, where the two can be brought together."""
    if first.unit == "m" and last.unit in {"h", "min", "s"}:
        first.unit = "min"
    if last.unit == "m" and first.unit in {"h", "min", "s"}:
        last.unit = "min"
    if not last.unit:
        last.unit = first.unit
    _share_size(first, last, way)
    value = converted(first.value, first.unit, last.unit)
    if value is not None:
        first.value = round(value, 9) if value != first.value else value
    if first.top is not None:
        first.top = None


def _share_size(first: Quantity, last: Quantity, way: str) -> None:
    """'from 1.2 to 2 million' and 'from 50 to 70k': the size of the last holds for both."""
    if last.size == 1.0 or first.size != 1.0 or first.raw == 0 or abs(first.raw) >= 1000:
        return
    ratio = last.raw / first.raw
    if 1 < ratio < _FAR or (way == "decrease" and 1 / _FAR < ratio < 1):
        first.value *= last.size
