"""What the templates of the health side use."""

from collections.abc import Sequence

from django import template

from vitalfew.web.kpis.live import Looked
from vitalfew.web.rules.spoken import Spoken

register = template.Library()


@register.filter
def on(looked: Looked, name: str) -> Sequence[Spoken]:
    """`{{ looked|on:field.name }}`: the findings on one field of a KPI's form."""
    return looked.on(name)
