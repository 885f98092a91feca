"""Which periods of a KPI are over, settled, and told of by its source after their end."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db.models import F

from vitalfew.kpis.models import Kpi, Observation, Origin
from vitalfew.method.periods import period_end, period_start


def half_collected(kpis: Collection[Kpi]) -> set[int]:
    """The keys of those KPIs of whose last period their source told before its end, and not since.

    One statement, or none where no source has told of a period so early. What a person or a program put in place of the
    source's value stands as it is.
    """
    told = {kpi.series_id: kpi.pk for kpi in kpis if kpi.half_collected is not None}
    if not told:
        return set()
    early = Observation.objects.filter(series__in=told, time__gte=F("series__kpi__half_collected"))
    found = early.filter(origin=Origin.SOURCE).order_by().values_list("series", flat=True).distinct()
    return {told[series] for series in found}


def finished_periods(kpi: Kpi, starts: Sequence[datetime], *, half: bool, now: datetime) -> int:
    """How many periods are over and settled; asked from the last one backwards, since few are not.

    With `half` the one that was collected before its end is not, however long it has been over.
    """
    count = len(starts)
    while count and (settled_at(kpi, starts[count - 1]) > now or (half and _told_early(kpi, starts[count - 1]))):
        count -= 1
    return count


def in_progress_from(kpi: Kpi, *, half: bool, now: datetime) -> datetime:
    """From when on a KPI's values are of periods that `finished_periods` does not count."""
    zone = kpi.workspace.zone_info
    running = period_start(now - timedelta(days=kpi.settle_days), kpi.every, zone)
    return min(running, kpi.half_collected) if half and kpi.half_collected is not None else running


def settled_at(kpi: Kpi, start: datetime) -> datetime:
    """When the period that begins at `start` is over and its value has settled."""
    return period_end(start, kpi.every, kpi.workspace.zone_info) + timedelta(days=kpi.settle_days)


def _told_early(kpi: Kpi, start: datetime) -> bool:
    told = kpi.half_collected
    return told is not None and told < period_end(start, kpi.every, kpi.workspace.zone_info)
