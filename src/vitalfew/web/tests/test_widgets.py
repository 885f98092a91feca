"""Plain widgets are drawn as Django's own templates draw them."""

import re
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from vitalfew.web.forms import Renderer

NASTY = "<b>\"a\" & 'b'</b> \u202e{{ 7 }}"
ATTRIBUTES: tuple[dict[str, Any], ...] = (
    {},
    {"id": NASTY, "required": True, "disabled": False, "maxlength": 40, "data-safe": mark_safe("1&amp;2")},
)
CHOICES = [("", "---"), (1, NASTY), ("Group <1>", [("x", "X"), (NASTY, "Y & Z"), (2.5, mark_safe("<i>Z</i>"))])]
VALUES = (None, "", "x", 0, 2.5, NASTY, mark_safe("a&amp;b"))
PLAIN = (
    forms.TextInput, forms.NumberInput, forms.EmailInput, forms.URLInput, forms.PasswordInput, forms.HiddenInput,
    forms.DateInput, forms.DateTimeInput, forms.TimeInput, forms.Textarea, forms.SearchInput,
)  # fmt: skip


def lines(text: str) -> str:
    """White space between elements does not count; within a text it does."""
    return re.sub(r">\s+<", "><", text)


@pytest.mark.parametrize("attributes", ATTRIBUTES, ids=["bare", "with attributes"])
@pytest.mark.parametrize("value", VALUES, ids=repr)
@pytest.mark.parametrize("kind", [*PLAIN, forms.Select, forms.SelectMultiple], ids=lambda kind: kind.__name__)
def test_a_widget_is_as_django_draws_it(kind: Any, value: Any, attributes: dict[str, Any]) -> None:
    choices = {"choices": CHOICES} if issubclass(kind, forms.Select) else {}
    widget = kind(**choices)
    ours, theirs = (
        widget.render(NASTY, value, attrs=attributes, renderer=each) for each in (Renderer(), DjangoTemplates())
    )
    assert lines(ours) == lines(theirs)


def test_the_choice_of_nothing_is_called_so() -> None:
    widget = forms.Select(choices=[("", "---------"), ("a", "A")])
    assert '<option value="" selected>None</option>' in widget.render("x", "", renderer=Renderer())
