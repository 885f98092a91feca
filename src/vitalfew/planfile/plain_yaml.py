"""Reads the plain part of YAML, in which nearly every plan is written, many times as fast as PyYAML.

Plain are lines of `key: value`, `- key: value` and `- value` whose values stand on one line: text without quotes, text
in quotes without escapes, lists and mappings in brackets; and comments. At anything else it gives up, and PyYAML reads
the whole text. The nodes are the same either way: docs/decisions/0015-plain-yaml-by-hand.md.
"""

import re
from functools import cache
from typing import Any

from vitalfew.planfile.nodes import Items, Mapping, Node, Scalar

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
        return _Lines().read(text if text.endswith("\n") else f"{text}\n")
    except (_Unclear, UnicodeEncodeError):
        return None


@cache
def _line() -> re.Pattern[str]:
    """A line: its indentation, dash, key, the space after the key, the value, and whatever is not plain."""
    value = rf"{_QUOTED}|[\[{{][^\n#]*|{_TEXT}"
    return re.compile(rf"( *)(- +)?(?:({_KEY}):( +|(?=\n)))?({value})? *(?:(?<![^ \n])\#.*)?\n|(.+)")


@cache
def _in_brackets() -> re.Pattern[str]:
    """What follows in brackets: one of them or a comma, a key, or a text."""
    return re.compile(rf" *(?:([\[\]{{}},])|({_KEY}): +|({_QUOTED}|(?:{_NO_MARK}|-(?=\w))[^:,\[\]{{}}#?]*)) *")


class _Lines:
    """The open containers with the columns where they begin; `waiting` is a key whose value may stand below it."""

    def __init__(self) -> None:
        self.root = Mapping(0)
        self.top: Any = self.root
        self.column = -1
        self.around: list[tuple[Any, int]] = []
        self.waiting: str | None = ""
        self.missing = Scalar("", 0, 0, plain=True)

    def read(self, text: str) -> Node | None:
        """The node that the lines make."""
        for number, (indent, dash, key, gap, value, odd) in enumerate(_line().findall(text), 1):
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
                raise _Unclear
        self._close(0)
        return self.root.items.get("")

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
