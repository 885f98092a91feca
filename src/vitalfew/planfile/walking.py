"""Which character of a file each character of a value came from, through quotes, escapes, folds and blocks."""

from collections.abc import Sequence

from vitalfew.method.late import late
from vitalfew.planfile.nodes import Scalar

Position = tuple[int, int]
ESCAPE = late(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)")


def begin(lines: Sequence[str], scalar: Scalar) -> int | None:
    """The column of a text that stands on one line as it is, perhaps in quotes; None for any other."""
    line, column = lines[scalar.line - 1], scalar.column
    if scalar.plain and line.startswith(scalar.text, column):
        return column
    return column + 1 if line.startswith(scalar.text, column + 1) else None


def positions(lines: Sequence[str], scalar: Scalar) -> list[Position]:
    """Line and column, both from 0, of each character of a scalar's text; fewer where the text is not found."""
    line, column = scalar.line - 1, scalar.column
    straight = begin(lines, scalar)
    if straight is not None:
        return [(line, straight + each) for each in range(len(scalar.text))]
    mark = lines[line][column : column + 1]
    if not scalar.plain and mark in "|>":
        return _Walk(lines, "", line + 1, 0).through(scalar.text)
    quote = "" if scalar.plain else mark
    return _Walk(lines, quote, line, column + len(quote)).through(scalar.text)


class _Walk:
    """Goes through the source beside the value; white space of the one answers to any white space of the other."""

    def __init__(self, lines: Sequence[str], quote: str, line: int, column: int) -> None:
        self.lines, self.quote, self.line, self.column = lines, quote, line, column

    def through(self, text: str) -> list[Position]:
        found: list[Position] = []
        for character in text:
            if not character.isspace() and not self._skip_space():
                break
            found.append((self.line, self.column))
            self._step(character)
        return found

    def _step(self, character: str) -> None:
        rest = self.lines[self.line][self.column :] if self.line < len(self.lines) else ""
        escape = ESCAPE.match(rest) if self.quote == '"' else None
        if escape:
            self.column += escape.end()
        elif self.quote == "'" and rest.startswith("''"):
            self.column += 2
        elif not character.isspace() or rest[:1].isspace():
            self.column += 1

    def _skip_space(self) -> bool:
        """Go to the next character that is no white space; False at the end of the file."""
        while self.line < len(self.lines):
            rest = self.lines[self.line][self.column :]
            broken = self.quote == '"' and rest.rstrip() == "\\"
            if rest.strip() and not broken:
                self.column += len(rest) - len(rest.lstrip())
                return True
            self.line, self.column = self.line + 1, 0
        return False
