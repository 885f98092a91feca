"""What the templates of the change side use."""

from typing import Any

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

from vitalfew.method.numbers import show
from vitalfew.okrs.models import Objective
from vitalfew.web.okrs.key_result_form import KeyResultForm
from vitalfew.web.okrs.looking import Looked, Said
from vitalfew.web.okrs.words import SUCCESSES

register = template.Library()


@register.filter
def shown(value: float | None, unit: str) -> str:
    """`{{ value|shown:key_result.unit }}`: the number for a reader."""
    return show(value, unit)


@register.filter
def success(kind: str) -> str:
    """`{{ objective.kind|success }}`: from where on a key result of such an objective is a success."""
    return SUCCESSES[Objective.Kind(kind)]


@register.filter
def sentence(field: BoundField) -> SafeString:
    """`{{ row.sentence|sentence }}`: a sentence's field, described by what is said below it."""
    return field.as_widget(attrs={"aria-describedby": f"{field.html_name}-findings"})


@register.filter
def said(looked: Looked, name: str) -> Said:
    """`{{ looked|said:'title' }}`: what is said below the field of this name."""
    return looked.fields.get(name) or Said(name)


@register.filter
def has_numbers(row: KeyResultForm) -> bool:
    """Whether the fields below the sentence hold something worth seeing."""
    return any(_given(row[name].value()) for name in ("metric", "kpi", "baseline")) and not row["sentence"].value()


def _given(value: Any) -> bool:
    return value not in (None, "")
