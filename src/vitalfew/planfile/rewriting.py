"""Replaces single values in the text of a plan file; comments, order and layout stay as they are."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import yaml

from vitalfew.planfile.any_yaml import events, parse
from vitalfew.planfile.nodes import Items, Node, Scalar
from vitalfew.planfile.nodes import Mapping as MappingNode
from vitalfew.planfile.problems import PlanError

Start: TypeAlias = tuple[int, int]  # line from 1 and column from 0, as a Scalar has them


class NotRewritten(Exception):
    """The text cannot be changed without changing more than was asked."""


def rewritten(text: str, changes: Mapping[Start, str], *, file: str = "") -> str:
    """The text with these values in place of those that begin there; raises NotRewritten.

    The result is read again, and only what was to be changed may differ.
    """
    result = text
    for start, (first, last) in sorted(_extents(text, changes), key=lambda each: each[1], reverse=True):
        result = _replaced(result, first, last, changes[start])
    wanted = [changes.get((each.line, each.column), each.text) for each in _scalars(parse(text, file))]
    try:
        got = [each.text for each in _scalars(parse(result, file))]
    except PlanError as error:
        raise NotRewritten(str(error)) from error
    if got != wanted:
        raise NotRewritten("More than one value would change.")
    return result


def _extents(text: str, changes: Mapping[Start, str]) -> Iterator[tuple[Start, tuple[int, int]]]:
    next_event = events(text)
    while not isinstance(event := next_event(), yaml.StreamEndEvent):
        if isinstance(event, yaml.ScalarEvent):
            mark: Any = event.start_mark
            end: Any = event.end_mark
            if (mark.line + 1, mark.column) in changes:
                yield (mark.line + 1, mark.column), (mark.index, end.index)


def _replaced(text: str, first: int, last: int, value: str) -> str:
    old = text[first:last]
    after = ""
    if old[:1] in ("|", ">"):
        if "#" in old.partition("\n")[0]:
            raise NotRewritten("A comment stands beside the block's mark.")
        after = "".join(old[len(old.rstrip()) :].partition("\n")[1:])  # a block ends where the next value begins
    style = old[0] if old[:1] in ("'", '"') else ""
    return text[:first] + _written(value, style) + after + text[last:]


def _written(value: str, style: str) -> str:
    """The value as YAML on one line, in the quotes that it had; in quotes if it must be."""
    if "\n" in value or not value.isprintable():
        raise NotRewritten("The new text has characters that need care.")
    if style == '"':
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if style == "" and _plain(value):
        return value
    return "'" + value.replace("'", "''") + "'"


def _plain(value: str) -> bool:
    """Whether the value needs no quotes anywhere: in a list, in a mapping, within brackets."""
    try:
        found = list(_scalars(parse(f"[{value}, {value}]\n", "")))
    except PlanError:
        return False
    return [each.text for each in found] == [value, value] and all(each.plain and not each.empty for each in found)


def _scalars(node: Node | None) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Items):
        for each in node.items:
            yield from _scalars(each)
    elif isinstance(node, MappingNode):
        for key, each in node.items.items():
            yield Scalar(key, 0, 0, plain=True)
            yield from _scalars(each)
