"""What the templates of every page use: addresses in this workspace, status marks, roles, undo."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from vitalfew.accounts.models import Person, Role
from vitalfew.method.line_breaks import unbroken
from vitalfew.web.addresses import address
from vitalfew.web.markdown import with_links, written

register = template.Library()
register.filter(unbroken)
register.filter(with_links)
register.filter(written)

SHAPES = {
    "worse": "M0 1h10L5 10z",
    "better": "M0 9h10L5 0z",
    "watch": "M5 0l5 5-5 5-5-5z",
    "steady": "M0 3.4h10v3.2H0z",
    "none": "M5 1a4 4 0 100 8 4 4 0 000-8z",
}
MARKS = {
    name: mark_safe(f'<svg viewBox="0 0 10 10" aria-hidden="true"><path d="{path}"/></svg>')  # noqa: S308  (constants)
    for name, path in SHAPES.items()
}


@register.simple_tag(takes_context=True)
def to(context: template.Context, name: str, *args: object) -> str:
    """`{% to 'kpi' kpi.pk %}`: the path of a named page in the workspace of this page."""
    return address(context["workspace"], name, *args)


@register.simple_tag
def status(shape: str, words: str, classes: str = "") -> SafeString:
    """`{% status kpi.shape kpi.words %}`: a shape (worse, better, watch, steady, none), then the words."""
    return format_html(
        '<span class="status {} {}"><span class="shape">{}</span>{}</span>', shape, classes, MARKS[shape], words
    )


@register.simple_tag
def mark(shape: str) -> SafeString:
    """`{% mark "watch" %}`: a shape alone, where its words hold a link."""
    return format_html('<span class="shape">{}</span>', MARKS[shape])


@register.filter
def may(person: Person | None, role: str) -> bool:
    """`{% if person|may:'lead' %}`: whether this person has at least this role."""
    return person is not None and person.may(Role(role))


@register.filter
def undo_address(message: Any) -> str:
    """Where the change that this message speaks of is undone; '' where it cannot be."""
    slug, _, change = (message.extra_tags or "").partition("/")
    return reverse("undo", args=[slug, int(change)]) if change.isdigit() else ""
