"""New channels, and whether they work."""

from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse

from vitalfew.accounts.models import Person, Team
from vitalfew.channels.contract import Item, Message, NotSent
from vitalfew.lib.sealed import Unreadable
from vitalfew.notices.composing import mail_id
from vitalfew.notices.models import Channel, Notice, Wishes
from vitalfew.notices.models.delivery import new_id
from vitalfew.notices.reaching import sending
from vitalfew.notices.unsubscribing import off_address

SECONDS = 20
MOST_TESTS, MOST_ADDRESSES = 10, 30
WITHIN = 600  # seconds


class TooMany(NotSent):
    """Somebody tries more often than a person would."""


def check(*, kind: str, address: str, by: Person) -> None:
    """Raise `NotSent` in words for an address that this kind of channel cannot use; nothing is sent."""
    _slow_down(by, "addresses", most=MOST_ADDRESSES)
    with sending(mails=False, seconds=SECONDS) as process:
        process.check(kind=kind, address=address)


def add(
    *, kind: str, name: str, address: str, person: Person | None = None, team: Team | None = None
) -> tuple[Channel, str]:
    """A new channel of a person or a team, and the secret that signs its messages, not to be had again; '' for none."""
    channel = Channel(kind=kind, name=name, person=person, team=team)
    channel.leads_to(address)
    secret = channel.new_secret()
    channel.save()
    return channel, secret


def wish(wishes: Wishes, *, now: datetime) -> None:
    """Store how a person is told; what waits for a morning is looked at again."""
    wishes.save()
    look_again(wishes.person, now=now)


def look_again(person: Person, *, now: datetime) -> None:
    """What waits for this person's hours is asked anew when that is: they have changed, or their zone has."""
    Notice.objects.filter(person=person, packed_at=None).update(send_after=now)


def send_a_test(*, to: Channel | Person, by: Person, now: datetime) -> None:
    """Send a real message, now; raises `NotSent` with what came back."""
    _slow_down(by, "tests", most=MOST_TESTS)
    kind = to.kind if isinstance(to, Channel) else "mail"
    try:
        message = _test(to, kind, by, now)
    except Unreadable as error:
        raise NotSent(str(error), permanent=True) from error
    with sending(mails=kind == "mail", seconds=SECONDS) as process:
        process.send(kind=kind, message=message)


def _test(to: Channel | Person, kind: str, by: Person, now: datetime) -> Message:
    said = f"{by} asked {by.workspace} to send this, to see whether messages arrive here. They do."
    page = settings.BASE_URL + reverse("notices", args=[by.workspace.slug])
    number = new_id()
    return Message(
        id=mail_id(number) if kind == "mail" else number,
        address=to.address if isinstance(to, Channel) else to.email,
        secret=to.secret if isinstance(to, Channel) else "",
        subject=f"A test from {by.workspace}",
        items=(Item(subject=f"A test from {by.workspace}", paragraphs=(said,), link=page, key="test"),),
        place=by.workspace.name,
        time=now.isoformat(),
        off=off_address(to),
    )


def _slow_down(by: Person, what: str, *, most: int) -> None:
    """So many in ten minutes, counted for all workers together; tests and new addresses each for themselves."""
    if not any(cache.add(f"channel-{what}-{by.pk}-{number}", 1, WITHIN) for number in range(most)):
        raise TooMany(f"{most} {what} in ten minutes are the most. Try again in a few minutes.")
