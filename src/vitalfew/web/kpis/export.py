"""The values of one KPI, or of all, as a file."""

import csv
import tempfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import slugify

from vitalfew.kpis.exporting import as_csv, write_parquet
from vitalfew.kpis.finishing import half_collected, in_progress_from
from vitalfew.kpis.models import Kpi, Observation
from vitalfew.kpis.queries import kpis_with_everything
from vitalfew.method.numbers import exact
from vitalfew.method.periods import period_start
from vitalfew.sheets import SheetError, export_cell
from vitalfew.web.addresses import go_to
from vitalfew.web.kpis.words import period
from vitalfew.web.requests import PageRequest

HEADER = ("time", "value", "n", "note", "period", "came from", "in progress")


def export(request: PageRequest, pk: int) -> HttpResponse:
    """All values as CSV: times in the workspace's zone, no cell that a spreadsheet would run."""
    kept = get_object_or_404(kpis_with_everything(), pk=pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slugify(kept.name) or "kpi"}.csv"'
    writer = csv.writer(response)
    writer.writerow(HEADER)
    found: Iterable[Observation] = Observation.objects.filter(series=kept.series_id).order_by("time").iterator()
    running = in_progress_from(kept, half=bool(half_collected([kept])), now=timezone.now())
    writer.writerows(_cells(kept, one, running=running) for one in found)
    return response


def _cells(kept: Kpi, one: Observation, *, running: datetime) -> list[str]:
    zone = kept.workspace.zone_info
    local = one.time.astimezone(zone)
    start = period_start(one.time, kept.every, zone)
    cells = (
        local.isoformat(),
        exact(one.value),
        "" if one.n is None else str(one.n),
        one.note,
        period(kept, start),
        str(one.get_origin_display()),
        "yes" if one.time >= running else "no",
    )
    return [export_cell(cell) for cell in cells]


def export_all(request: PageRequest) -> StreamingHttpResponse:
    """All values of all KPIs as CSV, sent as they are read."""
    workspace = request.person.workspace
    attached = f'attachment; filename="{workspace.slug}.csv"'
    return StreamingHttpResponse(
        as_csv(workspace, now=timezone.now()),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": attached},
    )


def export_parquet(request: PageRequest) -> FileResponse | HttpResponseRedirect:
    """All values of all KPIs as Parquet; the file is gone from here once it was sent."""
    workspace = request.person.workspace
    with tempfile.TemporaryDirectory(prefix="vitalfew-export-") as folder:
        written = Path(folder) / "values.parquet"
        try:
            write_parquet(workspace, written, now=timezone.now())
        except SheetError as error:
            messages.error(request, f"{error.what} {error.what_to_do}")
            return go_to(request, "kpis")
        file = written.open("rb")
    return FileResponse(
        file, as_attachment=True, filename=f"{workspace.slug}.parquet", content_type="application/vnd.apache.parquet"
    )
