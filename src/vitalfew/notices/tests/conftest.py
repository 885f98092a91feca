"""Ana's workspace and a real mail server."""

from collections.abc import Iterator
from contextvars import Context
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)  # a Wednesday


def send_due(*, now: datetime) -> int:
    """Send as the scheduler does, which has entered no workspace."""
    from vitalfew.notices import sending

    return Context().run(lambda: sending.send_due(now=now))


@pytest.fixture
def world() -> Iterator[Any]:
    """Ana in Berlin and Ben in New York, of the team Support; `world.tell` tells Ana."""
    from vitalfew.accounts.models import Person, Team, Workspace
    from vitalfew.accounts.scoping import entered
    from vitalfew.notices.actions import tell

    workspace = Workspace.objects.create(name="Product", slug="product", zone="Europe/Berlin")
    with entered(workspace):
        team = Team.objects.create(name="Support")
        ana = Person.objects.create(name="Ana", email="ana@example.org", team=team)
        ben = Person.objects.create(name="Ben", email="ben@example.org", team=team, zone="America/New_York")

        def tell_ana(key: str, **given: Any) -> Any:
            said = {
                "to": ana, "subject": f"About {key}", "paragraphs": ["It is 7."], "link": "/w/product/",
                "urgent": False, "now": NOW,
            }  # fmt: skip
            return tell(key=key, **said | given)

        yield SimpleNamespace(workspace=workspace, team=team, ana=ana, ben=ben, tell=tell_ana)


@pytest.fixture
def post(settings: Any) -> Iterator[Any]:
    """A real mail server, which the settings name."""
    from vitalfew.channels.tests.post_office import PostOffice

    with PostOffice() as office:
        settings.EMAIL_URL = office.url
        yield office
