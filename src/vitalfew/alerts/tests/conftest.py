"""Ana's KPI, which crosses its red line whenever a test wants it to."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)  # a Wednesday
MONDAY = datetime(2026, 11, 9, tzinfo=UTC)  # of the last week that is over
WEEK = timedelta(days=7)
MIDNIGHT = datetime(2026, 11, 17, 23, tzinfo=UTC)  # in Berlin, where the workspace is


@pytest.fixture
def world(db: None, monkeypatch: Any) -> Iterator[Any]:
    """Ana owns Uptime of Support, Ben is its deputy, Cem leads Support; `world.week(3, 97)` says that it was 97 in the
    week that is 3 weeks from now, judged as soon as that week is over.
    """
    from vitalfew.accounts.models import Person, Role, Team, Workspace
    from vitalfew.accounts.scoping import entered
    from vitalfew.kpis.models import Definition, Kpi, Observation
    from vitalfew.kpis.readings import judge

    workspace = Workspace.objects.create(name="Product", slug="product", zone="Europe/Berlin")
    with entered(workspace):
        team = Team.objects.create(name="Support")
        ana, ben = (Person.objects.create(name=n, email=f"{n.lower()}@example.org", team=team) for n in ("Ana", "Ben"))
        cem = Person.objects.create(name="Cem", email="cem@example.org", team=team, role=Role.LEAD)
        definition = Definition.objects.create(name="Uptime", unit="%", direction="higher")
        kpi = Kpi.objects.create(
            definition=definition, team=team, owner=ana, deputy=ben, frequency="week", target=99.5, red_lower=99,
            action="Roll back the last release.",
        )  # fmt: skip

        def value(of: Any, start: datetime, value: float) -> None:
            said = {"value": value, "recorded_at": NOW}
            Observation.objects.update_or_create(series_id=of.series_id, time=start, defaults=said)

        def judged(now: datetime) -> datetime:
            judge(
                Kpi.objects.select_related("definition", "workspace", "team", "owner", "deputy").get(pk=kpi.pk), now=now
            )
            return now

        def week(ahead: int, number: float) -> datetime:
            """Gives when it was judged."""
            value(kpi, MONDAY + ahead * WEEK, number)
            return judged(NOW + max(ahead, 0) * WEEK)

        def hour(start: datetime, number: float) -> datetime:
            """The value of the hour that starts here, judged when it is over."""
            value(kpi, start, number)
            return judged(start + timedelta(minutes=61))

        yield SimpleNamespace(
            workspace=workspace,
            team=team,
            ana=ana,
            ben=ben,
            cem=cem,
            kpi=kpi,
            week=week,
            hour=hour,
            value=value,
            judged=judged,
        )
