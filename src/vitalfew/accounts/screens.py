"""The link of a screen on a wall: signed, without a password, good until somebody ends it."""

from django.core import signing
from django.urls import reverse

from vitalfew.accounts.models import Screen

SALT = "vitalfew.accounts.screen"


class NoSuchLink(ValueError):
    """A link that we did not write, that was ended, or whose maker is no member any more."""


def link_of(screen: Screen) -> str:
    """The path of what this screen shows."""
    token = signing.Signer(salt=SALT).sign(str(screen.pk))
    return reverse("screen", args=[token.replace(":", ".")])


def meant(token: str) -> Screen:
    """The screen that a link is of; raises `NoSuchLink`."""
    try:
        key = signing.Signer(salt=SALT).unsign(token.replace(".", ":"))
    except signing.BadSignature as error:
        raise NoSuchLink from error
    screen: Screen | None
    screen = Screen.everywhere.select_related("workspace", "team", "made_by").filter(pk=int(key)).first()
    if screen is None or not screen.is_open:
        raise NoSuchLink
    return screen
