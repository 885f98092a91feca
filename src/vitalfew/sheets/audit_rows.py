"""Makes the rows of an audit from the rows of a table, and says what was left out or assumed."""

from collections.abc import Mapping, Sequence

from vitalfew.method.audit.rows import Row
from vitalfew.sheets.audit_columns import cell_text
from vitalfew.sheets.table import Table, TableRow

LONGEST = 2000
_YES = frozenset({"yes", "y", "true", "1", "x", "✓", "✔", "key", "ja", "j", "wahr", "high", "primary", "vital"})
_NO = frozenset({"no", "n", "false", "0", "-", "nein", "falsch", "low"})
_MOST_LINES = 5
_FEWEST_FILLED = 3


def rows_of(table: Table, roles: Mapping[str, int]) -> list[Row]:
    """Every row of the table; the name is '' where its cell is empty or a formula that was never computed."""
    return [_row(row, roles) for row in table.rows]


def _row(row: TableRow, roles: Mapping[str, int]) -> Row:
    texts = {role: cell_text(row.cells[index])[:LONGEST] for role, index in roles.items() if index < len(row.cells)}
    name = texts.pop("name", "")
    key = texts.pop("key", "").lower()
    marked = True if key in _YES else False if key in _NO else None
    return Row("" if name.startswith("=") else name, key=marked, line=row.line, **texts)


def filled_down(rows: Sequence[Row]) -> tuple[list[Row], list[str]]:
    """Rows with the team of the row above where only the first of a block names it, as merged cells do."""
    named = sum(bool(row.team) for row in rows)
    if not named or not rows[0].team or len(rows) < _FEWEST_FILLED * named:
        return list(rows), []
    filled, team = [], ""
    for row in rows:
        team = row.team or team
        filled.append(Row(row.name, row.definition, row.target, team, *row[4:]))
    return filled, ["A row without a team was read as one of the team above it."]


def left_out(lines: Sequence[int]) -> list[str]:
    """The note on rows without a name."""
    if not lines:
        return []
    shown = ", ".join(map(str, lines[:_MOST_LINES]))
    more = f" and {len(lines) - _MOST_LINES:,} more" if len(lines) > _MOST_LINES else ""
    rows = "row" if len(lines) == 1 else "rows"
    return [f"Passed over {len(lines):,} {rows} without a name: {shown}{more}."]
