"""The board: which KPIs it shows, and in which order."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from vitalfew.accounts.models import Person, Team
from vitalfew.alerts.queries import undecided
from vitalfew.briefing.places import failing, late
from vitalfew.briefing.watched import as_they_stand
from vitalfew.kpis.models import Family, Kpi
from vitalfew.kpis.queries import health
from vitalfew.method.status import Status

UNDECIDED, NO_FAMILY = "undecided", "none"
STATUSES = {
    UNDECIDED: "Needs a decision",
    Status.RED_LINE: "Red line crossed",
    Status.WORSE: "Real change for the worse",
    Status.SHORT: "Short of its target",
    Status.BETTER: "Real change for the better",
    Status.STEADY: "Steady, or worth watching",
    Status.LATE: "Without data, or late",
    Status.SOURCE_FAILING: "Source failing",
}
FAMILIES = {**dict(Family.choices), NO_FAMILY: "No family"}


@dataclass(frozen=True, slots=True)
class Selection:
    """What a board is narrowed to; None and '' mean everything."""

    team: Team | None = None
    owner: Person | None = None
    family: str = ""
    status: str = ""


def board(selection: Selection, *, now: datetime) -> QuerySet[Kpi]:
    """KPIs with all that a board shows of them, as they stand; each has its `place`."""
    kpis = health(team=selection.team.pk if selection.team else None).filter(_wanted(selection, now))
    return as_they_stand(kpis, now=now)


def kept_by(kpis: list[Kpi]) -> dict[int, int]:
    """How many teams keep the definition of each of these KPIs, by the definition's key: one statement."""
    kept = Kpi.objects.filter(definition__in={kpi.definition_id for kpi in kpis}, retired_at=None).order_by()
    return dict(kept.values_list("definition").annotate(Count("pk")))


def _wanted(selection: Selection, now: datetime) -> Q:
    wanted = Q()
    if selection.owner:
        wanted &= Q(owner=selection.owner)
    if selection.family:
        wanted &= Q(definition__family="" if selection.family == NO_FAMILY else selection.family)
    return wanted & _of_status(selection.status, now)


def _of_status(status: str, now: datetime) -> Q:
    """As pages say it: what is late or fails is not said to be steady, whatever was so before."""
    if not status:
        return Q()
    if status == UNDECIDED:
        return undecided(now=now)
    if status == Status.LATE:
        return late(now=now)
    if status == Status.SOURCE_FAILING:
        return failing()
    return Q(reading__status=status) & ~late(now=now) & ~failing()
