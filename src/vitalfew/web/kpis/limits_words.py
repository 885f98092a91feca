"""What a change of limits does to what was said before, in words."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from vitalfew.kpis.judging import Judged, marks
from vitalfew.kpis.models import Kpi
from vitalfew.web.kpis.seasons import season_name
from vitalfew.web.kpis.signals import which
from vitalfew.web.kpis.words import periods


def unmarked(kpi: Kpi, before: Judged, after: Judged, *, until: datetime) -> list[str]:
    """Which points were part of a signal `before` limits were locked and are not any more, and why."""
    was, now = marks(kpi, before), marks(kpi, after)
    gone = [index for index in range(min(len(was), len(now))) if was[index] and not now[index]]
    inside = [index for index in gone if after.starts[index] <= until]
    later = [index for index in gone if after.starts[index] > until]
    return [
        *_said(
            kpi, after, inside, "values that make the limits are not judged by them. If something happened there, undo "
            "this and lock a stretch without it",
        ),
        *_said(kpi, after, later, "by the locked limits that is what this process does by itself"),
    ]  # fmt: skip


def _said(kpi: Kpi, found: Judged, indices: Sequence[int], why: str) -> Iterator[str]:
    if indices:
        belong = "belongs" if len(indices) == 1 else "belong"
        yield f"{which(kpi, found, indices)} no longer {belong} to a signal: {why}."


def left_behind(kpi: Kpi, found: Judged, *, at: datetime | None) -> list[str]:
    """What stops being taken out of the values when a phase begins at `at`; without `at`, what may stop."""
    said = []
    rounds = 2 * (kpi.season or 0)
    there = sum(v is not None for s, v in zip(found.starts, found.values, strict=True) if at is None or s >= at)
    if kpi.season and (at is None or there < rounds):
        name = season_name(kpi.season, kpi.frequency)
        said.append(
            f"The {name} stays in the values of the new phase until it holds two whole rounds of it, "
            f"{periods(kpi, rounds)}. Until then its dips and peaks can look like signals."
        )
    if kpi.trended:
        said.append("The trend so far is left behind: the limits follow the trend of the new phase’s own values.")
    return said
