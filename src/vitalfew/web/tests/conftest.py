"""Ana's workspace, its people and their browsers."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest


@pytest.fixture
def product(db: None) -> Iterator[SimpleNamespace]:
    """The workspace "Product": Ana its admin, Ben a lead, Cem a member, Dana a viewer, and the browser of each."""
    from vitalfew.accounts.actions import first_run
    from vitalfew.accounts.models import Role
    from vitalfew.accounts.scoping import entered
    from vitalfew.web.tests.cast import add, client_of

    ana = first_run(workspace_name="Product", email="ana@example.org", password="correct horse battery", zone="UTC")
    roles = (("Ben", Role.LEAD), ("Cem", Role.MEMBER), ("Dana", Role.VIEWER))
    people = {"ana": ana} | {name.lower(): add(ana.workspace, name, role) for name, role in roles}
    browsers = {f"{name}_browses": client_of(person.user) for name, person in people.items()}
    with entered(ana.workspace):
        yield SimpleNamespace(workspace=ana.workspace, **people, **browsers)


@pytest.fixture
def stranger(product: SimpleNamespace) -> Any:
    """The browser of somebody who is an administrator, but of another workspace."""
    from vitalfew.accounts.models import Role, Workspace
    from vitalfew.web.tests.cast import add, client_of

    return client_of(add(Workspace.objects.create(name="Other", slug="other"), "Eve", Role.ADMIN).user)
