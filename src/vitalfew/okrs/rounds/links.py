"""The link that opens a person's check-ins of one round without signing in: signed, for a week, until it is ended."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core import signing
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from vitalfew.accounts.models import Person
from vitalfew.lib.links import NoSuchLink
from vitalfew.okrs.models import RoundLink

SALT = "vitalfew.okrs.round"
VALID_FOR = timedelta(days=7)


class EndedLink(ValueError):
    """A link of ours that is older than a week, or was ended, or whose person has left."""


def link_to(person: Person, *, day: date, now: datetime) -> RoundLink:
    """The link for what is asked of this person on this day; the same one however often it is asked for."""
    begun = {"made_at": now, "expires_at": now + VALID_FOR}
    link: RoundLink = RoundLink.objects.get_or_create(person=person, round=day, defaults=begun)[0]
    return link


def path_of(link: RoundLink) -> str:
    """The path of the page that this link opens."""
    return reverse("round", args=[f"{link.pk}-{_signature(link)}"])


def meant(token: str, *, now: datetime) -> RoundLink:
    """The link that a token is of; raises `NoSuchLink`, also after a change of address, or `EndedLink`."""
    key, _, signature = token.partition("-")
    found = _found(key)
    if found is None or not constant_time_compare(signature, _signature(found)):
        raise NoSuchLink
    if not found.is_open(now):
        raise EndedLink
    return found


def open_links(person: Person, *, now: datetime) -> QuerySet[RoundLink]:
    """The links of this person that open something."""
    found: QuerySet[RoundLink] = RoundLink.objects.filter(person=person, revoked_at=None, expires_at__gt=now)
    return found


def end_all(person: Person, now: datetime, **_: Any) -> None:
    """End every link of somebody whose access ends."""
    for link in open_links(person, now=now):
        link.end(now=now)


def used(link: RoundLink, *, now: datetime) -> None:
    """Keep when it last served to check in."""
    RoundLink.objects.filter(pk=link.pk).update(used_at=now)


def _found(key: str) -> RoundLink | None:
    if not (key.isascii() and key.isdecimal() and len(key) < 19):
        return None
    found: RoundLink | None = (
        RoundLink.everywhere.select_related("workspace", "person__workspace", "person__team")
        .filter(pk=int(key))
        .first()
    )
    return found


def _signature(link: RoundLink) -> str:
    """Of the person's address too: a link that went to an old one opens nothing once it is another."""
    signed = f"{link.pk} {link.person_id} {link.person.email} {link.round:%Y-%m-%d}"
    return signing.Signer(salt=SALT).signature(signed)
