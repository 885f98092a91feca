"""Reads of the health side, each with a fixed number of statements."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from vitalfew.kpis.models import Correction, Definition, Kpi, Observation


def health(*, team: int | None = None, retired: bool = False) -> QuerySet[Kpi]:
    """KPIs by team and name with all that a list shows of them, in one statement."""
    kpis: QuerySet[Kpi] = Kpi.objects.select_related("workspace", "definition", "team", "owner", "reading")
    if team is not None:
        kpis = kpis.filter(team=team)
    return kpis.filter(retired_at__isnull=not retired).order_by("team__name", "definition__name", "pk")


def kept_by_others(*, kpi: str = "") -> Exists:
    """Whether another team keeps the definition of a KPI as well, so that its name alone does not say which it is.

    `kpi` is the path to the KPI from what is asked for: '' from a KPI, 'kpi' from a breach.
    """
    key, definition = (kpi, f"{kpi}__definition") if kpi else ("pk", "definition")
    others = Kpi.objects.filter(definition=OuterRef(definition), retired_at=None)
    return Exists(others.exclude(pk=OuterRef(key)))


def kpis_with_everything() -> QuerySet[Kpi]:
    """KPIs with what their own page says of them."""
    related = ("workspace", "definition", "team", "owner", "deputy", "series")
    kpis: QuerySet[Kpi] = Kpi.objects.select_related(*related)
    return kpis.prefetch_related("phases")


def observations(*, kpi: Kpi, start: datetime, end: datetime) -> list[Observation]:
    """The values of a KPI from `start` up to, but without, `end`, with what each was before: two statements."""
    corrections = Prefetch("corrections", Correction.objects.order_by("-replaced_at", "-pk"))
    found = Observation.objects.filter(series=kpi.series_id, time__gte=start, time__lt=end)
    return list(found.prefetch_related(corrections).order_by("time"))


def values_at(*, kpi: Kpi, times: Iterable[datetime]) -> dict[datetime, tuple[float, int | None, str]]:
    """The values that a KPI already has between the first and the last of these times."""
    wanted = list(times)
    if not wanted:
        return {}
    found: QuerySet[Any] = Observation.objects.filter(series=kpi.series_id, time__range=(min(wanted), max(wanted)))
    return {time: (value, n, note) for time, value, n, note in found.values_list("time", "value", "n", "note")}


def definitions() -> QuerySet[Definition]:
    """Definitions with the KPIs that teams keep of them: two statements."""
    kept = Prefetch("kpis", Kpi.objects.select_related("team", "owner", "reading").order_by("team__name"))
    counted = Count("kpis", filter=Q(kpis__retired_at__isnull=True))
    found: QuerySet[Definition] = Definition.objects.annotate(kept=counted).prefetch_related(kept)
    return found.order_by("name")
