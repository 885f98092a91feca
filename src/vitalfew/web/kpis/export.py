"""A KPI's values as a file."""

import csv
from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify

from vitalfew.kpis.models import Kpi, Observation
from vitalfew.kpis.queries import kpis_with_everything
from vitalfew.method.numbers import exact
from vitalfew.method.periods import Frequency, period_start
from vitalfew.sheets import export_cell
from vitalfew.web.kpis.words import period
from vitalfew.web.requests import PageRequest

HEADER = ("time", "value", "n", "note", "period", "came from")


def export(request: PageRequest, pk: int) -> HttpResponse:
    """All values as CSV: times in the workspace's zone, no cell that a spreadsheet would run."""
    kept = get_object_or_404(kpis_with_everything(), pk=pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slugify(kept.name) or "kpi"}.csv"'
    writer = csv.writer(response)
    writer.writerow(HEADER)
    found: Iterable[Observation] = Observation.objects.filter(series=kept.series_id).order_by("time").iterator()
    writer.writerows(_cells(kept, one) for one in found)
    return response


def _cells(kept: Kpi, one: Observation) -> list[str]:
    zone = kept.workspace.zone_info
    local = one.time.astimezone(zone)
    start = period_start(one.time, Frequency(kept.frequency), zone)
    cells = (
        local.isoformat(),
        exact(one.value),
        "" if one.n is None else str(one.n),
        one.note,
        period(kept, start),
        str(one.get_origin_display()),
    )
    return [export_cell(cell) for cell in cells]
