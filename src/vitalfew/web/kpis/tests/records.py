"""People and KPIs for the tests of these pages."""

from datetime import UTC, datetime
from typing import Any

from vitalfew.accounts.models import Person, Role, Team, User
from vitalfew.kpis.actions import Value, record
from vitalfew.kpis.models import Definition, Kpi, Origin
from vitalfew.method.periods import Frequency, periods_between

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
JANUARY = datetime(2024, 1, 15, tzinfo=UTC)


def someone(name: str, role: Role, team: Team | None = None) -> Person:
    """A person of the workspace that was entered, with a user to sign in as."""
    email = f"{name.lower()}@example.org"
    return Person.objects.create(user=User.objects.create_user(email), email=email, name=name, role=role, team=team)


def kept_kpi(
    name: str, values: list[float] | None, *, frequency: Frequency, unit: str, by: Person, **fields: Any
) -> Kpi:
    """A KPI with these values, one for each period from January 2024 on."""
    definition, _ = Definition.objects.get_or_create(name=name, defaults={"unit": unit, "direction": "lower"})
    kpi = Kpi.objects.create(definition=definition, owner=by, frequency=frequency, **fields)
    times = periods_between(JANUARY, NOW, frequency, kpi.workspace.zone_info)[: len(values or [])]
    points = [Value(at, value) for at, value in zip(times, values or [], strict=True)]
    if points:
        record(kpi=kpi, values=points, origin=Origin.SAMPLE, by=by, now=NOW)
    else:
        kpi.refresh()
    return kpi
