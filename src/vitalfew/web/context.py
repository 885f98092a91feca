"""What every template may use."""

from typing import Any

from django.http import HttpRequest


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """The person and the workspace of this page, where there is one."""
    person = getattr(request, "person", None)
    return {"person": person, "workspace": person.workspace if person else None}
