"""How a file that waits was read: which sheet, which columns, and what a person corrected."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.http import QueryDict

from vitalfew.audits.keeping import Sheet
from vitalfew.sheets import SheetError, read_table
from vitalfew.sheets.audit_input import ROLES, AuditInput, read_audit
from vitalfew.sheets.table import Cell
from vitalfew.web.audits.forms import ColumnsForm, label, said
from vitalfew.web.kpis.upload.waiting import Waiting

FIRST = 8
SHOWN = ("name", "team", "target", "owner", "definition")
MOST = 20_000
LONGEST_CELL = 2_000


class Reading:
    """One look at what was brought. `problem` says why it cannot be judged as it is read now."""

    def __init__(self, waiting: Waiting, *, posted: QueryDict | None = None) -> None:
        self.waiting, self.problem = waiting, ""
        self.found: AuditInput | None = None
        sheet = (posted.get("sheet") if posted else "") or None
        changed = posted is not None and "sheet" in posted and posted.get("read_sheet", "") not in ("", sheet or "")
        chosen = _chosen(posted) if posted is not None and not changed else {}
        self._read(sheet, chosen)
        if posted is None:
            self._as_before()
        known = self.found or self._bare(sheet)
        self.form = ColumnsForm(headings=known.headings if known else (), sheets=known.sheets if known else ())
        if known is not None:
            self.form.show(known)

    def _read(self, sheet: str | None, columns: Mapping[str, str]) -> None:
        try:
            self.found = self._input(sheet, columns)
        except SheetError as error:
            self.problem = said(error)
            return
        if len(self.found.rows) > MOST:
            count = f"These are {len(self.found.rows):,} rows, more than the {MOST:,} that an audit takes."
            self.problem = f"{count} Split the sheet by team and audit each part."

    def _as_before(self) -> None:
        """Read the columns as in the audit that is repeated, where they are all there."""
        kept = {role: self.waiting.asked[f"column_{role}"] for role in ROLES if f"column_{role}" in self.waiting.asked}
        found = self.found
        told = {role: column for role, column in kept.items() if column}
        if found is None or len(found.headings) < 2 or told in ({}, found.columns):
            return
        if set(told.values()) <= set(found.headings):
            self._read(found.sheet, kept)

    def _bare(self, sheet: str | None) -> AuditInput | None:
        """The sheet as it is guessed, for the questions that a wrong choice leaves open."""
        for one in (sheet, None):
            try:
                return self._input(one, {})
            except SheetError:
                continue
        return None

    def _input(self, sheet: str | None, columns: Mapping[str, str]) -> AuditInput:
        return read_audit(self.waiting.data, self.waiting.name or None, sheet=sheet, columns=columns or None)

    @property
    def asks(self) -> bool:
        """Whether anything was guessed that a person may want to correct."""
        return self.found is None or len(self.found.headings) > 1 or len(self.found.sheets) > 1

    def context(self) -> dict[str, Any]:
        """What the page shows."""
        context: dict[str, Any] = {"reading": self, "form": self.form, "waiting": self.waiting, "found": self.found}
        if self.found is None:
            return context
        roles = [role for role in SHOWN if role in ("name", *self.found.columns)]
        first = [[str(getattr(row, role) or "") for role in roles] for row in self.found.rows[:FIRST]]
        return context | {"count": len(self.found.rows), "labels": [label(role) for role in roles], "first": first}

    def sheet(self) -> Sheet:
        """What is kept of where the rows came from."""
        assert self.found is not None  # noqa: S101  (asked for once it was read)
        found = self.found
        headings, cells = self._table(found)
        return Sheet(
            name=self.waiting.asked["name"], file=self.waiting.name, sheet=found.sheet or "", headings=headings,
            columns=found.columns, notes=found.notes, cells=cells,
        )  # fmt: skip

    def _table(self, found: AuditInput) -> tuple[list[str], dict[int, list[str]]]:
        """The columns and rows as they stood; what is no table is given back by its roles."""
        if found.headings:
            try:
                table = read_table(self.waiting.data, self.waiting.name or "the lines", sheet=found.sheet)
            except SheetError:
                table = None
            if table is not None and found.headings == tuple(head for head in table.header if head):
                rows = {row.line: [_shown(cell) for cell in row.cells] for row in table.rows}
                return list(table.header), rows
        roles = [role for role in ROLES if any(getattr(row, role) for row in found.rows)] or ["name"]
        told: dict[int, list[str]] = {}
        for row in found.rows:
            if row.line:
                told[row.line] = [_shown(getattr(row, role)) for role in roles]
        return [label(role) for role in roles], told


def _chosen(posted: QueryDict) -> dict[str, str]:
    return {role: str(posted[role]) for role in ROLES if role in posted}


def _shown(cell: Cell | None) -> str:
    """A cell as a sheet shows it: 3, not 3.0; a day without its midnight."""
    if cell is None or cell is False:
        return "" if cell is None else "no"
    if cell is True:
        return "yes"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return date(cell.year, cell.month, cell.day).isoformat()
    return str(cell)[:LONGEST_CELL]
