"""The sample's KPIs as records: their values, what was corrected, and each verdict as it was judged then."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from vitalfew.accounts.models import Person, Team
from vitalfew.importers.sample.calendar import Period, finished
from vitalfew.importers.sample.story import KpiStory
from vitalfew.kpis.models import Correction, Definition, Kpi, Observation, Origin, Phase
from vitalfew.kpis.readings import judge
from vitalfew.method.periods import Frequency

BETWEEN_VERDICTS = timedelta(days=6)


def write_kpi(story: KpiStory, *, team: Team, people: Mapping[str, Person], now: datetime) -> Kpi:
    """Make one KPI and live through its weeks."""
    kpi: Kpi = Kpi.objects.create(
        definition=Definition.objects.create(**story.definition),
        team=team,
        owner=people[story.owner],
        deputy=people[story.deputy],
        **story.fields,
    )
    periods = _periods(story, kpi, now)
    _write_values(story, kpi, periods)
    _write_phase(story, kpi, periods)
    _live(story, kpi, periods, now)
    return kpi


def _periods(story: KpiStory, kpi: Kpi, now: datetime) -> list[Period]:
    return finished(
        now=now - timedelta(days=story.silent_days),
        frequency=Frequency(kpi.frequency),
        zone=kpi.workspace.zone_info,
        count=len(story.points),
        weekdays_only=story.weekdays_only,
    )


def _write_values(story: KpiStory, kpi: Kpi, periods: list[Period]) -> None:
    last = len(periods) - 1
    Observation.objects.bulk_create(
        Observation(
            series_id=kpi.series_id, time=period.start, value=point.value, n=point.n, by=kpi.owner,
            note=story.notes.get(last - index, ""), origin=Origin.SAMPLE, recorded_at=period.recorded,
        )
        for index, (period, point) in enumerate(zip(periods, story.points, strict=True))
    )  # fmt: skip


def _write_phase(story: KpiStory, kpi: Kpi, periods: list[Period]) -> None:
    phase = story.phase
    if phase is None:
        return
    mine = periods[-phase.values :]
    until = mine[phase.locked - 1].start if phase.locked else None
    Phase.objects.create(kpi=kpi, starts_at=mine[0].start, locked_until=until, reason=phase.reason, by=kpi.owner)


def _live(story: KpiStory, kpi: Kpi, periods: list[Period], now: datetime) -> None:
    """Judge week by week, so that each verdict is the one that was spoken then."""
    known = Kpi.objects.select_related("definition", "workspace").prefetch_related("phases").get(pk=kpi.pk)
    places = {} if story.corrected is None else {len(periods) - 1 - story.corrected.ago: story.corrected}
    right: dict[str, Any] = {}
    judged_at = periods[0].recorded - BETWEEN_VERDICTS
    for index, period in enumerate(periods):
        if index in places:
            right = _mistype(kpi, period, places[index].was)
        if period.recorded - judged_at >= BETWEEN_VERDICTS:
            judge(known, now=period.recorded)
            judged_at = period.recorded
        if index - 1 in places:
            _correct(kpi, periods[index - 1], places[index - 1].note, right, at=period.recorded)
    judge(known, now=now)


def _mistype(kpi: Kpi, period: Period, was: float) -> dict[str, Any]:
    observation = Observation.objects.filter(series=kpi.series_id, time=period.start)
    right: dict[str, Any] = observation.values("value").get()
    observation.update(value=was)
    return right


def _correct(kpi: Kpi, period: Period, note: str, right: dict[str, Any], *, at: datetime) -> None:
    observation = Observation.objects.get(series=kpi.series_id, time=period.start)
    Correction.objects.create(
        observation=observation, replaced_at=at, value=observation.value, origin=observation.origin,
        by=observation.by, recorded_at=observation.recorded_at,
    )  # fmt: skip
    observation.value, observation.note, observation.recorded_at = right["value"], note, at
    observation.save()
