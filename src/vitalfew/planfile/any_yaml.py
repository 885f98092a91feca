"""Reads any YAML into nodes, by PyYAML's events; whatever makes a file mean more than it shows is refused.

Refused are anchors and aliases, tags, duplicate keys, keys that are no text, and several documents.
"""

from collections.abc import Callable
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from vitalfew.method.late import late
from vitalfew.planfile.nodes import Items, Mapping, Node, Scalar
from vitalfew.planfile.problems import PlanError, Problem, quoted

MAX_DEPTH = 40
_QUOTED = late(r"\"[^\"\n]*\"|'[^'\n]*'|#.*")


def parse(text: str, file: str) -> Node | None:
    """The one document in the text, or None if there is nothing in it; raises PlanError."""
    try:
        return _Builder(file).build(events(text))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        what = f"This is not YAML: {error.problem or error.context}."
        opened = error.context_mark.line if error.context_mark else line
        raise _refusal(file, line, what, _unclosed(text, opened, line) or _hint(text, line)) from error
    except yaml.YAMLError as error:
        what = "A character that YAML does not allow stands in the file."
        raise _refusal(file, 1, what, "Look for control characters and remove them.") from error


def _unclosed(text: str, opened: int, line: int) -> str:
    """Which bracket is left open between the line where it was opened, counted from 0, and the one that breaks off."""
    between = _QUOTED.sub("", "\n".join(text.split("\n")[opened : max(line - 1, opened + 1)]))
    for first, last in ("[]", "{}"):
        if between.count(first) > between.count(last):
            return f"A {first} is opened in line {opened + 1} and not closed: put a {last} at its end."
    return ""


def _hint(text: str, line: int) -> str:
    """What is most often wrong where YAML stops making sense in this line."""
    near = text.split("\n")[max(0, line - 2) : line]
    if any("\t" in each[: len(each) - len(each.lstrip())] for each in near):
        return "A tab stands at the beginning of this line or the one above: indent with spaces."
    if near and near[-1].count(": ") > 1:
        return "Text with a colon in it needs quotes: “key: 'text: and more'”."
    if len(near) == 2 and _depth(near[0]) != _depth(near[1]):
        return "Look at the indentation: here or in the line above it is off. Keys of one thing begin in one column."
    return "Look at this line and the one above: text with a colon, a bracket, a quote or a % in front needs quotes."


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" -"))


def events(text: str) -> Callable[[], Any]:
    """What gives one event after another of a text: libyaml's parser, or PyYAML's own where libyaml is missing."""
    try:
        from yaml._yaml import CParser
    except ImportError:
        return yaml.Loader(text).get_event
    return CParser(text).get_event


class _Builder:
    """Turns events into nodes; the open containers lie on a stack."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.stack: list[Any] = []
        self.top: Any = None  # the innermost container
        self.root: Node | None = None
        self.documents = 0

    def build(self, next_event: Callable[[], Any]) -> Node | None:
        """Read to the end; returns the root."""
        while True:
            event = next_event()
            kind = event.__class__
            if kind is ScalarEvent:
                self._scalar(event)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self._open(event)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self.top = self.stack.pop()
            elif kind is StreamEndEvent:
                return self.root
            else:
                self._other(event)

    def _scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_marks(event)
        mark, top = event.start_mark, self.top
        if top.__class__ is Mapping:
            key = top.key
            if key is None:
                self._key(top, event.value, mark.line + 1)
            else:
                top.items[key] = Scalar(event.value, mark.line + 1, mark.column, plain=event.implicit[0])
                top.key = None
        else:
            self._add(Scalar(event.value, mark.line + 1, mark.column, plain=event.implicit[0]))

    def _key(self, parent: Mapping, key: str, line: int) -> None:
        if key in parent.items:
            what = f"{quoted(key)} stands twice, first in line {parent.lines[key]}."
            raise _refusal(self.file, line, what, "Keep one of the two.")
        parent.key = key
        parent.lines[key] = line

    def _open(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_marks(event)
        line = event.start_mark.line + 1
        if len(self.stack) >= MAX_DEPTH:
            raise _refusal(self.file, line, f"The file is nested more than {MAX_DEPTH} levels deep.", "Flatten it.")
        node: Mapping | Items = Mapping(line) if event.__class__ is MappingStartEvent else Items(line)
        self._add(node)
        self.stack.append(self.top)
        self.top = node

    def _add(self, node: Node) -> None:
        parent = self.top
        if parent is None:
            self.root = node
        elif isinstance(parent, Items):
            parent.items.append(node)
        elif parent.key is None:
            raise _refusal(self.file, node.line, "A key must be plain text.", "Put the key in quotes.")
        else:
            parent.items[parent.key] = node
            parent.key = None

    def _other(self, event: Any) -> None:
        line = event.start_mark.line + 1
        if isinstance(event, AliasEvent):
            raise _refusal(self.file, line, "Aliases (*name) are not allowed.", "Write the value out.")
        if isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                what_to_do = "Make them two files in one folder."
                raise _refusal(self.file, line, "A second document begins here.", what_to_do)

    def _refuse_marks(self, event: Any) -> None:
        line = event.start_mark.line + 1
        if event.anchor is not None:
            raise _refusal(
                self.file, line, f"Anchors (&{quoted(event.anchor)[1:-1]}) are not allowed.", "Write the value out."
            )
        raise _refusal(
            self.file, line, f"Tags ({quoted(event.tag)[1:-1]}) are not allowed.", "Remove it; put text in quotes."
        )


def _refusal(file: str, line: int, what: str, what_to_do: str) -> PlanError:
    return PlanError([Problem(file, line, what, what_to_do)])
