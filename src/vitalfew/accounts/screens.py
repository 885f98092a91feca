"""The link of a screen on a wall: signed, without a password, good until somebody ends it."""

from django.urls import reverse

from vitalfew.accounts.models import Screen
from vitalfew.lib.links import NoSuchLink, said, signed

SALT = "vitalfew.accounts.screen"


def link_of(screen: Screen) -> str:
    """The path of what this screen shows."""
    return reverse("screen", args=[signed(str(screen.pk), salt=SALT)])


def meant(token: str) -> Screen:
    """The screen that a link is of; raises `NoSuchLink`, also when it was ended or its maker is no member any more."""
    key = said(token, salt=SALT)
    screen: Screen | None
    screen = Screen.everywhere.select_related("workspace", "team", "made_by").filter(pk=int(key)).first()
    if screen is None or not screen.is_open:
        raise NoSuchLink
    return screen
