"""Sends what is due: lease, send, mark. After a crash the lease runs out and the message goes again, by its old id."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from time import monotonic

from django.conf import settings
from django.db import transaction

from vitalfew.channels.child import Sending
from vitalfew.channels.contract import NotSent
from vitalfew.lib.sealed import Unreadable
from vitalfew.notices.composing import composed
from vitalfew.notices.models import Channel, Delivery, Wishes
from vitalfew.notices.packing import BATCH, pack
from vitalfew.notices.reaching import sending
from vitalfew.notices.withdrawing import withdraw

LONGEST = 50.0  # seconds for one call: others wait for the clock, too
log = logging.getLogger(__name__)


def send_due(*, now: datetime) -> int:
    """Send what is due in all workspaces; gives how many messages arrived. Any number of callers may do so at once."""
    while pack(now=now, mail=bool(settings.EMAIL_URL)) >= BATCH:
        pass
    if not Delivery.due(now=now).exists():
        return 0
    with Post(now=now) as post:
        return sum(post.deliver(delivery) for delivery in post.round())


class Post:
    """One round: a process that mails, another one for all else, and what was found not to answer."""

    def __init__(self, *, now: datetime) -> None:
        self.now, self.began = now, monotonic()
        self.stack = ExitStack()
        self.children: dict[bool, Sending] = {}
        self.down: dict[tuple[str, int | None], NotSent] = {}

    def __enter__(self) -> "Post":
        return self

    def __exit__(self, *exception: object) -> None:
        self.stack.close()

    @property
    def time(self) -> datetime:
        """The time it is by now: the one that was given, and what passed since."""
        return self.now + timedelta(seconds=monotonic() - self.began)

    def round(self) -> Iterator[Delivery]:
        """What is due, oldest first, for as long as the round may take."""
        due = Delivery.due(now=self.now).select_related("workspace", "channel", "person__workspace", "person__wishes")
        for delivery in due.order_by("next_at", "pk"):
            if monotonic() - self.began > LONGEST:
                return
            yield delivery

    def deliver(self, delivery: Delivery) -> bool:
        """Whether it arrived; where not, it is marked with why, and with when it is tried again."""
        later = self._later(delivery)
        if later is not None:
            delivery.wait_until(later)
            return False
        with transaction.atomic():
            if not delivery.lease(now=self.time):
                return False
            unwanted = _unwanted(delivery) or _over(delivery, now=self.time)
        if unwanted:
            delivery.give_up(why=unwanted, now=self.time)
            return False
        try:
            self._send(delivery)
        except (NotSent, Unreadable) as error:
            self._failed(delivery, error)
            return False
        except Exception:
            log.exception("The message %s could not be sent.", delivery)
            delivery.put_off(why="Sending failed unexpectedly; the log says how.", now=self.time)
            return False
        delivery.sent(now=self.time)
        _well(delivery.channel)
        return True

    def _later(self, delivery: Delivery) -> datetime | None:
        """When its reader may be told, if not now."""
        if delivery.person is None:
            return None
        moment = Wishes.of(delivery.person).first_moment(self.time, urgent=delivery.urgent)
        return moment if moment > self.time else None

    def _send(self, delivery: Delivery) -> None:
        for place in _places(delivery):
            if place in self.down:
                raise self.down[place]
        self._child(mails=delivery.kind == "mail").send(kind=delivery.kind, message=composed(delivery))

    def _failed(self, delivery: Delivery, error: NotSent | Unreadable) -> None:
        if isinstance(error, Unreadable) or error.permanent:
            delivery.give_up(why=str(error), now=self.time)
            log.warning("A message was given up: %s", error)
        else:
            delivery.put_off(why=str(error), now=self.time, server_down=error.everybody)
            self._note(_places(delivery)[0 if error.everybody else -1], error)
        _failing(delivery.channel, str(error), self.time)

    def _note(self, place: tuple[str, int | None], error: NotSent) -> None:
        if place not in self.down:
            log.warning("Messages wait: %s", error)
        self.down[place] = error

    def _child(self, *, mails: bool) -> Sending:
        if mails not in self.children:
            self.children[mails] = self.stack.enter_context(sending(mails=mails))
        return self.children[mails]


def _unwanted(delivery: Delivery) -> str:
    """Why it is not to be sent after all; '' where it is."""
    if delivery.person is not None and delivery.person.left_at is not None:
        return "Its reader has left."
    if delivery.channel is not None:
        return "" if delivery.channel.active else "The channel was switched off."
    return "" if delivery.person is None or Wishes.of(delivery.person).mail else "Mails were switched off."


def _over(delivery: Delivery, *, now: datetime) -> str:
    """Take out what is over since it was packed; says so where nothing is left."""
    told = list(delivery.notices(manager="everywhere").all())
    over = withdraw(told, now=now)
    if told and len(over) == len(told):
        return "It was over before it was sent."
    Delivery.notices.through.objects.filter(delivery=delivery, notice__in=over).delete()
    return ""


def _places(delivery: Delivery) -> tuple[tuple[str, int | None], ...]:
    """What may be down: the server of all, or the one channel; an address that a server refuses hinders no other."""
    if delivery.kind == "mail":
        return (("mail", None), ("mail", -delivery.pk))
    return (("channel", delivery.channel_id),)


def _well(channel: Channel | None) -> None:
    if channel is not None and channel.failing_since is not None:
        Channel.everywhere.filter(pk=channel.pk).update(failing_since=None, error="")


def _failing(channel: Channel | None, why: str, now: datetime) -> None:
    if channel is not None:
        since = channel.failing_since or now
        Channel.everywhere.filter(pk=channel.pk).update(failing_since=since, error=why[:400])
