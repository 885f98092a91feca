"""What surrounds every page: the places, the theme."""

from dataclasses import dataclass

from django.http import HttpRequest

from vitalfew.accounts.models import Workspace
from vitalfew.web.addresses import address

PLACES = (("today", "Today", "g t"), ("kpis", "Health", "g h"), ("okrs", "Change", "g c"), ("checkin", "Check in", "c"),
          ("audits", "Audit", "g a"))  # fmt: skip
BESIDE = {"kpis": ("board/", "breaches/"), "okrs": ("map/",)}
"""What belongs to a place and has an address beside it."""
THEMES = ("light", "dark")
THEME_COOKIE = "vitalfew-theme"


@dataclass(frozen=True, slots=True)
class Place:
    """One of the places in the head of the page."""

    label: str
    key: str
    address: str
    current: bool


def places(workspace: Workspace, *, path: str) -> list[Place]:
    """The places of a workspace; the one that `path` lies in is marked."""
    home = address(workspace, "today")
    found = [(label, key, address(workspace, name), BESIDE.get(name, ())) for name, label, key in PLACES]
    return [
        Place(
            label=label,
            key=key,
            address=to,
            current=path == to if to == home else path.startswith((to, *(home + part for part in beside))),
        )
        for label, key, to, beside in found
    ]


def theme(request: HttpRequest) -> str:
    """The theme that this browser chose: 'light', 'dark', or '' for the system's."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""
