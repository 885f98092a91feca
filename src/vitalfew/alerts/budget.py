"""What alerts cost and what came of them: how many there were lately, and how many led to an action."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Case, DateTimeField, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from vitalfew.accounts.models import Person, Role
from vitalfew.accounts.names import isolated
from vitalfew.alerts.models import Action, Breach
from vitalfew.kpis.models import Kpi
from vitalfew.method.alerting import Kind
from vitalfew.method.numbers import in_words

WEEKS = 13
WEEK = timedelta(days=7)
FEWEST = 3
PROPOSAL = "move its red line, ask for more in a row, or stop watching it"
NOTHING = ("nothing", "none", "no action")
"""How an answer begins that says that nothing was done."""


class Spent(NamedTuple):
    """The alerts about one KPI: how many, how many led to an action, and what they were of."""

    kpi: int
    name: str
    alerts: int
    acted: int
    kinds: frozenset[Kind]

    @property
    def is_noise(self) -> bool:
        """Whether there were three or more, and most led to no action."""
        return self.alerts >= FEWEST and 2 * self.acted < self.alerts


@dataclass(frozen=True, slots=True)
class Budget:
    """The alerts of the last 13 weeks: by week, oldest first, and by KPI, those that led to least on top."""

    weeks: Sequence[int]
    kpis: Sequence[Spent]

    @property
    def alerts(self) -> int:
        """How many there were."""
        return sum(self.weeks)

    @property
    def acted(self) -> int:
        """How many led to an action."""
        return sum(each.acted for each in self.kpis)

    @property
    def noise(self) -> list[Spent]:
        """The KPIs about which most alerts led to no action."""
        return [each for each in self.kpis if each.is_noise]


def budget(kpis: QuerySet[Kpi], *, now: datetime) -> Budget:
    """What was told of these KPIs in the 13 weeks before `now`: one statement."""
    found = _told(kpis, now).values_list("kpi", "kpi__definition__name", "kind", "opened_at", "acted")
    weeks, by_kpi = [0] * WEEKS, defaultdict(list)
    for kpi, name, kind, opened_at, acted in found:
        weeks[WEEKS - 1 - (now - opened_at) // WEEK] += 1
        by_kpi[kpi, name].append((Kind(kind), acted))
    spent = [_spent(kpi, name, told) for (kpi, name), told in by_kpi.items()]
    return Budget(weeks, sorted(spent, key=lambda each: (each.acted - each.alerts, each.name)))


def headline(found: Budget) -> str:
    """'Nine alerts in the last 13 weeks; four led to an action'."""
    many = f"{in_words(found.alerts).capitalize()} alert{'' if found.alerts == 1 else 's'} in the last {WEEKS} weeks"
    return f"{many}; {_acted(found.alerts, found.acted)}" if found.alerts else many


def sentence(spent: Spent) -> str:
    """'Of nine alerts about Uptime in the last 13 weeks none led to an action'."""
    name = isolated(spent.name)
    if spent.alerts == 1:
        return f"The alert about {name} {'led' if spent.acted else 'did not lead'} to an action"
    acted = in_words(spent.acted) if spent.acted else "none"
    return f"Of {in_words(spent.alerts)} alerts about {name} in the last {WEEKS} weeks {acted} led to an action"


def aside(found: Budget) -> str:
    """One line of a digest; '' where there was no alert."""
    if not found.alerts:
        return ""
    noisy = f" {sentence(found.noise[0])}: {PROPOSAL}." if found.noise else ""
    return f"{headline(found)}.{noisy}"


def _acted(alerts: int, acted: int) -> str:
    if acted == alerts:
        return "it led to an action" if alerts == 1 else "all led to an action"
    return f"{in_words(acted) if acted else 'none'} led to an action"


def watched_by(person: Person) -> Q:
    """The KPIs whose alerts a person is to judge: their own, and a lead's team's; all for an admin without a team."""
    own = Q(owner=person) | Q(deputy=person)
    if person.team_id is not None and person.may(Role.LEAD):
        return own | Q(team=person.team_id)
    return Q() if person.team_id is None and person.may(Role.ADMIN) else own


def _told(kpis: QuerySet[Kpi], now: datetime) -> QuerySet[Any]:
    while_open = Q(breach=None, kpi=OuterRef("kpi"), created_at__gte=OuterRef("opened_at"))
    until = Coalesce(OuterRef("closed_at"), Value(now, DateTimeField()))
    promised = Action.objects.filter(Q(breach=OuterRef("pk")) | (while_open & Q(created_at__lte=until)))
    said = ~Q(answer="")
    for word in NOTHING:
        said &= ~Q(answer__istartswith=word)
    acted = Case(When(said | Exists(promised), then=True), default=False)
    told: QuerySet[Any] = Breach.objects.filter(
        told_at__isnull=False,
        opened_at__gt=now - WEEKS * WEEK,
        opened_at__lte=now,
        kpi__in=kpis.order_by().values("pk"),
    ).annotate(acted=acted)
    return told


def _spent(kpi: int, name: str, told: Sequence[tuple[Kind, bool]]) -> Spent:
    return Spent(kpi, name, len(told), sum(acted for _, acted in told), frozenset(kind for kind, _ in told))
