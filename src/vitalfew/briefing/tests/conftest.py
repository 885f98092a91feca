"""A team whose KPIs change as a test wants it to, and a real mail server."""

from collections.abc import Iterator
from contextvars import Context
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

MONDAY = datetime(2026, 11, 16, 7, tzinfo=UTC)
WEEK = timedelta(days=7)
STEADY = [150, 152, 149, 151, 150, 148, 152, 150, 149, 151, 150, 152, 149, 151, 150, 148]


@pytest.fixture
def support(db: None) -> Iterator[Any]:
    """Ana and Ben of Support, who sign in, in a workspace in UTC; `kpi` makes one, `values` come in at a time."""
    from vitalfew.accounts.models import Person, Team, User, Workspace
    from vitalfew.accounts.scoping import entered
    from vitalfew.kpis.models import Definition, Kpi, Observation
    from vitalfew.kpis.readings import judge

    workspace = Workspace.objects.create(name="Product", slug="product", zone="UTC")
    Workspace.objects.update(created_at=MONDAY - 52 * WEEK)
    workspace.refresh_from_db()
    with entered(workspace):
        team = Team.objects.create(name="Support")

        def person(name: str, **fields: Any) -> Any:
            email = f"{name.lower()}@example.org"
            user = User.objects.create_user(email=email, password="correct horse battery")
            return Person.objects.create(name=name, email=email, user=user, **{"team": team, **fields})

        def kpi(name: str, **fields: Any) -> Any:
            definition = Definition.objects.create(name=name, unit="ms", direction="lower")
            return Kpi.objects.create(**{"definition": definition, "team": team, "frequency": "week", **fields})

        def values(of: Any, numbers: list[float], *, now: datetime) -> None:
            """The last of them for the week that is over at `now`, judged then."""
            last = (now - timedelta(days=now.weekday() + 7)).replace(hour=0, minute=0)
            for back, number in enumerate(reversed(numbers)):
                said = {"value": number, "recorded_at": now}
                Observation.objects.update_or_create(series_id=of.series_id, time=last - WEEK * back, defaults=said)
            judge(
                Kpi.objects.select_related("definition", "workspace", "team", "owner", "deputy").get(pk=of.pk), now=now
            )

        yield SimpleNamespace(
            workspace=workspace, team=team, ana=person("Ana"), ben=person("Ben"), person=person, kpi=kpi, values=values
        )


@pytest.fixture
def post(settings: Any) -> Iterator[Any]:
    """A real mail server, which the settings name."""
    from vitalfew.channels.tests.post_office import PostOffice

    with PostOffice() as office:
        settings.EMAIL_URL = office.url
        yield office


def sent(*, now: datetime) -> int:
    """Send as the scheduler does, which has entered no workspace."""
    from vitalfew.notices import sending

    return Context().run(lambda: sending.send_due(now=now))
