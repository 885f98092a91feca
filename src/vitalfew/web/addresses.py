"""Addresses of pages in the workspace of the request."""

from django.http import HttpResponseRedirect
from django.urls import reverse

from vitalfew.accounts.models import Workspace
from vitalfew.web.requests import PageRequest

LONGEST_KEY = 19  # what has more digits fits no database


def address(workspace: Workspace, name: str, *args: object) -> str:
    """The path of a named page in this workspace."""
    return reverse(name, args=[workspace.slug, *args])


def key_in(text: str) -> int | None:
    """A record's key as an address brings it along; None for anything that cannot be one."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < LONGEST_KEY else None


def go_to(request: PageRequest, name: str, *args: object) -> HttpResponseRedirect:
    """Send the person on to a named page of the workspace they are in."""
    return HttpResponseRedirect(address(request.person.workspace, name, *args))
