"""Reads what people bring to an audit: a table, a list, pasted lines, a dashboard."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from vitalfew.method.audit.rows import Row

ROLES = ("name", "definition", "target", "team", "owner", "frequency", "key", "red_line", "action", "unit")


class AuditInput(NamedTuple):
    """The rows of one sheet and how they were read.

    `columns` says which heading plays which role (of `ROLES`), as guessed or as told; `headings` are all that could;
    `sheets` are the workbook's filled sheets; `notes` say in sentences what was passed over or assumed.
    """

    rows: tuple[Row, ...]
    columns: dict[str, str]
    headings: tuple[str, ...]
    notes: tuple[str, ...] = ()
    sheet: str | None = None
    sheets: tuple[str, ...] = ()


def read_audit(
    source: str | Path | bytes,
    name: str | None = None,
    *,
    sheet: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> AuditInput:
    """Read a CSV, TSV, XLSX, ODS, JSON file or pasted lines (as bytes); raises SheetError when it cannot be audited.

    `columns` names the heading of a role ({"name": "Metric"}; '' for none) and wins over the guess.
    """
    raise NotImplementedError
