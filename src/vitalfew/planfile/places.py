"""Where in a plan file something stands: from a path such as teams[0].objectives[1] to line and column."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from vitalfew.planfile.load import Loaded
from vitalfew.planfile.nodes import Items, Mapping, Node, Scalar
from vitalfew.planfile.walking import positions

STEP = re.compile(r"(\w+)\[(\d+)\]")
KEYS = {
    "text": ("objective", "sentence", "metric", "kpi", "name", "strategy"),
    "name": ("name",),
    "metric": ("metric", "sentence"),
    "baseline": ("from", "sentence"),
    "target": ("to", "target", "sentence"),
    "start": ("cycle",),
    "end": ("cycle",),
    "serves_strategy": ("supports",),
    "target_low": ("target",),
    "target_high": ("target",),
    "red_below": ("alert",),
    "red_above": ("alert",),
    "red_line": ("alert",),
    "by_hand": ("source",),
}


class Place(NamedTuple):
    """A stretch of one line: the line from 1, columns from 1, the end excluded; `source` is the whole line."""

    line: int
    column: int
    end: int
    source: str


class Places:
    """The places of one file's values."""

    def __init__(self, loaded: Loaded) -> None:
        self.lines = loaded.text.splitlines()
        self.root = loaded.root

    def find(self, path: str, field: str, span: tuple[int, int] | None) -> Place:
        """Where these characters of a subject's field stand; where it was not written, the subject's name or title."""
        node = self.node(path)
        scalar = value_of(node, field)
        if scalar is None:
            scalar, span = value_of(node, "text"), None
        if scalar is None or scalar.line > len(self.lines):
            return self._first_line(node)
        held = positions(self.lines, scalar)
        before = len(scalar.text) - len(scalar.text.lstrip())
        first, last = span or (0, len(scalar.text.strip()))
        inside = held[before + first : before + last] or held
        if not inside:
            return self._first_line(scalar)
        line, column = inside[0]
        end = next(at for number, at in reversed(inside) if number == line) + 1
        return Place(line + 1, column + 1, end + 1, self.lines[line])

    def node(self, path: str) -> Node:
        """The node of a path; the file's root for 'plan', or where the path leads nowhere."""
        node: Node = self.root
        for key, place in STEP.findall(path):
            below = node.items.get(key) if isinstance(node, Mapping) else None
            if isinstance(below, Items):
                below = next(iter(below.items[int(place) :]), None)
            if below is None:
                return self.root
            node = below
        return node

    def _first_line(self, node: Node) -> Place:
        line = min(node.line, max(len(self.lines), 1))
        source = self.lines[line - 1] if self.lines else ""
        first = re.match(r"[\s-]*", source)
        column = first.end() if first and node is not self.root else 0
        return Place(line, column + 1, max(len(source.rstrip()), column) + 1, source)


def value_of(node: Node, field: str) -> Scalar | None:
    """What was written for a field; None where nothing was."""
    if isinstance(node, Scalar):
        return node if field in ("text", "sentence", "metric", "baseline", "target", "email") else None
    if not isinstance(node, Mapping):
        return None
    return _first([node.items.get(key) for key in KEYS.get(field, (field,))])


def _first(found: Sequence[Node | None]) -> Scalar | None:
    for node in found:
        if isinstance(node, Items) and node.items:
            node = node.items[0]
        if isinstance(node, Scalar) and not node.empty:
            return node
    return None
