"""The values of several key results within their cycles, read together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from vitalfew.accounts.scoping import current_workspace
from vitalfew.kpis.models import Kpi, Observation
from vitalfew.method.periods import period_end
from vitalfew.okrs.models import Cycle, KeyResult

MOST_VALUES = 400


@dataclass(frozen=True, slots=True)
class CycleValue:
    """A value within a cycle: `known_at` is when it was known, `at` the same on the cycle's clock from 0 to 1."""

    observation: Observation
    known_at: datetime
    at: float


def kpi_of(key_result: KeyResult) -> Kpi | None:
    """The KPI that gives the key result its values; None where they are typed by hand.

    Costs no statement where the key result came with `select_related("series__kpi")`.
    """
    found: Kpi | None = getattr(key_result.series, "kpi", None)
    return found


def values_in_cycle(
    key_results: Sequence[KeyResult], *, cycle: Cycle, now: datetime
) -> dict[int, Sequence[CycleValue]]:
    """The values of each key result (by its key) from the cycle's start until now, at most the latest 400 of each
    series: one statement.
    """
    start, end = cycle.begins(), cycle.ends()
    by_series: dict[int, list[Observation]] = {}
    found = Observation.objects.filter(series__in={k.series_id for k in key_results}, time__lt=end)
    for observation in found.filter(time__gte=_earliest(key_results, cycle)).select_related("by").order_by("time"):
        by_series.setdefault(observation.series_id, []).append(observation)
    placed: dict[int, Sequence[CycleValue]] = {}
    for key_result in key_results:
        known = [
            (o, known_at(o.time, kpi=kpi_of(key_result), now=now)) for o in by_series.get(key_result.series_id, ())
        ]
        inside = [(o, at) for o, at in known if start <= at <= min(now, end)]
        placed[key_result.pk] = [CycleValue(o, at, (at - start) / (end - start)) for o, at in inside[-MOST_VALUES:]]
    return placed


def _earliest(key_results: Sequence[KeyResult], cycle: Cycle) -> datetime:
    """A KPI's period that began before the cycle may end in it, and its value is known then."""
    frequencies = {kpi.every for kpi in map(kpi_of, key_results) if kpi is not None}
    start, zone = cycle.begins(), cycle.workspace.zone_info
    lengths = [period_end(start, each, zone) - start for each in frequencies]
    return start - max(lengths) * 2 if lengths else start


def known_at(time: datetime, *, kpi: Kpi | None, now: datetime) -> datetime:
    """When a value of this time was known: a KPI's speaks for a period and is known when that has ended.

    What was typed before its KPI was made of a key result was known at once.
    """
    if kpi is None or (kpi.goes_on_since is not None and time < kpi.goes_on_since):
        return time
    end = period_end(time, kpi.every, current_workspace().zone_info)
    return min(end, max(time, now))
