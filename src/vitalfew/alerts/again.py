"""Red lines that nobody has in hand: whoever was told hears of them again, as often as they wish, in their hours."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from vitalfew.accounts.models import Person
from vitalfew.alerts import words
from vitalfew.alerts.links import link_for
from vitalfew.alerts.models import Breach
from vitalfew.alerts.recipients import Recipient, answers_for, leads
from vitalfew.method.alerting import Kind
from vitalfew.notices.actions import Telling, tell_all
from vitalfew.notices.models import Wishes
from vitalfew.notices.mornings import near_digest

SHEET = (
    "kpi__definition", "kpi__team", "kpi__workspace", "kpi__reading", "kpi__owner__workspace", "kpi__owner__wishes",
    "kpi__owner__user", "kpi__deputy__workspace", "kpi__deputy__wishes", "kpi__deputy__user",
)  # fmt: skip
SOONEST = timedelta(hours=min(hours for hours in Wishes.Again.values if hours))


def untouched(now: datetime) -> QuerySet[Breach]:
    """Open red lines of which somebody was told hours ago, and that nobody took, answered or handed on since."""
    found: QuerySet[Breach] = Breach.everywhere.filter(closed_at=None, kind=Kind.RED_LINE, told_at__lte=now - SOONEST)
    nobodys = found.filter(acknowledged_at=None, assigned_to=None, answer="", escalated_at=None)
    return nobodys.filter(recovering_since=None, kpi__retired_at=None, deadline__gt=now)


def tell_again(breaches: QuerySet[Breach], *, now: datetime) -> int:
    """Tell whoever answers for each of these once more, if their time has come; gives how many."""
    found, those = list(breaches.select_related(*SHEET)), leads()
    due = [
        (breach, to) for breach in found if (to := answers_for(breach.kpi, leads=those)) and _is_due(breach, to, now)
    ]
    tell_all([_telling(breach, to) for breach, to in due], now=now)
    Breach.objects.filter(pk__in=[breach.pk for breach, _ in due]).update(told_at=now)
    return len(due)


def _is_due(breach: Breach, to: Recipient, now: datetime) -> bool:
    """In quiet hours it waits, so that who takes it meanwhile hears no more of it; so it does for an hour before and
    after a digest, which lists it too.
    """
    wishes = Wishes.of(to.person)
    again = wishes.again_at(breach.told_at) if breach.told_at else None
    if again is None or again > now or wishes.first_moment(now, urgent=False) > now:
        return False
    return near_digest(to.person, now=now) is None


def _telling(breach: Breach, to: Recipient) -> Telling:
    person: Person = to.person
    reading = getattr(breach.kpi, "reading", None)
    said = [words.wrong(breach), breach.meaning, words.action(breach.kpi, Kind(breach.kind)), to.why]
    return Telling(
        to=person,
        key=f"breach:{breach.pk}:again:{breach.told_at:%Y-%m-%dT%H:%M}",
        subject=f"Nobody has it in hand yet: {breach}",
        paragraphs=[text for text in said if text],
        link=link_for(person, breach),
        link_words=words.IN_HAND,
        urgent=False,
        group="breaches",
        chart={} if reading is None else words.chart(reading),
    )
