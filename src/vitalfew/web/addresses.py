"""Addresses of pages in the workspace of the request."""

from django.http import HttpResponseRedirect
from django.urls import reverse

from vitalfew.accounts.models import Workspace
from vitalfew.web.requests import PageRequest


def address(workspace: Workspace, name: str, *args: object) -> str:
    """The path of a named page in this workspace."""
    return reverse(name, args=[workspace.slug, *args])


def go_to(request: PageRequest, name: str, *args: object) -> HttpResponseRedirect:
    """Send the person on to a named page of the workspace they are in."""
    return HttpResponseRedirect(address(request.person.workspace, name, *args))
