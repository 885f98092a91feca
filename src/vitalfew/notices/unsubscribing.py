"""The link in every mail that ends such mails: signed, without a password, for as long as the mail is kept."""

from typing import NamedTuple

from django.conf import settings
from django.urls import reverse

from vitalfew.accounts.history import changing
from vitalfew.accounts.models import Person
from vitalfew.accounts.scoping import entered
from vitalfew.lib.links import NoSuchLink, said, signed
from vitalfew.notices.models import Channel, Wishes

SALT = "vitalfew.notices.off"


class Ending(NamedTuple):
    """What a link ends: messages by a channel, a person's digest, or all mails to the address of that person."""

    subject: Channel | Person
    digest: bool = False


def off_address(subject: Channel | Person, *, digest: bool = False) -> str:
    """The whole address of the page that ends messages by this channel, or mails to the address of this person.

    In a `digest` that came by mail it ends the digest alone.
    """
    kind = "c" if isinstance(subject, Channel) else "d" if digest else "p"
    what = f"{kind}{subject.pk}"
    return settings.BASE_URL + reverse("unsubscribe", args=[signed(what, salt=SALT)])


def off_words(subject: Channel | Person, *, digest: bool = False) -> str:
    """What the same link is called in a message."""
    return "No more digests" if digest and isinstance(subject, Person) else "No more such mails"


def meant(token: str) -> Ending:
    """What a link ends; raises `NoSuchLink`."""
    what = said(token, salt=SALT)
    kind: type[Channel] | type[Person] = Channel if what.startswith("c") else Person
    found = kind.everywhere.select_related("workspace").filter(pk=int(what[1:])).first()
    if found is None:
        raise NoSuchLink
    return Ending(found, what.startswith("d"))


def end(ending: Ending) -> None:
    """No more of what the link speaks of; kept in the history, so it can be undone."""
    subject = ending.subject
    with entered(subject.workspace):
        if isinstance(subject, Channel):
            with changing(by=subject.person, summary=f"Channel “{subject}” switched off by the link in a mail"):
                subject.active = False
                subject.save(update_fields=["active"])
            return
        what = "The digest" if ending.digest else "Mails to your own address"
        with changing(by=subject, summary=f"{what} switched off by the link in a mail"):
            wishes = Wishes.of(subject)
            if ending.digest:
                wishes.digest = Wishes.Digest.NEVER
            else:
                wishes.mail = False
            wishes.save()
