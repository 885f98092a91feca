"""An audit as a sheet: the columns as they came, then what was found."""

import csv
from collections.abc import Iterable, Iterator

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify

from vitalfew.audits.models import Audit, AuditRow, Place
from vitalfew.audits.queries import kept_audits
from vitalfew.sheets import export_cell
from vitalfew.web.requests import PageRequest

FOUND = ("Verdict", "Kind", "Confidence", "Reasons", "Suggestion", "Vital")


def export(request: PageRequest, pk: int) -> HttpResponse:
    """The sheet as CSV with the verdicts as they stand now; no cell that a spreadsheet would run."""
    one = get_object_or_404(kept_audits(), pk=pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slugify(one.name) or "audit"}-audited.csv"'
    response.write("\N{ZERO WIDTH NO-BREAK SPACE}")  # without the mark Excel reads UTF-8 as something else
    writer = csv.writer(response)
    writer.writerow([export_cell(cell) for cell in (*_headings(one), *FOUND)])
    rows: Iterable[AuditRow] = one.rows.order_by("position").iterator(chunk_size=500)
    writer.writerows([export_cell(cell) for cell in _cells(one, row)] for row in rows)
    return response


def _headings(one: Audit) -> list[str]:
    return list(one.headings) or ["Name"]


def _cells(one: Audit, row: AuditRow) -> Iterator[str]:
    width = len(_headings(one))
    yield from ([*row.cells, *[""] * width][:width] if row.cells else [row.name, *[""] * (width - 1)])
    yield from (Place(row.place).value, row.kind, f"{row.confidence:.2f}", row.why, row.suggestion)
    yield "yes" if row.vital else "no"
