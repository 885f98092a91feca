"""What can be wrong with a file of measurements, said with the place and the remedy."""

from collections.abc import Sequence
from dataclasses import dataclass


class SheetError(Exception):
    """The whole file cannot be read: `what` happened, `what_to_do`, and the `line` (from 1) if there is one."""

    def __init__(self, what: str, *, what_to_do: str, file: str, line: int | None = None) -> None:
        super().__init__(f"{what} {what_to_do}".strip())
        self.what = what
        self.what_to_do = what_to_do
        self.file = file
        self.line = line


class ColumnUnclear(SheetError):
    """No column, or more than one, could play a `role`; the person has to name it from `header`."""

    def __init__(self, what: str, *, what_to_do: str, file: str, line: int, role: str, header: Sequence[str]) -> None:
        super().__init__(what, what_to_do=what_to_do, file=file, line=line)
        self.role = role
        self.header = tuple(header)


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be stored: its line in the file (from 1), the column, the cell's text, what and remedy.

    `series` is what it is of, by name, where the table holds several; '' otherwise.
    """

    line: int
    column: str
    text: str
    what: str
    what_to_do: str
    series: str = ""

    def __str__(self) -> str:
        return f"row {self.line}, {self.column}: {self.what} {self.what_to_do}"
