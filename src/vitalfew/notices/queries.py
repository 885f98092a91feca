"""What was told lately, and what became of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db.models import Prefetch, Q

from vitalfew.accounts.models import Person
from vitalfew.notices.models import Channel, Delivery, Notice, Wishes

LATELY = 20


class Way(NamedTuple):
    """What became of a notice by one channel: a shape, words, and when."""

    shape: str
    words: str
    at: datetime | None = None


class Told(NamedTuple):
    """A notice, and what became of it."""

    notice: Notice
    ways: Sequence[Way]


def channels_of(person: Person) -> list[Channel]:
    """Their own."""
    return list(Channel.objects.filter(person=person))


def channels_of_teams() -> list[Channel]:
    """Those of all teams."""
    return list(Channel.objects.filter(team__isnull=False).select_related("team").order_by("team__name", "name", "pk"))


def lately(person: Person, *, with_teams: bool = False) -> list[Told]:
    """The last twenty notices to this person, the newest first; three statements however many there are."""
    to = Q(person=person) | (Q(team__isnull=False) if with_teams else Q())
    deliveries = Prefetch("deliveries", Delivery.objects.select_related("channel"))
    notices = Notice.objects.filter(to).select_related("team", "workspace").prefetch_related(deliveries)[:LATELY]
    return [Told(notice, _ways(notice, person)) for notice in notices]


def _ways(notice: Notice, person: Person) -> list[Way]:
    if notice.withdrawn_at is not None:
        return [Way("none", "not told: it was over, answered or in hand before", notice.withdrawn_at)]
    if notice.packed_at is None:
        return [Way("none", "waits until", notice.send_after)]
    ways = [_way(delivery) for delivery in notice.deliveries.all()]
    return ways or [Way("none", _why_to_nobody(notice, person))]


def _way(delivery: Delivery) -> Way:
    name = f"by {delivery.channel}" if delivery.channel else "by mail"
    if delivery.sent_at is not None:
        return Way("steady", f"sent {name}", delivery.sent_at)
    if delivery.gave_up_at is not None:
        return Way("worse", f"given up {name}: {delivery.error}", delivery.gave_up_at)
    if delivery.error:
        return Way("watch", f"not sent yet {name}: {delivery.error} Tried again", delivery.next_at)
    return Way("none", f"about to be sent {name}", delivery.next_at)


def _why_to_nobody(notice: Notice, person: Person) -> str:
    if notice.workspace.is_sample:
        return "sent nowhere: this is a sample"
    if not settings.EMAIL_URL and Wishes.of(person).mail:
        return "sent nowhere: no mail server is set up here"
    return "sent nowhere: every channel was switched off"
