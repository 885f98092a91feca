"""From a breach to an objective, and back."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from vitalfew.accounts.history import undo
from vitalfew.accounts.models import Change
from vitalfew.alerts.models import Breach
from vitalfew.kpis.models import Definition, Kpi
from vitalfew.okrs.models import Objective
from vitalfew.okrs.responding import guardrails_for, where_it_stands
from vitalfew.okrs.tests.world import WEEK, World
from vitalfew.web.okrs.tests.test_writing import TITLE, form

Sign = Callable[[str], Client]


@pytest.fixture
def breach(world: World) -> Breach:
    """The API's response time has crossed its red line of 200 ms."""
    kpi = world.kpis["API response time"]
    found: Breach | None = Breach.objects.filter(kpi=kpi, kind="red_line").first()
    return found or Breach.objects.create(
        kpi=kpi, kind="red_line", severity="now", opened_at=world.now - WEEK, value=218, value_time=world.now - WEEK,
        words="Red line crossed", deadline=world.now + WEEK,
    )  # fmt: skip


@pytest.fixture
def beside(world: World) -> dict[str, Kpi]:
    """More KPIs of the team, and one of another one."""
    said = {"Error rate": "quality", "Hosting cost": "cost", "Absence": "team", "Deploys": "timeline"}
    made = {}
    for name, family in said.items():
        definition = Definition.objects.create(name=name, family=family)
        line = None if name == "Deploys" else 5
        made[name] = Kpi.objects.create(definition=definition, team=world.team, frequency="week", red_upper=line)
    return made


def test_a_kpi_stands_at_the_middle_of_its_last_values(world: World) -> None:
    stands = where_it_stands(world.kpis["API response time"], now=world.now)
    assert (stands.value, stands.words) == (218, "the middle of its last four weeks")
    empty = Kpi.objects.create(definition=Definition.objects.create(name="New"), team=world.team, frequency="week")
    assert where_it_stands(empty, now=world.now).value is None


def test_what_would_show_the_price_is_proposed_first(world: World, beside: dict[str, Kpi]) -> None:
    speed = world.kpis["API response time"]
    among = [*beside.values(), *world.kpis.values()]
    assert guardrails_for(speed, among=among) == [beside["Absence"], beside["Error rate"]]
    assert guardrails_for(beside["Error rate"], among=among) == [beside["Hosting cost"], speed]


def test_an_objective_that_is_drafted_from_a_breach_begins_filled_in(
    world: World, breach: Breach, beside: dict[str, Kpi], as_person: Sign
) -> None:
    ben = as_person("Ben")
    there = unescape(ben.get(f"/w/product/breaches/{breach.pk}/").content.decode())
    address = f"/w/product/change/new/?responds_to={breach.kpi_id}&breach={breach.pk}"
    assert f'href="{address}"' in there
    page = unescape(ben.get(address).content.decode())
    assert "“From” is 218 ms, the middle of its last four weeks. Say to what it is to go." in page
    assert "Proposed as guardrails: “Absence” and “Error rate”." in page
    assert re.search(r'name="new0-baseline"[^>]*value="218', page)
    ticked = set(re.findall(r'name="guardrails" value="(\d+)" checked', page))
    assert ticked == {str(beside["Absence"].pk), str(beside["Error rate"].pk)}
    assert "API response time: 2" in page  # what was crossed is the reason that is begun with


def test_the_objective_is_the_answer_and_is_taken_back_with_it(world: World, breach: Breach, as_person: Sign) -> None:
    address = f"/w/product/change/new/?responds_to={breach.kpi_id}&breach={breach.pk}"
    ben = as_person("Ben")
    assert ben.post(address, form(world, responds_to=breach.kpi_id)).status_code == 302
    breach.refresh_from_db()
    assert breach.answer == f"An objective responds to it: {TITLE}"
    assert breach.answered_by == world.ben
    page = ben.get(f"/w/product/breaches/{breach.pk}/").content.decode()
    assert TITLE in page
    assert "responds to this KPI · draft · since" in page
    undo(Change.objects.first(), by=world.ben)
    breach.refresh_from_db()
    assert (breach.answer, Objective.objects.filter(title=TITLE).exists()) == ("", False)


@pytest.mark.parametrize("said", [{"private": "on", "owner": "ben"}, {"responds_to": ""}])
def test_a_private_objective_and_one_about_something_else_are_no_answer(
    world: World, breach: Breach, as_person: Sign, said: dict[str, str]
) -> None:
    given = {"responds_to": breach.kpi_id, **said}
    if "owner" in given:
        given["owner"] = world.ben.pk
    address = f"/w/product/change/new/?responds_to={breach.kpi_id}&breach={breach.pk}"
    assert as_person("Ben").post(address, form(world, **given)).status_code == 302
    breach.refresh_from_db()
    assert breach.answer == ""


def test_nobody_writes_a_private_objective_that_they_would_not_see(world: World, as_person: Sign) -> None:
    ben = as_person("Ben")
    page = ben.post("/w/product/change/new/", form(world, private="on", owner=world.ana.pk)).content.decode()
    assert "Only its owner and its helpers would see it: be one of them, or leave it open." in page
    page = ben.post("/w/product/change/new/", form(world, private="on", owner="")).content.decode()
    assert "Only its owner and its helpers see a private objective: name its owner." in page
    assert ben.post("/w/product/change/new/", form(world, private="on", owner=world.ben.pk)).status_code == 302
    with_everyone = Objective.objects.get(title=TITLE)
    assert with_everyone.private
    assert as_person("Ana").get(f"/w/product/change/{with_everyone.pk}/").status_code == 404
    given = {"sentence": "Reduce loading time from 4 s to 1.5 s", "measured": "week", "owner": world.ana.pk}
    path = f"/w/product/change/{with_everyone.pk}/results/new/"
    assert "Ana would not see it: let them help with it first." in ben.post(path, given).content.decode()
    with_everyone.helpers.add(world.ana)
    assert ben.post(path, given).status_code == 302
