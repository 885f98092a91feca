"""A key result that is green while what it was for did not move is said to be so on Today."""

from datetime import date

import pytest

from vitalfew.accounts.models import Person, Team
from vitalfew.briefing.tests.test_today import NOW, STEADY, ben, kpi_with, team  # noqa: F401  (fixtures)
from vitalfew.briefing.today import today
from vitalfew.findings.actions import silence
from vitalfew.findings.models import Found
from vitalfew.okrs.models import Cycle, KeyResult, Objective

SAID = {"severity": "warning", "message": "It is green.", "first_seen": NOW, "last_seen": NOW}


@pytest.fixture
def green(team: Team, ben: Person) -> KeyResult:  # noqa: F811
    cycle = Cycle.objects.create(name="2026-Q4", start=date(2026, 10, 1), end=date(2026, 12, 31))
    objective = Objective.objects.create(title="Teach", team=team, cycle=cycle, owner=ben, state="active")
    moved = kpi_with(team, "Time to first order", STEADY)
    made: KeyResult = KeyResult.objects.create(
        objective=objective, metric="Guide read", baseline=0, target=100, supports=moved
    )
    return made


def unmoved(green: KeyResult) -> list[str]:
    return [row.unmoved for block in today(now=NOW).change for row in block.rows]


def test_green_and_nothing_moved_is_said(green: KeyResult) -> None:
    assert unmoved(green) == [""]
    found = Found.objects.create(code="D508", key_result=green, **SAID)
    assert unmoved(green) == ["Green, but Time to first order did not get better"]
    found.ended_at = NOW
    found.save()
    assert unmoved(green) == [""]


def test_what_somebody_said_is_right_is_not_said_again(green: KeyResult, ben: Person) -> None:  # noqa: F811
    Found.objects.create(code="D508", key_result=green, **SAID)
    silence(code="D508", kind="key_result", key=green.pk, reason="It takes a quarter.", by=ben)
    assert unmoved(green) == [""]
