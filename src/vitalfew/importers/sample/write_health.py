"""The sample's KPIs as records: their values, what was corrected, and each verdict as it was judged then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from vitalfew.accounts.models import Person, Team
from vitalfew.importers.sample.calendar import Period, finished
from vitalfew.importers.sample.story import Corrected, KpiStory
from vitalfew.kpis.models import Correction, Definition, Kpi, Observation, Origin, Phase
from vitalfew.kpis.readings import judge_all
from vitalfew.method.periods import Frequency

BETWEEN_VERDICTS = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class _Life:
    """A KPI, its story, and the periods of its values."""

    story: KpiStory
    kpi: Kpi
    periods: list[Period]


def write_kpis(
    stories: Sequence[KpiStory], *, team: Team, people: Mapping[str, Person], now: datetime
) -> dict[str, Kpi]:
    """Make the KPIs and live through their weeks; gives them by name."""
    lives = [_write(story, team, people, now) for story in stories]
    _live(lives, now)
    return {life.kpi.name: life.kpi for life in lives}


def _write(story: KpiStory, team: Team, people: Mapping[str, Person], now: datetime) -> _Life:
    kpi: Kpi = Kpi.objects.create(
        definition=Definition.objects.create(**story.definition),
        team=team,
        owner=people[story.owner],
        deputy=people[story.deputy],
        **story.fields,
    )
    life = _Life(story, kpi, _periods(story, kpi, now))
    _write_values(life)
    _write_phase(life)
    return life


def _periods(story: KpiStory, kpi: Kpi, now: datetime) -> list[Period]:
    return finished(
        now=now - timedelta(days=story.silent_days),
        frequency=Frequency(kpi.frequency),
        zone=kpi.workspace.zone_info,
        count=len(story.points),
        weekdays_only=story.weekdays_only,
    )


def _write_values(life: _Life) -> None:
    story, kpi, last = life.story, life.kpi, len(life.periods) - 1
    mistyped = {} if story.corrected is None else {last - story.corrected.ago: story.corrected.was}
    Observation.objects.bulk_create(
        Observation(
            series_id=kpi.series_id, time=period.start, value=mistyped.get(index, point.value), n=point.n,
            by=kpi.owner, note=story.notes.get(last - index, ""), origin=Origin.SAMPLE, recorded_at=period.recorded,
        )
        for index, (period, point) in enumerate(zip(life.periods, story.points, strict=True))
    )  # fmt: skip


def _write_phase(life: _Life) -> None:
    phase = life.story.phase
    if phase is None:
        return
    mine = life.periods[-phase.values :]
    until = mine[phase.locked - 1].start if phase.locked else None
    Phase.objects.create(
        kpi=life.kpi, starts_at=mine[0].start, locked_until=until, reason=phase.reason, by=life.kpi.owner
    )


def _live(lives: Sequence[_Life], now: datetime) -> None:
    """Judge week by week, so that each verdict is the one that was spoken then."""
    known = Kpi.objects.select_related("definition", "workspace", "team", "owner", "deputy").in_bulk()
    weeks: dict[datetime, list[Kpi]] = {}
    corrections: dict[datetime, tuple[_Life, Corrected]] = {}
    for life in lives:
        for at in _weekly(life.periods):
            weeks.setdefault(at, []).append(known[life.kpi.pk])
        if life.story.corrected is not None:
            corrections[life.periods[-life.story.corrected.ago].recorded] = life, life.story.corrected
    for at in sorted(weeks):
        judge_all(weeks[at], now=at)
        if at in corrections:
            _correct(*corrections[at], at=at)
    judge_all(list(known.values()), now=now)


def _weekly(periods: Sequence[Period]) -> list[datetime]:
    """When its values were recorded, nearly a week apart."""
    found = [periods[0].recorded]
    for period in periods:
        if period.recorded - found[-1] >= BETWEEN_VERDICTS:
            found.append(period.recorded)
    return found


def _correct(life: _Life, corrected: Corrected, *, at: datetime) -> None:
    """Put right what was mistyped a week before."""
    place = len(life.periods) - 1 - corrected.ago
    observation = Observation.objects.get(series=life.kpi.series_id, time=life.periods[place].start)
    Correction.objects.create(
        observation=observation, replaced_at=at, value=observation.value, origin=observation.origin,
        by=observation.by, recorded_at=observation.recorded_at,
    )  # fmt: skip
    observation.value, observation.note, observation.recorded_at = life.story.points[place].value, corrected.note, at
    observation.save()
