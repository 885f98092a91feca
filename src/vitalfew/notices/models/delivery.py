"""One message on its way by one channel."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q

from vitalfew.accounts.models import Person
from vitalfew.accounts.scoping import Scoped
from vitalfew.notices.models.channel import Channel
from vitalfew.notices.models.notice import Notice

LEASE = timedelta(minutes=5)
WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
MOST_ATTEMPTS = 15  # with these waits, a day
DAY = timedelta(days=1)


def new_id() -> str:
    """What a message is known by, however often it is sent."""
    return uuid.uuid4().hex


class Delivery(Scoped):
    """Lease, send, mark: what was leased and not marked in time is sent again, under the same id.

    Without a channel it goes to the address with which the person signs in.
    """

    DERIVED = True

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, null=True, related_name="deliveries")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="deliveries")
    notices = models.ManyToManyField(Notice, related_name="deliveries")
    message_id = models.CharField(max_length=32, default=new_id, unique=True)
    urgent = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    next_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    gave_up_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=400, blank=True)

    class Meta(Scoped.Meta):
        ordering = ("next_at", "pk")
        indexes = [
            models.Index(fields=["next_at"], condition=Q(sent_at=None, gave_up_at=None), name="delivery_to_be_sent")
        ]

    def __str__(self) -> str:
        return self.message_id

    @property
    def kind(self) -> str:
        """The kind of channel that it goes by."""
        return self.channel.kind if self.channel else "mail"

    @property
    def to(self) -> Channel | Person:
        """The channel, or the person whose own address it is."""
        to = self.channel or self.person
        assert to is not None  # noqa: S101  (one of them is always there)
        return to

    @classmethod
    def due(cls, *, now: datetime) -> "models.QuerySet[Delivery]":
        """What is to be sent now and nobody is sending, of all workspaces."""
        free = Q(leased_until=None) | Q(leased_until__lte=now)
        return cls.everywhere.filter(free, sent_at=None, gave_up_at=None, next_at__lte=now)

    def lease(self, *, now: datetime) -> bool:
        """Whether it is the caller's to send for the next five minutes; of several callers one is told so."""
        taken = self.due(now=now).filter(pk=self.pk).update(leased_until=now + LEASE, attempts=F("attempts") + 1)
        self.attempts += 1
        return taken == 1

    def sent(self, *, now: datetime) -> None:
        """It arrived."""
        self._mark(sent_at=now, error="")

    def give_up(self, *, why: str, now: datetime) -> None:
        """It will never arrive."""
        self._mark(gave_up_at=now, error=why[:400])

    def put_off(self, *, why: str, now: datetime, server_down: bool = False) -> None:
        """It did not arrive this time: again after a wait that grows, and for about a day.

        A server that is down for everybody is asked every five minutes, so that its return is soon seen.
        """
        waits = WAITS[:2] if server_down else WAITS
        worn = self.attempts >= MOST_ATTEMPTS and (not server_down or now - self.created_at > DAY)
        if worn:
            self.give_up(why=why, now=now)
        else:
            wait = waits[min(self.attempts, len(waits)) - 1]
            self._mark(next_at=now + wait, error=why[:400], attempts=self.attempts)

    def wait_until(self, moment: datetime) -> None:
        """Its reader is not to be told before this."""
        self._mark(next_at=moment)

    def _mark(self, **fields: object) -> None:
        Delivery.everywhere.filter(pk=self.pk).update(leased_until=None, **fields)
