"""Where in a plan file something stands: from a path such as teams[0].objectives[1] to line and column."""

import re
from typing import NamedTuple

from vitalfew.planfile.load import Loaded
from vitalfew.planfile.nodes import Items, Mapping, Node, Scalar
from vitalfew.planfile.walking import begin, positions

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
        self.nodes: dict[str, Node | None] = {"": self.root}

    def find(self, path: str, field: str, span: tuple[int, int] | None) -> Place:
        """Where these characters of a subject's field stand; where it was not written, the subject's name or title."""
        node = self.node(path)
        scalar = value_of(node, field)
        if scalar is None:
            scalar, span = value_of(node, "text"), None
        if scalar is None or scalar.line > len(self.lines):
            return self._first_line(node)
        before = len(scalar.text) - len(scalar.text.lstrip())
        first, last = span or (0, len(scalar.text.strip()))
        column = begin(self.lines, scalar)
        if column is not None and first < last <= len(scalar.text) - before:
            column += before + 1
            return Place(scalar.line, column + first, column + last, self.lines[scalar.line - 1])
        held = positions(self.lines, scalar)
        inside = held[before + first : before + last] or held
        if not inside:
            return self._first_line(scalar)
        line, column = inside[0]
        end = next(at for number, at in reversed(inside) if number == line) + 1
        return Place(line + 1, column + 1, end + 1, self.lines[line])

    def node(self, path: str) -> Node:
        """The node of a path; the file's root for 'plan', or where the path leads nowhere."""
        return (self._below(path) if path.endswith("]") else None) or self.root

    def _below(self, path: str) -> Node | None:
        """The node of a path; None where it leads nowhere. Those above it are found once."""
        if path not in self.nodes:
            above, _, step = path.rpartition(".")
            key, _, place = step[:-1].partition("[")
            node = self._below(above)
            below = node.items.get(key) if isinstance(node, Mapping) else None
            if isinstance(below, Items):
                below = next(iter(below.items[int(place) :]), None)
            self.nodes[path] = below
        return self.nodes[path]

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
    for key in KEYS.get(field) or (field,):
        found = node.items.get(key)
        if isinstance(found, Items) and found.items:
            found = found.items[0]
        if isinstance(found, Scalar) and not found.empty:
            return found
    return None
