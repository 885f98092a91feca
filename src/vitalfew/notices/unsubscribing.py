"""The link in every mail that ends such mails: signed, without a password, for as long as the mail is kept."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from vitalfew.accounts.history import changing
from vitalfew.accounts.models import Person
from vitalfew.accounts.scoping import entered
from vitalfew.notices.models import Channel, Wishes

SALT = "vitalfew.notices.off"


class NoSuchLink(ValueError):
    """A link that we did not write, or whose channel is gone."""


def off_address(subject: Channel | Person) -> str:
    """The whole address of the page that ends messages by this channel, or mails to the address of this person."""
    what = f"{'c' if isinstance(subject, Channel) else 'p'}{subject.pk}"
    return settings.BASE_URL + reverse("unsubscribe", args=[signing.Signer(salt=SALT).sign(what).replace(":", ".")])


def meant(token: str) -> Channel | Person:
    """The channel that a link speaks of, or the person whose own mails it does; raises `NoSuchLink`."""
    try:
        what = signing.Signer(salt=SALT).unsign(token.replace(".", ":"))
    except signing.BadSignature as error:
        raise NoSuchLink from error
    kind: type[Channel] | type[Person] = Channel if what.startswith("c") else Person
    found = kind.everywhere.select_related("workspace").filter(pk=int(what[1:])).first()
    if found is None:
        raise NoSuchLink
    return found


def end(subject: Channel | Person) -> None:
    """No more messages by this channel, or to the address of this person; kept in the history, so it can be undone."""
    with entered(subject.workspace):
        if isinstance(subject, Channel):
            with changing(by=subject.person, summary=f"Channel “{subject}” switched off by the link in a mail"):
                subject.active = False
                subject.save(update_fields=["active"])
            return
        with changing(by=subject, summary="Mails to your own address switched off by the link in one"):
            wishes = Wishes.of(subject)
            wishes.mail = False
            wishes.save()
