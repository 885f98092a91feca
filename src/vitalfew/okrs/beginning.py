"""How a new team begins: one question, the KPI that answers it with its first value, and one objective about it."""

from dataclasses import dataclass
from datetime import datetime

from vitalfew.accounts.models import Person, Team
from vitalfew.kpis.actions import Value, record
from vitalfew.kpis.keeping import keep
from vitalfew.kpis.models import Definition, Kpi, Origin
from vitalfew.method.frequency import Frequency, usual_grace
from vitalfew.okrs.cycles.life import offered_to
from vitalfew.okrs.cycles.quarters import quarter
from vitalfew.okrs.models import Cycle, KeyResult, Objective
from vitalfew.okrs.queries import running_cycles
from vitalfew.okrs.writing import write_objective


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What the guided start made; without an objective where none was asked for."""

    kpi: Kpi
    objective: Objective | None


def begin(
    *,
    definition: Definition,
    team: Team,
    frequency: str,
    value: float,
    by: Person,
    now: datetime,
    objective: str = "",
    target: float | None = None,
) -> Begun:
    """Keep the KPI with its first value, measured now, and draft the objective that moves it to `target`.

    Runs inside the change that its caller keeps. The value is the key result's baseline.
    """
    kpi = Kpi(
        definition=definition, team=team, frequency=frequency, grace_days=usual_grace(Frequency(frequency)), owner=by
    )
    keep(kpi=kpi, by=by)
    record(kpi=kpi, values=[Value(now, value)], origin=Origin.HAND, by=by, now=now)
    if not objective:
        return Begun(kpi=kpi, objective=None)
    one = Objective(title=objective, team=team, owner=by, cycle=_cycle(team, now), responds_to=kpi, why=definition.why)
    moved = KeyResult(
        metric=definition.name, baseline=value, target=target, unit=definition.unit, measured=frequency,
        series_id=kpi.series_id,
    )  # fmt: skip
    return Begun(kpi=kpi, objective=write_objective(objective=one, key_results=[moved]))


def _cycle(team: Team, now: datetime) -> Cycle:
    """The running cycle, or this quarter, made for it."""
    running: Cycle | None = running_cycles(now=now).filter(offered_to(team)).first()
    if running is not None:
        return running
    this = quarter(now=now, zone=team.workspace.zone_info)
    made: Cycle
    made, _ = Cycle.objects.get_or_create(name=this.name, defaults={"start": this.start, "end": this.end})
    return made
