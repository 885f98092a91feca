"""What is a person's own: what they own, stand in for or help with, and what waits for them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Case, Exists, Q, When

from vitalfew.accounts.models import Person, Team
from vitalfew.accounts.scoping import current_workspace
from vitalfew.alerts.models import Action
from vitalfew.collecting.queries import asked_now
from vitalfew.kpis.models import Kpi
from vitalfew.okrs.cycles.ended import Ended, waiting
from vitalfew.okrs.models import Comment, KeyResult, Objective
from vitalfew.okrs.queries import owed_by
from vitalfew.okrs.rounds.owing import owing

LATELY = timedelta(days=14)
MOST = 5


class Yours(NamedTuple):
    """How many key results wait for a check-in, the cycles that are over and wait for a review, the open actions by
    date, and where one was mentioned lately.
    """

    owed: int
    ended: Sequence[Ended]
    actions: Sequence[Action]
    mentions: Sequence[Comment]


def own_kpis(person: Person) -> Q:
    """The KPIs that this person owns or stands in for."""
    return Q(owner=person) | Q(deputy=person)


def own_objectives(person: Person) -> Q:
    """The objectives that this person owns, helps with or owns a key result of."""
    of_key_results = KeyResult.objects.filter(owner=person).order_by().values("objective")
    helped = Objective.helpers.through.objects.filter(person=person).values("objective")
    return Q(owner=person) | Q(pk__in=helped) | Q(pk__in=of_key_results)


def at_work(*, now: datetime) -> Q:
    """The objectives that are pursued now."""
    day = now.astimezone(current_workspace().zone_info).date()
    return Q(state=Objective.State.ACTIVE, cycle__start__lte=day, cycle__end__gte=day)


def first_look(person: Person, *, now: datetime, team: Team | None) -> tuple[bool, bool]:
    """Whether anything that is watched or pursued now is this person's, and whether sources are asked just now (those
    of the team, if one is given): one statement.
    """
    kpis = Kpi.objects.filter(own_kpis(person), retired_at=None)
    objectives = Objective.objects.filter(own_objectives(person), at_work(now=now))
    asked = asked_now(now=now, team=team)
    looked = Person.objects.filter(pk=person.pk).values_list(
        Case(When(Exists(kpis) | Exists(objectives), then=True), default=False), Exists(asked)
    )
    owns, arriving = looked[0]
    return bool(owns), bool(arriving)


def yours(person: Person, *, now: datetime) -> Yours:
    """What waits for this person."""
    owed = owing(list(owed_by(person, now=now)), now=now)
    promised = Action.objects.filter(who=person, done_at=None).select_related("kpi__definition", "checkin__key_result")
    said = Comment.objects.filter(mentions=person, at__gte=now - LATELY).order_by("-at", "-pk")
    about = ("by", "objective", "key_result", "kpi__definition", "breach__kpi__definition")
    return Yours(
        owed=len(owed.each) + len(owed.together),
        ended=waiting(person=person, now=now),
        actions=list(promised.order_by("due", "pk")[:MOST]),
        mentions=list(said.select_related(*about)[:MOST]),
    )
