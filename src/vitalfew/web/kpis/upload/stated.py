"""What a file says of a KPI beside its values: its target, its red line, its unit, which way is good."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from django.core.exceptions import ValidationError

from vitalfew.sheets import Table
from vitalfew.sheets.columns import cells_of
from vitalfew.web.kpis.forms.lines import read_red_line, read_target
from vitalfew.web.kpis.upload.preview import Preview

COLUMNS = {"target": "target", "goal": "target", "red line": "red_line", "redline": "red_line", "threshold": "red_line",
           "unit": "unit", "direction": "direction", "which way is good": "direction"}  # fmt: skip
WAYS = {"higher": "higher", "up": "higher", "lower": "lower", "down": "lower", "within": "within", "range": "within"}


class Stated(NamedTuple):
    """What the rows agree on, by what it is; the columns that this comes from, and those that were passed over."""

    said: Mapping[str, str]
    taken: Mapping[str, str]
    passed_over: list[str]

    def words(self) -> list[str]:
        """Where it comes from, and what was passed over, a sentence each."""
        from_columns = [f"{name.replace('_', ' ')} {self.said[name]}" for name in self.taken]
        listed, columns = ", ".join(from_columns), ", ".join(f"“{column}”" for column in self.taken.values())
        found = [f"From the file’s own columns {columns}: {listed}."] if self.taken else []
        return found + [
            f"The column “{name}” was passed over: its rows do not say one thing." for name in self.passed_over
        ]


def stated(table: Table, preview: Preview) -> Stated:
    """What the rows of the series that is read say of its KPI, every one the same."""
    rows = [row for row in preview.understanding.good if not preview.chosen or row.series == preview.chosen]
    lines = {row.line for row in rows}
    said: dict[str, str] = {}
    taken: dict[str, str] = {}
    passed_over: list[str] = []
    for index, name, column in columns_of(table, preview):
        cells = zip(table.rows, cells_of(table, index), strict=True)
        words = {_written(cell) for row, cell in cells if row.line in lines} - {""}
        one = _understood(name, words.pop()) if len(words) == 1 else ""
        if one and name not in said:
            said[name], taken[name] = one, column
        else:
            passed_over.append(column)
    return Stated(said, taken, passed_over)


def columns_of(table: Table, preview: Preview) -> list[tuple[int, str, str]]:
    """The columns that by their name say such a thing and play no other role: place, what they say, header."""
    played = set(preview.understanding.columns.values())
    named = [(at, COLUMNS.get(_plain(head), ""), head) for at, head in enumerate(table.header)]
    return [(at, name, head) for at, name, head in named if name and head not in played]


def _plain(head: str) -> str:
    return " ".join(head.lower().replace("_", " ").split())


def _written(cell: object) -> str:
    return f"{cell:g}" if isinstance(cell, float) else str(cell).strip()


def _understood(name: str, text: str) -> str:
    """The text as a form takes it; '' where it cannot be read."""
    if name == "unit":
        return text[:30]
    if name == "direction":
        return next((way for word, way in WAYS.items() if word in text.lower().split()), "")
    read: Callable[[str], object] = read_target if name == "target" else read_red_line
    try:
        read(text)
    except ValidationError:
        return ""
    return text
