"""An audit as a sheet: the columns as they came, then what was found; a workbook where a workbook came."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify

from vitalfew.audits.models import Audit, AuditRow, Place
from vitalfew.audits.queries import kept_audits
from vitalfew.sheets import export_cell
from vitalfew.sheets.write import workbook
from vitalfew.web.requests import PageRequest

FOUND = ("Verdict", "Kind", "Confidence", "Reasons", "Suggestion", "Vital")
WORKBOOKS = (".xlsx", ".xls", ".ods")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export(request: PageRequest, pk: int) -> HttpResponse:
    """The sheet with the verdicts as they stand now; no cell that a spreadsheet would run."""
    one = get_object_or_404(kept_audits(), pk=pk)
    as_workbook = PurePath(one.file).suffix.lower() in WORKBOOKS
    response = _xlsx(one) if as_workbook else _csv(one)
    name = f"{slugify(one.name) or 'audit'}-audited.{'xlsx' if as_workbook else 'csv'}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _xlsx(one: Audit) -> HttpResponse:
    return HttpResponse(workbook(_table(one), sheet=one.sheet), content_type=XLSX)


def _csv(one: Audit) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.write("\N{ZERO WIDTH NO-BREAK SPACE}")  # without the mark Excel reads UTF-8 as something else
    csv.writer(response).writerows([export_cell(cell) for cell in row] for row in _table(one))
    return response


def _table(one: Audit) -> Iterator[list[str]]:
    """The head and every row, in the order of the sheet."""
    head = list(one.headings) or ["Name"]
    yield [*head, *FOUND]
    rows: Iterable[AuditRow] = one.rows.order_by("position").iterator(chunk_size=500)
    for row in rows:
        yield [*_as_it_came(row, len(head)), *_found(row)]


def _as_it_came(row: AuditRow, width: int) -> list[str]:
    return [*(row.cells or [row.name]), *[""] * width][:width]


def _found(row: AuditRow) -> Iterator[str]:
    yield from (Place(row.place).value, row.kind, f"{row.confidence:.2f}", row.why, row.suggestion)
    yield "yes" if row.vital else "no"
