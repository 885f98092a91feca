"""What every template may use."""

from typing import Any

from django.http import HttpRequest

from vitalfew.web.shell import places, theme


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """The theme; on a workspace's page also the person, the workspace, its places, and other workspaces.

    Who came by a link has no places: `door` is the path of the one page that it opens, '' for everybody else.
    """
    person, door = getattr(request, "person", None), getattr(request, "door", "")
    if person is None or door:
        return {"theme": theme(request), "person": None, "workspace": None, "door": door}
    return {
        "theme": theme(request),
        "person": person,
        "workspace": person.workspace,
        "places": places(person.workspace, path=request.path),
        "other_workspaces": [p.workspace for p in request.people if p != person],  # type: ignore[attr-defined]
    }
