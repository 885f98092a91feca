import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from vitalfew.accounts.models import Role, Team, Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.kpis.actions import Value, record
from vitalfew.kpis.models import Definition, Kpi, Origin, Reading
from vitalfew.okrs.models import Cycle, Objective
from vitalfew.web.tests.cast import add, client_of

MOST_STATEMENTS = 10
MOST_BYTES = 100_000


def browser_of(workspace: Workspace, role: Role) -> Client:
    return client_of(add(workspace, "Reader", role).user)


@pytest.fixture
def acme(db: None) -> Workspace:
    return Workspace.objects.create(name="Acme", slug="acme")


def test_an_empty_page_says_one_thing_and_offers_the_next_step(acme: Workspace) -> None:
    text = browser_of(acme, Role.MEMBER).get("/w/acme/").content.decode()
    assert "Nothing is measured here yet" in text
    assert "/w/acme/kpis/upload/" in text


def test_a_viewer_is_offered_nothing_to_write(acme: Workspace) -> None:
    text = browser_of(acme, Role.VIEWER).get("/w/acme/").content.decode()
    assert "Nothing is measured here yet" in text
    assert "upload" not in text


@pytest.fixture
def sample(sample_workspace: Workspace, db: None) -> Workspace:
    return sample_workspace


def test_the_sample_shows_decisions_health_and_change(sample: Workspace) -> None:
    text = browser_of(sample, Role.VIEWER).get("/w/sample/").content.decode()
    assert "Three things need a decision" in text
    assert text.count('class="health-row"') == 7
    assert text.count('class="goal"') == 2
    assert re.search("No data for (9|10) days", text), "by the day of the week"
    assert "This is a sample" in text
    assert "is over 200\N{NO-BREAK SPACE}ms" in text  # a number stays on one line with its unit


def test_it_stays_within_ten_statements_and_its_weight(sample: Workspace, django_assert_max_num_queries: Any) -> None:
    browser = browser_of(sample, Role.VIEWER)
    browser.get("/w/sample/")
    with django_assert_max_num_queries(MOST_STATEMENTS):
        page = browser.get("/w/sample/")
    assert len(page.content) < MOST_BYTES


def test_of_one_team(sample: Workspace) -> None:
    with entered(sample):
        sales = Team.objects.create(name="Sales")
        definition = Definition.objects.create(name="Win rate", unit="%")
        Kpi.objects.create(definition=definition, team=sales)
    browser = browser_of(sample, Role.VIEWER)
    text = browser.get(f"/w/sample/?team={sales.pk}").content.decode()
    assert "Win rate" in text
    assert "No data yet" in text
    assert "Team velocity" not in text
    assert browser.get("/w/sample/?team=999999").status_code == 404


def test_a_kpi_without_a_value_is_said_to_wait(acme: Workspace) -> None:
    with entered(acme):
        definition = Definition.objects.create(name="Win rate", unit="%")
        Kpi.objects.create(definition=definition, team=Team.objects.create(name="Sales"))
    reader = browser_of(acme, Role.VIEWER)
    text = reader.get("/w/acme/").content.decode()
    assert "1 KPI waits for its first value." in text
    assert '; <a href="/w/acme/kpis/?without=red_line">1 KPI has no red line yet</a></h1>' in text
    listed = reader.get("/w/acme/kpis/?without=red_line").content.decode()
    assert "KPIs without a red line" in listed
    assert "Win rate" in listed
    with entered(acme):
        Kpi.objects.update(red_lower=20)
    assert "Every KPI here has its red line" in reader.get("/w/acme/kpis/?without=red_line").content.decode()


def test_everywhere_the_value_that_was_judged_is_shown_and_what_has_come_so_far_beside_it(acme: Workspace) -> None:
    now = timezone.now()
    with entered(acme):
        definition = Definition.objects.create(name="Orders", unit="orders", direction="higher", combine="sum")
        kpi = Kpi.objects.create(definition=definition, team=Team.objects.create(name="Sales"), frequency="day")
        values = [Value(now - timedelta(days=day), 3.0 + day % 2) for day in range(10, 0, -1)]
        record(kpi=kpi, values=[*values, Value(now, 16.0)], origin=Origin.HAND, by=None, now=now)
    reader = browser_of(acme, Role.VIEWER)
    row = reader.get("/w/acme/").content.decode().partition('class="health-value"')[2].partition("</div>")[0]
    assert "<b>4 orders</b>" in row
    assert "<span>16 orders so far</span>" in row
    listed = reader.get("/w/acme/kpis/").content.decode()
    assert '<p class="figure">4 orders</p>' in listed
    assert "16\N{NO-BREAK SPACE}orders so far" in listed
    page = reader.get(f"/w/acme/kpis/{kpi.pk}/").content.decode()
    assert " · last value 4 orders for " in page
    assert "; 16 orders so far for " in page


def test_a_first_value_and_a_draft_are_said_as_they_are(acme: Workspace) -> None:
    now = timezone.now()
    with entered(acme):
        definition, team = Definition.objects.create(name="Win rate", unit="%"), Team.objects.create(name="Sales")
        kpi = Kpi.objects.create(definition=definition, team=team, frequency="week")
        record(kpi=kpi, values=[Value(now, 61.0)], origin=Origin.HAND, by=None, now=now)
        cycle = Cycle.objects.create(name="Now", start=now.date(), end=now.date() + timedelta(days=80))
        Objective.objects.create(title="Win the deals that matter", team=team, cycle=cycle)
    reader = browser_of(acme, Role.VIEWER)
    text = reader.get("/w/acme/").content.decode()
    assert "No data yet" not in text
    assert "First value, judged once its week is over" in text
    assert "A draft waits to be put to work:" in text
    assert ">Win the deals that matter</a>." in text
    assert "The first value is in." in reader.get(f"/w/acme/kpis/{kpi.pk}/").content.decode()


def test_nothing_on_which_somebody_may_act_is_folded(acme: Workspace, django_assert_max_num_queries: Any) -> None:
    now = timezone.now()
    with entered(acme):
        teams = [Team.objects.create(name=name) for name in ("Alpha", "Zebra")]
        for number in range(32):
            days = 8 if number < 5 else 20
            definition = Definition.objects.create(name=f"Number {number}", unit="ms")
            kpi = Kpi.objects.create(definition=definition, team=teams[number == 31], frequency="day", red_upper=500)
            values = [Value(now - timedelta(days=day), 100.0 + day % 3) for day in range(days, 0, -1)]
            record(kpi=kpi, values=values, origin=Origin.HAND, by=None, now=now)
        long_ago = {"value_time": now - timedelta(days=2600), "due_at": now - timedelta(days=2590)}
        Reading.objects.filter(kpi__definition__name="Number 30").update(**long_ago)
        Reading.objects.filter(kpi__definition__name="Number 31").update(failing_since=now - timedelta(hours=3))
    browser = browser_of(acme, Role.VIEWER)
    browser.get("/w/acme/")
    with django_assert_max_num_queries(MOST_STATEMENTS):
        text = browser.get("/w/acme/").content.decode()
    health = text.partition('<ul class="health">')[2]
    assert (
        health.index("Source failing for 3 hours")
        < health.index("No data for 7 years")
        < health.index("Too few values")
    )
    assert "<summary>18 more: 18 steady</summary>" in text
    assert "What is not well stands first, what is steady last." in text
    with entered(acme):
        Reading.objects.filter(kpi__team=teams[0]).update(**long_ago)
    text = browser.get("/w/acme/").content.decode()
    assert "<details" not in text.partition('aria-labelledby="health"')[2].partition("</section>")[0]
