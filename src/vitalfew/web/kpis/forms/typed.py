"""Numbers as people type them into forms, with or without a unit, and back."""

from django.core.exceptions import ValidationError

from vitalfew.method.numbers import exact
from vitalfew.sheets import typed as reading
from vitalfew.sheets.typed import Quantity


def read_number(text: str) -> float:
    """The number typed; raises ValidationError for what is none, is not finite, or can be read in two ways."""
    try:
        return reading.read_number(text)
    except ValueError as error:
        raise ValidationError(str(error)) from error


def read_quantity(text: str) -> Quantity:
    """A number with its unit: '95 %', '€1.200.000', '40 points'; raises ValidationError."""
    try:
        return reading.read_quantity(text)
    except ValueError as error:
        raise ValidationError(str(error)) from error


def typed(value: float | None, unit: str = "") -> str:
    """A number for a field, which reads back as exactly this number, with its unit."""
    if value is None:
        return ""
    text = exact(value)
    whole, _, fraction = text.lstrip("-").partition(".")
    if len(fraction) == 3 and len(whole) <= 3 and not whole.startswith("0"):
        text += "0"
    return f"{text} {unit}".strip()
