"""Reads the plain part of YAML, in which nearly every plan is written, many times as fast as PyYAML.

Plain are lines of `key: value`, `- key: value` and `- value`, and comments. Values are text without quotes, text in
quotes without escapes, lists and mappings in brackets; over several lines only text without quotes, or below `|` or
`>`. At anything else it gives up, and PyYAML reads the whole text. The nodes are the same either way:
docs/decisions/0016-plain-yaml-by-hand.md.
"""

import re
from collections import deque
from functools import cache, cached_property
from itertools import islice
from typing import Any

from vitalfew.planfile.nodes import Items, Mapping, Node, Scalar
from vitalfew.planfile.plain_blocks import block

_KEY = "[A-Za-z_][A-Za-z0-9_-]{0,80}"
_QUOTED = r""""[^"\\\n]*"|'(?:[^'\n]|'')*'"""
_NO_MARK = r"""[^\s\-?:,\[\]{}#&*!|>'"%@`]"""
_TEXT = rf"(?:{_NO_MARK}|-(?=[^\s\-]))[^\n:#]*(?:(?::(?=[^ \n])|(?<! )\#)[^\n:#]*)*"
_SPECIAL = frozenset("\"'[{")
_ASCII = bytes([*range(ord(" "), ord("~") + 1), ord("\n")])
_DEEPEST = 30


_new = tuple.__new__  # what NamedTuple calls, without a step between: it is called for each value of the file


class _Unclear(Exception):
    """This is not plain."""


def read_plain(text: str) -> Node | None:
    """The node that a plain text holds; None for any other text, and where there is nothing in it."""
    text = text.replace("\r\n", "\n")
    try:
        if not text.encode().translate(None, _ASCII).decode().replace("\u00a0", "").isprintable():
            return None
        return _Lines(text).read()
    except (_Unclear, UnicodeEncodeError):
        return None


@cache
def _line() -> re.Pattern[str]:
    """A line: its indentation, dash, key, the space after the key, the value, and whatever is not plain."""
    value = rf"{_QUOTED}|[\[{{][^\n#]*|{_TEXT}"
    return re.compile(rf"( *)(- +)?(?:({_KEY}):( +|(?=\n)))?({value})? *(?:(?<![^ \n])\#.*)?\n|(.+)\n")


@cache
def _in_brackets() -> re.Pattern[str]:
    """What follows in brackets: one of them or a comma, a key, or a text."""
    return re.compile(rf" *(?:([\[\]{{}},])|({_KEY}): +|({_QUOTED}|(?:{_NO_MARK}|-(?=\w))[^:,\[\]{{}}#?]*)) *")


