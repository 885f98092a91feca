"""The history that is replayed: a KPI's finished periods, or those of a file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from vitalfew.accounts.models import Rules, Workspace
from vitalfew.kpis.actions import Value
from vitalfew.kpis.finishing import finished_periods, half_collected
from vitalfew.kpis.judging import by_period, phases_of, settings_of
from vitalfew.kpis.models import Kpi
from vitalfew.kpis.precision import decimals_of, shown
from vitalfew.method.frequency import kind, per_year
from vitalfew.method.periods import Every, Frequency, fill, label, period_end, tick
from vitalfew.method.replay import Arrivals, arrivals
from vitalfew.method.signals import Phase, Settings
from vitalfew.method.standard import Standard

YEARS = 2
MOST_SHOWN = 400
MOST_BEFORE = 1000


class Held(NamedTuple):
    """What a history is held to: target and red lines, how many in a row cross them, and the rule set."""

    standard: Standard
    in_a_row: int
    rules: Rules


@dataclass(frozen=True, slots=True)
class Subject:
    """Finished periods with all that judging and naming them needs."""

    name: str
    unit: str
    frequency: Every
    zone: ZoneInfo
    times: Sequence[datetime]
    values: Sequence[float | None]
    settings: Settings
    phases: Sequence[Phase] = ()

    @property
    def first(self) -> int:
        """The first of the periods that are told of: two years of them, at most 400."""
        shown = min(round(YEARS * per_year(self.frequency)), MOST_SHOWN)
        return max(len(self.times) - shown, 0)

    def came(self, rules: Rules) -> Arrivals:
        """Its values judged as they came, by this rule set."""
        return arrivals(
            times=self.times,
            values=self.values,
            frequency=kind(self.frequency),
            settings=replace(self.settings, rules=rules.value),  # type: ignore[arg-type]
            phases=self.phases,
            first=self.first,
        )

    def label(self, index: int) -> str:
        """What a period is called."""
        return label(self.times[index], self.frequency, self.zone)

    def tick(self, index: int) -> str:
        """The same in short."""
        return tick(self.times[index], self.frequency, self.zone)

    def shown(self, value: float, standard: Standard) -> str:
        """A value with its unit."""
        lines = (standard.red_lower, standard.red_upper, standard.target)
        return shown(value, self.unit, lines=lines, decimals=decimals_of(self.values))


def subject_of(kpi: Kpi, *, now: datetime) -> Subject:
    """The history of a KPI, its last thousand finished periods where there are more."""
    starts, values = by_period(kpi)
    end = finished_periods(kpi, starts, half=bool(half_collected([kpi])), now=now)
    begin = 0 if kpi.phases.all() else max(0, end - MOST_BEFORE)
    return Subject(
        name=str(kpi),
        unit=kpi.definition.unit,
        frequency=kpi.every,
        zone=kpi.workspace.zone_info,
        times=starts[begin:end],
        values=values[begin:end],
        settings=settings_of(kpi),
        phases=phases_of(kpi.phases.all(), starts[:end]),
    )


def held_of(kpi: Kpi) -> Held:
    """What a KPI is held to as it is; a target that moves is left out, because a board knows one for all time."""
    target = None if kpi.course else kpi.target
    lines = (target, kpi.target_upper, kpi.red_lower, kpi.red_upper)
    return Held(Standard(kpi.definition.direction, *lines), kpi.red_in_a_row, Rules(kpi.workspace.rules))


def subject_in(
    values: Sequence[Value], *, name: str, unit: str, frequency: Frequency, workspace: Workspace, now: datetime
) -> Subject:
    """The periods of a file that are over; raises ValueError for more of them than can be kept."""
    over = [value for value in values if period_end(value.time, frequency, workspace.zone_info) <= now]
    times, numbers = [value.time for value in over], [value.value for value in over]
    starts, filled = fill(times, numbers, frequency, workspace.zone_info)
    kept = slice(-MOST_BEFORE, None)
    return Subject(name, unit, frequency, workspace.zone_info, starts[kept], filled[kept], Settings())
