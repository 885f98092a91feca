"""The plain widgets of forms, drawn without a template: a page has up to seventy, and a list up to 500 options."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

Widget = Mapping[str, Any]
NOTHING = "---------"  # what Django calls the choice of nothing


def drawn(template_name: str, context: Mapping[str, Any]) -> SafeString | None:
    """What Django's template of this name would draw; None for another one."""
    draw = DRAWN.get(template_name)
    return None if draw is None else mark_safe(draw(context["widget"]))  # noqa: S308  (all that is given is escaped)


def _attributes(given: Mapping[str, Any]) -> str:
    shown = ((name, value) for name, value in given.items() if value is not False)
    return "".join(f" {name}" if value is True else f' {name}="{conditional_escape(value)}"' for name, value in shown)


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{conditional_escape(widget["value"])}"'
    name = conditional_escape(widget["name"])
    return f'<input type="{widget["type"]}" name="{name}"{value}{_attributes(widget["attrs"])}>'


def _textarea(widget: Widget) -> str:
    value = conditional_escape(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{conditional_escape(widget["name"])}"{_attributes(widget["attrs"])}>\n{value}</textarea>'


def _select(widget: Widget) -> str:
    parts = [f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget["attrs"])}>']
    for name, options, _ in widget["optgroups"]:
        if name:
            parts.append(f'<optgroup label="{conditional_escape(name)}">')
        parts += map(_option, options)
        if name:
            parts.append("</optgroup>")
    return "\n".join([*parts, "</select>"])


def _option(option: Widget) -> str:
    label = "None" if option["label"] == NOTHING else conditional_escape(option["label"])
    return f'<option value="{conditional_escape(option["value"])}"{_attributes(option["attrs"])}>{label}</option>'


INPUTS = ("text", "number", "email", "url", "password", "hidden", "date", "datetime", "time", "search")
DRAWN: Mapping[str, Callable[[Widget], str]] = {
    **{f"django/forms/widgets/{name}.html": _input for name in INPUTS},
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
}
