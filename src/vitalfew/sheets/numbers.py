"""Reads a column of numbers as people write them: one decimal mark for the whole column, or a refusal.

'1,234' alone can be 1.234 or 1234. Other cells of the column decide ('12,5' makes the comma decimal); when none
does, the text file's delimiter hints (';' goes with decimal commas) and the reading is said as a warning. Between
commas a point is always the decimal mark: people who write decimal commas separate columns otherwise.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from vitalfew.sheets.number import AMBIGUOUS, COMMA, POINT, Written, number_in, read_cell
from vitalfew.sheets.table import Cell
from vitalfew.sheets.typed import two_ways

MISSING = frozenset({"", "-", "–", "—", "n/a", "na", "#n/a", "null", "none", "nil", "k.a.", "."})
_YES_NO = {"yes": 1.0, "no": 0.0, "true": 1.0, "false": 0.0, "ja": 1.0, "nein": 0.0, "oui": 1.0, "non": 0.0}
_PLAIN = re.compile(r"-?(?:0|[1-9]\d{0,17})(?:\.(?:\d\d?|\d{4,15}))?", re.ASCII)
_PLAIN_BETWEEN_COMMAS = re.compile(r"-?(?:0|[1-9]\d{0,17})(?:\.\d{1,15})?", re.ASCII)


@dataclass(slots=True)
class NumberColumn:
    """A column read: per cell a finite number or None, the reason (what, what to do) for each bad cell by its
    index, the indices of cells without a measurement, and how the column was read; `doubt` is what a person must settle
    because no cell does, '' where one does."""

    values: list[float | None]
    bad: dict[int, tuple[str, str]] = field(default_factory=dict)
    missing: list[int] = field(default_factory=list)
    decimal: str = POINT
    unit: str | None = None
    warnings: list[str] = field(default_factory=list)
    refused: bool = False
    doubt: str = ""


def read_numbers(
    cells: Sequence[Cell],
    *,
    lines: Sequence[int],
    column: str,
    decimal: str | None = None,
    delimiter: str | None = None,
) -> NumberColumn:
    """Read a column; `lines` are the cells' lines in the file.

    `decimal` ('.' or ',') is given, or found with the help of a text file's `delimiter`.
    """
    plain = _PLAIN_BETWEEN_COMMAS if delimiter == COMMA and decimal is None else _PLAIN
    result = NumberColumn([None] * len(cells))
    if _all_yes_no(cells):
        return _read_yes_no(cells, result, column)
    written: dict[int, Written] = {}
    points = False
    for index, cell in enumerate(cells):
        if isinstance(cell, str) and plain.fullmatch(cell):
            result.values[index] = float(cell)
            points = points or "." in cell
        elif isinstance(cell, str) and cell.strip().lower() in MISSING:
            result.missing.append(index)
        else:
            _read_odd(cell, index, result, written)
    _say_missing(cells, lines, result, column)
    _Column(cells, lines, column, result, written).settle(decimal, points=points, semicolons=delimiter == ";")
    return result


def _read_odd(cell: Cell, index: int, result: NumberColumn, written: dict[int, Written]) -> None:
    found = read_cell(cell)
    if isinstance(found, float):
        result.values[index] = found
    elif isinstance(found, Written):
        written[index] = found
    else:
        result.bad[index] = found


def _say_missing(cells: Sequence[Cell], lines: Sequence[int], result: NumberColumn, column: str) -> None:
    words = [index for index in result.missing if str(cells[index]).strip()]
    if words:
        shown = str(cells[words[0]]).strip()
        where = name_rows(lines[index] for index in words)
        result.warnings.append(f'"{shown}" in {column} ({where}) is taken as no measurement.')


@dataclass(slots=True)
class _Column:
    """What is left to settle once the plain cells are read: the decimal mark and the unit of the column."""

    cells: Sequence[Cell]
    lines: Sequence[int]
    name: str
    result: NumberColumn
    written: dict[int, Written]

    def settle(self, decimal: str | None, *, points: bool, semicolons: bool) -> None:
        commas, dots = self._marked(COMMA), self._marked(POINT)
        if not (commas or dots or points):
            doubtful = {shape: self._marked(shape) for shape in AMBIGUOUS}
            if all(doubtful.values()):
                commas, dots = doubtful["1,234"], doubtful["1.234"]
        if decimal is None and commas and (dots or points):
            self._refuse_marks(commas, dots)
            return
        if decimal is None:
            certain = POINT if points or dots else COMMA if commas else None
            decimal = certain or self._hint(semicolons=semicolons)
        self._convert(decimal)
        self._settle_unit()

    def _marked(self, mark: str) -> list[int]:
        return [index for index, cell in self.written.items() if cell.mark == mark]

    def _convert(self, decimal: str) -> None:
        self.result.decimal = decimal
        for index, cell in self.written.items():
            value = number_in(cell, decimal)
            if isinstance(value, float):
                self.result.values[index] = value
            else:
                self.result.bad[index] = value

    def _hint(self, *, semicolons: bool) -> str:
        """The mark when no cell decides, with a warning that shows how '1,234' or '1.234' was read."""
        doubtful = [index for index, cell in self.written.items() if cell.mark in AMBIGUOUS]
        decimal = COMMA if semicolons else POINT
        if doubtful:
            first = self.written[doubtful[0]]
            value = number_in(first, decimal)
            there = f'"{first.text}" in {self.name} ({name_rows(self.lines[i] for i in doubtful)})'
            small, large = two_ways(first)
            self.result.doubt = f"{there} can be read as {small} or as {large}."
            self.result.warnings.append(
                f"{there} is read as {value:.15g}. "
                f'If that is wrong, say that the decimal mark is "{COMMA if decimal == POINT else POINT}".'
            )
        return decimal

    def _refuse_marks(self, commas: list[int], dots: list[int]) -> None:
        plain = [i for i, cell in enumerate(self.cells) if self.result.values[i] is not None and "." in str(cell)]
        fewer, other = sorted((sorted([*dots, *plain]), commas), key=len)
        there = f'"{str(self.cells[other[0]]).strip()}" in row {self.lines[other[0]]}'
        for index in fewer:
            self.result.bad[index] = (
                f"{self.name} mixes decimal commas and decimal points: this cell and {there}.",
                "Write the whole column with one decimal mark.",
            )
        self.result.refused = True

    def _settle_unit(self) -> None:
        units: dict[str, list[int]] = {}
        for index, cell in self.written.items():
            units.setdefault(cell.unit, []).append(index)
        named = [unit for unit in units if unit]
        if len(named) > 1:
            self._refuse_units(units, named)
        self.result.unit = named[0] if len(named) == 1 else None
        with_unit = len(units[named[0]]) if named else 0
        without = sum(value is not None for value in self.result.values) - with_unit
        if self.result.unit and without and with_unit:
            self.result.warnings.append(
                f'{with_unit} values in {self.name} have "{self.result.unit}" and {without} have no sign; '
                "all are read in the same unit."
            )

    def _refuse_units(self, units: dict[str, list[int]], named: list[str]) -> None:
        rare = min(named, key=lambda unit: len(units[unit]))
        for index in units[rare]:
            others = " and ".join(unit for unit in named if unit != rare)
            what = f'{self.name} mixes units: "{rare}" here, "{others}" in other rows.'
            self.result.bad[index] = (what, "Convert the column to one unit, or give one file per unit.")
        self.result.refused = True


def name_rows(lines: Iterable[int], limit: int = 5) -> str:
    """'row 7', 'rows 2, 5, 9' or 'rows 2, 5, 9, 11, 12 and 40 more'."""
    every = list(lines)
    shown = ", ".join(map(str, every[:limit]))
    more = f" and {len(every) - limit:,} more" if len(every) > limit else ""
    return f"row{'s' if len(every) > 1 else ''} {shown}{more}"


def _all_yes_no(cells: Sequence[Cell]) -> bool:
    words = {str(cell).strip().lower() for cell in cells[:1]}
    if not words <= {*_YES_NO, ""}:
        return False
    words = {str(cell).strip().lower() for cell in cells}
    return bool(words - MISSING) and words - MISSING <= set(_YES_NO)


def _read_yes_no(cells: Sequence[Cell], result: NumberColumn, column: str) -> NumberColumn:
    result.values = [_YES_NO.get(str(cell).strip().lower()) for cell in cells]
    result.missing = [index for index, value in enumerate(result.values) if value is None]
    result.warnings.append(f"{column} holds yes and no: yes is read as 1, no as 0.")
    return result
