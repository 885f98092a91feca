"""YAML as plain nodes that know their lines. Every scalar is text: `no`, `1.10` and `2026-10-01` are as written."""

from typing import NamedTuple, TypeAlias

NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


class Scalar(NamedTuple):
    """Text, where it begins (its quote or block mark, if any; line from 1, column from 0), and whether it was plain.

    Quoted text is never empty or a number by accident.
    """

    text: str
    line: int
    column: int
    plain: bool

    @property
    def empty(self) -> bool:
        """Whether nothing was written: `owner:` or `owner: null`."""
        return self.plain and self.text in NOTHING


class Items:
    """A list of nodes and its line."""

    __slots__ = ("items", "line")

    def __init__(self, line: int) -> None:
        self.items: list[Node] = []
        self.line = line


class Mapping:
    """Nodes by key, the line of each key, and the line where the mapping begins."""

    __slots__ = ("items", "key", "line", "lines")

    def __init__(self, line: int) -> None:
        self.items: dict[str, Node] = {}
        self.lines: dict[str, int] = {}
        self.line = line
        self.key: str | None = None


Node: TypeAlias = Scalar | Items | Mapping
