"""What alerts cost and what came of them: how many there were lately, and how many led to an action."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Case, DateTimeField, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from vitalfew.accounts.models import Person, Role, Workspace
from vitalfew.accounts.names import isolated
from vitalfew.alerts.models import Action, Breach
from vitalfew.kpis.models import Kpi
from vitalfew.method.alerting import FOUND, STEADY_AT_MOST, Kind
from vitalfew.method.numbers import in_words

WEEKS = 13
WEEK = timedelta(days=7)
IN_A_YEAR = 52 / WEEKS
FEWEST = 3
PROPOSAL = "move its red line, ask for more in a row, or stop watching it"
NOTHING = ("nothing", "none", "no action")
"""How an answer begins that says that nothing was done."""


class Spent(NamedTuple):
    """The alerts about one KPI: how many, how many led to an action, how many may still, and what they were of."""

    kpi: int
    name: str
    alerts: int
    acted: int
    waiting: int
    kinds: frozenset[Kind]

    @property
    def settled(self) -> int:
        """How many either led to an action, or were closed or left unanswered without one."""
        return self.alerts - self.waiting

    @property
    def is_noise(self) -> bool:
        """Whether three or more are settled, and most of them led to no action."""
        return self.settled >= FEWEST and 2 * self.acted < self.settled


@dataclass(frozen=True, slots=True)
class Budget:
    """The alerts of the last 13 weeks: by week, oldest first, and by KPI, those that led to least on top."""

    weeks: Sequence[int]
    kpis: Sequence[Spent]
    judged: int = 0
    """How many of them told of a real change or of a point to check: what a rule set finds, also by chance."""

    @property
    def alerts(self) -> int:
        """How many there were."""
        return sum(self.weeks)

    @property
    def acted(self) -> int:
        """How many led to an action."""
        return sum(each.acted for each in self.kpis)

    @property
    def waiting(self) -> int:
        """How many are still open, with time left to answer."""
        return sum(each.waiting for each in self.kpis)

    @property
    def noise(self) -> list[Spent]:
        """The KPIs about which most alerts led to no action."""
        return [each for each in self.kpis if each.is_noise]


def budget(kpis: QuerySet[Kpi], *, now: datetime) -> Budget:
    """What was told of these KPIs in the 13 weeks before `now`: one statement."""
    found = _told(kpis, now).values_list("kpi", "kpi__definition__name", "kind", "opened_at", "acted", "waiting")
    weeks, by_kpi, judged = [0] * WEEKS, defaultdict(list), 0
    for kpi, name, kind, opened_at, acted, waiting in found:
        judged += kind in FOUND.values()
        weeks[WEEKS - 1 - (now - opened_at) // WEEK] += 1
        by_kpi[kpi, name].append((Kind(kind), acted, waiting and not acted))
    spent = [_spent(kpi, name, told) for (kpi, name), told in by_kpi.items()]
    return Budget(weeks, sorted(spent, key=lambda each: (each.acted - each.settled, each.name)), judged)


def headline(found: Budget) -> str:
    """'Nine alerts in the last 13 weeks; four led to an action'."""
    many = f"{in_words(found.alerts).capitalize()} alert{'' if found.alerts == 1 else 's'} in the last {WEEKS} weeks"
    return f"{many}; {_came_of(found.alerts, found.acted, found.waiting)}" if found.alerts else many


def sentence(spent: Spent) -> str:
    """'Of nine alerts about Uptime in the last 13 weeks none led to an action; one is still open'."""
    name = isolated(spent.name)
    if spent.alerts == 1:
        became = "is still open" if spent.waiting else f"{'led' if spent.acted else 'did not lead'} to an action"
        return f"The alert about {name} {became}"
    came = _came_of(spent.alerts, spent.acted, spent.waiting)
    return f"Of {in_words(spent.alerts)} alerts about {name} in the last {WEEKS} weeks {came}"


def chance(found: Budget, *, kpis: int, workspace: Workspace) -> str:
    """'Two of them told of what rules find: 0.3 a year for each of 24 KPIs. By chance alone …': what rule sets made,
    the one of today or one before it, beside what chance makes.
    """
    said = f"By chance alone a steady KPI makes at most one alert in {in_words(round(1 / STEADY_AT_MOST))} years"
    rules = workspace.get_rules_display()
    if not found.alerts or not kpis:
        return f"{said} under this workspace’s rule set ({rules}); red lines come on top."
    many = f"{in_words(found.judged).capitalize() if found.judged else 'None'} of them"
    each = f"for {'one KPI' if kpis == 1 else f'each of {kpis:,} KPIs'}"
    rate = f": {found.judged * IN_A_YEAR / kpis:.2g} a year {each}" if found.judged else ""
    return f"{many} told of what rules find in the values{rate}. {said} under the rule set of now ({rules})."


def aside(found: Budget) -> str:
    """One line of a digest; '' where there was no alert."""
    if not found.alerts:
        return ""
    noisy = f" {sentence(found.noise[0])}: {PROPOSAL}." if found.noise else ""
    return f"{headline(found)}.{noisy}"


def _came_of(alerts: int, acted: int, waiting: int) -> str:
    if alerts in (acted, waiting):
        became = "led to an action" if acted else f"{'is' if alerts == 1 else 'are'} still open"
        return f"{'it' if alerts == 1 else 'all'} {became}"
    still = f"; {in_words(waiting)} {'is' if waiting == 1 else 'are'} still open" if waiting else ""
    return f"{in_words(acted) if acted else 'none'} led to an action{still}"


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
    in_time = Q(deadline__gt=now) | Q(snoozed_until__gt=now)
    waiting = Case(When(in_time, closed_at=None, answer="", then=True), default=False)
    told: QuerySet[Any] = Breach.objects.filter(
        told_at__isnull=False,
        opened_at__gt=now - WEEKS * WEEK,
        opened_at__lte=now,
        kpi__in=kpis.order_by().values("pk"),
    ).annotate(acted=acted, waiting=waiting)
    return told


def _spent(kpi: int, name: str, told: Sequence[tuple[Kind, bool, bool]]) -> Spent:
    kinds, acted, waiting = zip(*told, strict=True)
    return Spent(kpi, name, len(told), sum(acted), sum(waiting), frozenset(kinds))
