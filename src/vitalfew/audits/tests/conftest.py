from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest


@pytest.fixture
def workspace(db: None) -> Iterator[Any]:
    """A workspace, entered."""
    from vitalfew.accounts.models import Workspace
    from vitalfew.accounts.scoping import entered

    made = Workspace.objects.create(name="Product", slug="product")
    with entered(made):
        yield made


@pytest.fixture
def team(workspace: Any) -> Any:
    from vitalfew.accounts.models import Team

    return Team.objects.create(name="Product")


@pytest.fixture
def ana(team: Any) -> Any:
    """A lead."""
    from vitalfew.accounts.models import Person, Role

    return Person.objects.create(name="Ana", email="ana@example.org", role=Role.LEAD, team=team)


@pytest.fixture
def cycle(workspace: Any) -> Any:
    from vitalfew.okrs.models import Cycle

    return Cycle.objects.create(name="Q4", start=date(2026, 10, 1), end=date(2026, 12, 31))


@pytest.fixture
def keep(ana: Any) -> Callable[..., Any]:
    """Keeps an audit of rows written as (name, verdict, kind, vital, what the sheet says)."""
    from vitalfew.audits.tests.sheets import kept

    def make(*rows: Any, **given: Any) -> Any:
        return kept(*rows, by=ana, **given)

    return make
