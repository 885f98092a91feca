"""Breaches that nobody has answered in time: told once to the deputy or the team's lead."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from vitalfew.accounts.models import Person
from vitalfew.alerts import words
from vitalfew.alerts.links import link_for
from vitalfew.alerts.models import Action, Breach
from vitalfew.alerts.recipients import leads, steps_in
from vitalfew.method.alerting import Kind
from vitalfew.notices.actions import Telling, tell_all

SHEET = (
    "kpi__definition",
    "kpi__team",
    "kpi__workspace",
    "kpi__owner",
    "kpi__deputy",
    "kpi__reading",
    "acknowledged_by",
    "assigned_to",
)


def unanswered(now: datetime) -> QuerySet[Breach]:
    """Open breaches whose deadline has passed without an answer or an action, and of which nobody else was told; those
    that are on their way back are left alone.
    """
    awake = Q(snoozed_until=None) | Q(snoozed_until__lte=now)
    found: QuerySet[Breach] = Breach.everywhere.filter(awake, closed_at=None, answer="", escalated_at=None)
    found = found.filter(recovering_since=None)
    return found.filter(~Exists(Action.everywhere.filter(breach=OuterRef("pk"))), deadline__lte=now)


def tell_others(breaches: QuerySet[Breach], *, now: datetime) -> int:
    """Tell who steps in of each of these, once; gives how many."""
    found, those = list(breaches.select_related(*SHEET)), leads()
    tellings = [telling for breach in found if (telling := _telling(breach, those)) is not None]
    tell_all(tellings, now=now)
    Breach.objects.filter(pk__in=[breach.pk for breach in found]).update(escalated_at=now)
    return len(found)


def _telling(breach: Breach, those: list[Person]) -> Telling | None:
    recipient = steps_in(breach.kpi, leads=those, but=breach.in_hand_of or breach.kpi.owner)
    if recipient is None:
        return None
    reading = getattr(breach.kpi, "reading", None)
    said = [words.wrong(breach), words.action(breach.kpi, Kind(breach.kind)), recipient.why]
    return Telling(
        to=recipient.person,
        key=f"breach:{breach.pk}:unanswered",
        subject=f"Nobody has said what was done: {breach}",
        paragraphs=[text for text in said if text],
        link=link_for(recipient.person, breach),
        link_words=words.IN_HAND,
        chart={} if reading is None else words.chart(reading),
        urgent=False,
        group="unanswered breaches",
    )
