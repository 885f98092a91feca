"""KPIs that are measured every sprint, by the sprints of their own team."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from vitalfew.method.frequency import Frequency, Sprint

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def product():
    """A workspace in Berlin, entered."""
    from vitalfew.accounts.models import Workspace
    from vitalfew.accounts.scoping import entered

    workspace = Workspace.objects.create(name="Product", slug="product", zone="Europe/Berlin")
    with entered(workspace):
        yield workspace


def velocity(team, *, frequency="sprint", **fields):
    from vitalfew.kpis.models import Definition, Kpi, Observation

    definition, _ = Definition.objects.get_or_create(name="Velocity")
    kpi = Kpi.objects.create(definition=definition, team=team, frequency=frequency, **fields)
    for day in (2, 12, 18):
        time = datetime(2026, 11, day, 12, tzinfo=UTC)
        Observation.objects.create(series=kpi.series, time=time, value=day, recorded_at=NOW)
    kpi.refresh()
    return kpi


def starts(kpi):
    from vitalfew.kpis.judging import by_period

    return [f"{start.astimezone(kpi.workspace.zone_info):%d %b}" for start in by_period(kpi)[0]]


def test_each_team_has_periods_of_its_own_sprints(product):
    from vitalfew.accounts.models import Team

    design = Team.objects.create(name="Design", sprint_weeks=1, sprint_from=date(2026, 1, 1))
    shop = Team.objects.create(name="Shop", sprint_weeks=3, sprint_from=date(2026, 11, 18))
    assert starts(velocity(design)) == ["29 Oct", "05 Nov", "12 Nov"]
    assert starts(velocity(shop)) == ["28 Oct", "18 Nov"]


def test_sprints_that_are_moved_are_judged_anew_and_an_undo_puts_them_back(product):
    from vitalfew.accounts.history import changing, undo
    from vitalfew.accounts.models import Person, Team
    from vitalfew.kpis.models import Reading

    team, ana = Team.objects.create(name="Design"), Person.objects.create(email="ana@example.org")
    kpi, monthly = velocity(team), velocity(Team.objects.create(name="Shop"), frequency="month")
    before = Reading.objects.get(kpi=kpi).value_time
    judged = Reading.objects.get(kpi=monthly).judged_at
    with changing(by=ana, summary="Sprints") as watch:
        team.sprint_weeks, team.sprint_from = 1, date(2026, 11, 12)
        team.save()
    moved = Reading.objects.get(kpi=kpi).value_time
    assert (before.day, moved.day) == (15, 11)  # midnights of 16 and 12 November in Berlin
    assert Reading.objects.get(kpi=monthly).judged_at == judged
    undo(watch.change, by=ana)
    assert Reading.objects.get(kpi=kpi).value_time == before


def test_a_team_has_sprints_of_one_to_four_weeks(product):
    from vitalfew.accounts.models import Team

    assert Team(name="Design").sprint == Sprint()
    with pytest.raises(ValidationError, match="5 is not a valid choice"):
        Team(name="Design", sprint_weeks=5).full_clean()


def test_rows_hold_a_moving_target_of_the_sprint_as_records_do(product):
    from vitalfew.accounts.models import Team
    from vitalfew.briefing.watched import watched
    from vitalfew.kpis.aims import aim
    from vitalfew.kpis.models import Kpi
    from vitalfew.kpis.stated import stated

    team = Team.objects.create(name="Design", sprint_weeks=4, sprint_from=date(2026, 11, 2))
    kpi = velocity(team, course=[["2026-11-01", 0], ["2026-12-01", 30]], target=30)
    wanted = aim(kpi, time=kpi.reading.value_time, zone=product.zone_info)
    (row,), (other,) = stated(Kpi.objects.all()), watched(Kpi.objects.all(), most=1, now=NOW)
    assert wanted == row.aim(NOW) == other.aim(NOW) == 28
    assert row.every == other.every == kpi.every == Sprint(4, date(2026, 11, 2))
    assert Frequency(row.frequency) is Frequency.SPRINT
