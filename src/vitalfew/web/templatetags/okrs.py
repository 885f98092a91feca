"""What the templates of the change side use."""

from typing import Any

from django import template
from django.forms import BoundField
from django.urls import reverse
from django.utils.safestring import SafeString

from vitalfew.accounts.scoping import current_workspace
from vitalfew.method.numbers import show
from vitalfew.web.okrs.key_result_form import KeyResultForm
from vitalfew.web.okrs.sentences import ReadAs, read_as

register = template.Library()


@register.filter
def shown(value: float | None, unit: str) -> str:
    """`{{ value|shown:key_result.unit }}`: the number for a reader."""
    return show(value, unit)


@register.filter
def reading(field: BoundField) -> SafeString:
    """`{{ row.sentence|reading }}`: a sentence's field, whose text is read back below it while it is typed."""
    line = f"{field.id_for_label}-read"
    asked: dict[str, str | bool] = {
        "hx-get": reverse("key_result_read", args=[current_workspace().slug]),
        "hx-trigger": "input changed delay:250ms",
        "hx-target": f"#{line}",
        "hx-include": "this",
        "aria-describedby": line,
    }
    return field.as_widget(attrs=asked)


@register.filter
def read_back(row: KeyResultForm) -> ReadAs | None:
    """What the row's sentence is read as; nothing where its numbers were given in fields of their own."""
    given = all(row[name].value() not in (None, "") for name in ("baseline", "target"))
    found = read_as(str(row["sentence"].value() or ""))
    return None if given and found is not None and not found.read else found


@register.filter
def has_numbers(row: KeyResultForm) -> bool:
    """Whether the fields below the sentence hold something worth seeing."""
    return any(_given(row[name].value()) for name in ("metric", "kpi", "baseline")) and not row["sentence"].value()


def _given(value: Any) -> bool:
    return value not in (None, "")
