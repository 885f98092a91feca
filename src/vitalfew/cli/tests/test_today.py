from datetime import timedelta

import pytest
from django.utils import timezone

from vitalfew.accounts.models import Team, Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.cli.root import run as run_line
from vitalfew.kpis.actions import Value, record
from vitalfew.kpis.models import Definition, Kpi, Origin, Reading


def test_where_data_are_missing_it_says_what_was_so_before_within_the_sentence(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    now = timezone.now()
    with entered(Workspace.objects.create(name="Acme", slug="acme")):
        team = Team.objects.create(name="Product")
        for name, days in (("Orders", [40, 39, 38]), ("Visits", [])):
            kpi = Kpi.objects.create(definition=Definition.objects.create(name=name), team=team, frequency="day")
            values = [Value(now - timedelta(days=day), 3.0) for day in days]
            record(kpi=kpi, values=values, origin=Origin.HAND, by=None, now=now)
            kpi.refresh()
        Reading.objects.update(failing_since=now - timedelta(hours=3))
    assert run_line(("today",)) == 0
    lines = capsys.readouterr().out.splitlines()
    [orders] = [line for line in lines if line.lstrip(" ○–·").startswith("Orders") and "before that" in line]
    assert "; before that: too few values to say more" in orders
    [visits] = [line for line in lines if "Visits" in line]
    assert visits.endswith("Source failing for 3 hours")
