"""Form fields of the change side."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError

from vitalfew.method.numbers import exact
from vitalfew.sheets.number import typed_number

One = TypeVar("One")


def read_number(text: str, *, unit: str = "") -> float:
    """The number that a person typed: '3.1', '3,1', '−4', '1,200,000', '5 %', or with the unit it is asked in.

    Raises ValidationError, saying what to write, for anything else and where a comma could mean two things.
    """
    try:
        return typed_number(text, unit=unit)
    except ValueError as error:
        raise ValidationError(str(error)) from error


class NumberField(forms.Field):
    """A number typed as text, with a decimal point or comma."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> float | None:
        """The number, None when nothing was typed."""
        text = str(value if value is not None else "").strip()
        return read_number(text) if text else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another number was typed, however it is written."""
        return str(self.prepare_value(initial) if initial is not None else "") != str(data or "").strip()

    def prepare_value(self, value: Any) -> Any:
        """A stored number as it would be typed."""
        return exact(value) if isinstance(value, float) else value


class RecordField(forms.TypedChoiceField):
    """A choice among records that were read once for the whole page, however many fields offer them."""

    def __init__(self, *, nothing: str, **kwargs: Any) -> None:
        """`nothing` is what the empty choice says."""
        self.nothing = nothing
        super().__init__(required=False, empty_value=None, coerce=str, **kwargs)

    def offer(self, records: Mapping[str, One], words: Callable[[One], str] = str) -> None:
        """Offer these records, by their keys."""
        self.choices = [("", self.nothing), *((key, words(record)) for key, record in records.items())]
        self.coerce = lambda key: _chosen(records, str(key))


def _chosen(records: Mapping[str, One], key: str) -> One:
    if key not in records:
        raise ValueError(f"{key} was not offered.")
    return records[key]
