from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Any) -> None:
    settings.DATA = tmp_path


@pytest.fixture
def product(db: None) -> Iterator[SimpleNamespace]:
    """The workspace "Product" with the team Support: Ben a lead, Cem a member, Dana a viewer, each with a browser."""
    from vitalfew.accounts.models import Role, Team, Workspace
    from vitalfew.accounts.scoping import entered
    from vitalfew.web.tests.cast import add, client_of

    workspace = Workspace.objects.create(name="Product", slug="product")
    with entered(workspace):
        support = Team.objects.create(name="Support")
        people = {
            n.lower(): add(workspace, n, r)
            for n, r in (("Ben", Role.LEAD), ("Cem", Role.MEMBER), ("Dana", Role.VIEWER))
        }
        browsers = {f"{name}_browses": client_of(person.user) for name, person in people.items()}
        yield SimpleNamespace(workspace=workspace, support=support, **people, **browsers)
