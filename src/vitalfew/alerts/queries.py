"""Reads of breaches and actions, each with a number of statements that does not grow with what is stored."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from vitalfew.accounts.models import Person, Team
from vitalfew.alerts.models import Action, Breach
from vitalfew.method.alerting import Kind
from vitalfew.method.status import Status

PEOPLE = ("acknowledged_by", "assigned_to", "answered_by", "closed_by")
KPI = ("kpi__definition", "kpi__team", "kpi__owner", "kpi__workspace", "kpi__reading")
OPEN = Q(closed_at=None)
UNANSWERED = Q(answer="")
JUDGED = (Kind.RED_LINE, Kind.WORSE, Kind.CHECK_POINT)
LASTING = Q(closed_how=Breach.How.PERSON, closed_at__gte=F("kpi__reading__since"))
"""Closed by a person although what is wrong lasts."""


def breaches() -> QuerySet[Breach]:
    """Breaches with what a list says of them, newest first: two statements."""
    promised = Prefetch("actions", Action.objects.select_related("who").order_by("done_at", "due", "pk"))
    found: QuerySet[Breach] = Breach.objects.select_related(*KPI, *PEOPLE)
    return found.prefetch_related(promised).order_by("-opened_at", "-pk")


def of_person(person: Person) -> Q:
    """What this person has to answer: what was given to them, what they took, and what is wrong with their KPIs."""
    taken = Q(assigned_to=person) | Q(assigned_to=None, acknowledged_by=person)
    return taken | Q(assigned_to=None, acknowledged_by=None, kpi__owner=person)


def calling(*, now: datetime) -> Q:
    """KPIs that need a decision, whether or not somebody has said what is done.

    What is late and was never opened, such as history that was loaded, is late only: a new value has to come first.
    """
    opened = Breach.objects.filter(OPEN | LASTING, kpi=OuterRef("pk"), kind__in=JUDGED)
    history = Q(reading__due_at__lt=now) & ~Q(Exists(opened))
    return Q(reading__needs_decision=True) & ~history


def undecided(*, now: datetime) -> Q:
    """KPIs that need a decision and of which nobody has said what is done since it is so.

    An answer holds while the breach is open, and after a person has closed it for as long as what is wrong lasts.
    """
    judged = Breach.objects.filter(kpi=OuterRef("pk"), kind__in=JUDGED)
    answered = judged.filter(OPEN | LASTING).exclude(answer="")
    open_ones = judged.filter(OPEN, answer="")
    decided = ~Q(reading__status=Status.BETTER) & Exists(answered) & ~Exists(open_ones)
    return calling(now=now) & ~decided


def in_hand(*, kpis: Iterable[int]) -> dict[int, Breach]:
    """The breach of each of these KPIs that tells who has in hand what its values ask for, by its key: one statement.

    It is the open one that weighs most, or else one that a person closed although what is wrong lasts.
    """
    found: dict[int, Breach] = {}
    there = Breach.objects.filter(OPEN | LASTING, kpi__in=list(kpis), kind__in=JUDGED).select_related(
        "acknowledged_by", "assigned_to", "answered_by"
    )
    for breach in there.order_by(F("closed_at").desc(nulls_first=True), "-severity", "-opened_at"):
        found.setdefault(breach.kpi_id, breach)
    return found


def answers(*, team: Team | None) -> QuerySet[Breach]:
    """Breaches with a recorded answer (of a team's KPIs; of all for None), the latest answer first: one statement."""
    found: QuerySet[Breach] = Breach.objects.exclude(answer="").select_related("kpi__definition", "answered_by")
    return (found if team is None else found.filter(kpi__team=team)).order_by("-answered_at", "-pk")


def promises(*, team: Team | None, done: bool) -> QuerySet[Action]:
    """Actions of a team's people or on its KPIs (of everybody for None): open ones by date, done ones newest first."""
    found: QuerySet[Action] = Action.objects.filter(done_at__isnull=not done)
    if team is not None:
        found = found.filter(Q(who__team=team) | Q(kpi__team=team))
    found = found.select_related("who__team", "kpi__definition", "breach", "checkin__key_result")
    return found.order_by("-done_at", "-pk") if done else found.order_by("due", "pk")
