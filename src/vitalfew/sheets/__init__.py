"""Reads tables of measurements (CSV, TSV, XLSX, XLS, ODS) and reports every row that cannot be kept by its line."""

from vitalfew.sheets.export import export_cell, exported_text
from vitalfew.sheets.problems import BadRow, ColumnUnclear, SheetError
from vitalfew.sheets.read import MAX_BYTES, MAX_ROWS, read_limited, read_table
from vitalfew.sheets.table import Table
from vitalfew.sheets.understand import understand
from vitalfew.sheets.understanding import EmptyRow, Question, Row, Understanding

__all__ = [
    "MAX_BYTES",
    "MAX_ROWS",
    "BadRow",
    "ColumnUnclear",
    "EmptyRow",
    "Question",
    "Row",
    "SheetError",
    "Table",
    "Understanding",
    "export_cell",
    "exported_text",
    "read_limited",
    "read_table",
    "understand",
]