class _Lines:
    """The open containers with the columns where they begin; `waiting` is a key whose value may stand below it."""

    def __init__(self, text: str) -> None:
        self.root = Mapping(0)
        self.top: Any = self.root
        self.column = -1
        self.around: list[tuple[Any, int]] = []
        self.waiting: str | None = ""
        self.missing = Scalar("", 0, 0, plain=True)
        self.folded = 0  # the last line of text that went on
        self.unended = not text.endswith("\n")
        self.text = f"{text}\n" if self.unended else text

    @cached_property
    def lines(self) -> list[str]:
        """The text's lines, for what stands on several."""
        return self.text.split("\n")

    def read(self) -> Node | None:
        """The node that the lines make."""
        rows = enumerate(_line().findall(self.text), 1)
        for number, (indent, dash, key, gap, value, odd) in rows:
            if key:
                column = len(indent)
                top = self.top
                if dash or column != self.column or self.waiting is not None or top.__class__ is Items:
                    column = self._turn(number, column, dash, begins=True)
                    top = self.top
                if key in top.items:
                    raise _Unclear
                top.lines[key] = number
                column += len(key) + 1
                if value:
                    column += len(gap)
                    top.items[key] = (
                        _node(value, number, column)
                        if value[0] in _SPECIAL
                        else _new(Scalar, (value.rstrip(" "), number, column, True))
                    )
                else:
                    self.waiting, self.missing = key, Scalar("", number, column, plain=True)
            elif dash and value:
                column = self._turn(number, len(indent), dash, begins=False)
                self.top.items.append(_node(value, number, column))
            elif odd or value or dash:
                more = self._block(number) if odd else self._fold(value, number, len(indent))
                deque(islice(rows, more), maxlen=0)
        self._close(0)
        return self.root.items.get("")

    def _block(self, line: int) -> int:
        """Take in a text below its mark in this line; returns how many lines it has."""
        found = block(self.lines, line - 1)
        if found is None or (self.unended and line + found.below + 1 == len(self.lines)):
            raise _Unclear
        self._turn(line, found.indent, found.dash, begins=bool(found.key))
        scalar = Scalar(found.text, line, found.column, plain=False)
        if not found.key:
            self.top.items.append(scalar)
        elif found.key in self.top.items:
            raise _Unclear
        else:
            self.top.items[found.key], self.top.lines[found.key] = scalar, line
        return found.below

    def _fold(self, value: str, line: int, column: int) -> int:
        """Add a line to the text that stands before it; returns that no more lines belong to it."""
        held = self.top.items
        if self.waiting is not None or not held or not value or value[0] in _SPECIAL or column <= self.column:
            raise _Unclear
        place = next(reversed(held)) if self.top.__class__ is Mapping else -1
        last = held[place]
        goes_on = isinstance(last, Scalar) and last.plain and line - 1 in (last.line, self.folded)
        if not goes_on or "#" in self.lines[line - 2]:
            raise _Unclear
        held[place] = last._replace(text=f"{last.text} {value.rstrip(' ')}")  # noqa: SLF001
        self.folded = line
        return 0

    def _turn(self, line: int, column: int, dash: str, *, begins: bool) -> int:
        """Go to the container that a line belongs to; returns the column after its dash.

        After a dash a mapping `begins` where a key follows.
        """
        below = self.waiting is not None and (column > self.column or (dash != "" and column == self.column))
        if below:
            self._open(Items(line) if dash else Mapping(line), column)
        else:
            self._close(column)
            if not dash and self.top.__class__ is Items:
                self.top, self.column = self.around.pop()  # its dashes stood in the column of its key
        if self.column != column or (self.top.__class__ is Items) != (dash != ""):
            raise _Unclear
        if dash and begins:
            self._open(Mapping(line), column + len(dash))
        return column + len(dash)

    def _open(self, node: Mapping | Items, column: int) -> None:
        if len(self.around) == _DEEPEST:
            raise _Unclear
        if self.waiting is None:
            self.top.items.append(node)
        else:
            self.top.items[self.waiting] = node
        self.around.append((self.top, self.column))
        self.top, self.column, self.waiting = node, column, None

    def _close(self, column: int) -> None:
        """Leave the containers that began to the right of the column; what still waits for a value has none."""
        if self.waiting:
            self.top.items[self.waiting], self.waiting = self.missing, None
        while self.column > column:
            self.top, self.column = self.around.pop()


def _node(value: str, line: int, column: int) -> Node:
    """A value that stands on one line."""
    mark = value[0]
    if mark not in _SPECIAL:
        return Scalar(value.rstrip(" "), line, column, plain=True)
    if mark == '"':
        return Scalar(value[1:-1], line, column, plain=False)
    if mark == "'":
        return Scalar(value[1:-1].replace("''", "'"), line, column, plain=False)
    return _Brackets(value, line, column).node()


class _Brackets:
    """Reads lists and mappings in brackets."""

    def __init__(self, text: str, line: int, column: int) -> None:
        self.text, self.line, self.column = text, line, column
        self.at = 0

    def node(self) -> Node:
        """The list or mapping that is the whole text."""
        node = self._value(*self._next(), depth=0)
        if self.at != len(self.text):
            raise _Unclear
        return node

    def _next(self) -> tuple[str, str, str, int]:
        """A bracket or comma, a key, or a text, of which one is not empty; and the column of the text."""
        match = _in_brackets().match(self.text, self.at)
        if match is None:
            raise _Unclear
        self.at = match.end()
        return match[1] or "", match[2] or "", match[3] or "", self.column + match.start(3)

    def _value(self, mark: str, key: str, text: str, column: int, *, depth: int) -> Node:
        if key or depth == _DEEPEST:
            raise _Unclear
        if text:
            return _node(text, self.line, column)
        if mark == "[":
            return self._list(depth + 1)
        if mark == "{":
            return self._mapping(depth + 1)
        raise _Unclear

    def _list(self, depth: int) -> Items:
        found = Items(self.line)
        part = self._next()
        while part[0] != "]" or found.items:
            found.items.append(self._value(*part, depth=depth))
            mark = self._next()[0]
            if mark == "]":
                break
            if mark != ",":
                raise _Unclear
            part = self._next()
        return found

    def _mapping(self, depth: int) -> Mapping:
        found = Mapping(self.line)
        mark, key, *_ = self._next()
        while mark != "}" or found.items:
            if not key or key in found.items:
                raise _Unclear
            found.items[key] = self._value(*self._next(), depth=depth)
            found.lines[key] = self.line
            mark = self._next()[0]
            if mark == "}":
                break
            if mark != ",":
                raise _Unclear
            mark, key, *_ = self._next()
        return found
