from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def workspace(db: None) -> Iterator[Any]:
    """A workspace in Berlin, entered."""
    from vitalfew.accounts.models import Workspace
    from vitalfew.accounts.scoping import entered

    made = Workspace.objects.create(name="Product", slug="product", zone="Europe/Berlin")
    with entered(made):
        yield made


@pytest.fixture
def team(workspace: Any) -> Any:
    from vitalfew.accounts.models import Team

    return Team.objects.create(name="Product")


@pytest.fixture
def ana(team: Any) -> Any:
    """A lead."""
    from vitalfew.accounts.models import Role
    from vitalfew.web.kpis.tests.records import someone

    return someone("Ana", Role.LEAD, team)


@pytest.fixture
def client_of() -> Callable[[Any], Client]:
    """A signed-in browser of a person."""

    def sign_in(person: Any) -> Client:
        client = Client()
        client.force_login(person.user)
        return client

    return sign_in


@pytest.fixture
def client(ana: Any, client_of: Callable[[Any], Client]) -> Client:
    """Ana's browser."""
    return client_of(ana)


@pytest.fixture
def make_kpi(team: Any, ana: Any) -> Callable[..., Any]:
    """Makes a monthly KPI of Ana's in % with these values."""
    from vitalfew.method.periods import Frequency
    from vitalfew.web.kpis.tests.records import kept_kpi

    def make(name: str = "Churn", values: list[float] | None = None, **fields: Any) -> Any:
        given = {"frequency": Frequency.MONTH, "unit": "%", "team": team, "by": ana, **fields}
        return kept_kpi(name, values, **given)

    return make
