"""A guardrail that is crossed holds the push, in words, until somebody has said what is done about it."""

from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape

import pytest
from django.test import Client

from vitalfew.accounts.models import Person, Workspace
from vitalfew.alerts.models import Breach
from vitalfew.kpis.models import Reading
from vitalfew.okrs.guarding import crossed, crossed_by_objective, waits
from vitalfew.okrs.models import Objective
from vitalfew.okrs.tests.world import WEEK, World

Sign = Callable[[str], Client]
HOLDS = "API response time has been beyond its red line since"
WAITS = "the push waits until it is answered"


@pytest.fixture
def breach(world: World) -> Breach:
    kpi = world.kpis["API response time"]
    found: Breach | None = Breach.objects.filter(kpi=kpi, kind="red_line").first()
    return found or Breach.objects.create(
        kpi=kpi, kind="red_line", severity="now", opened_at=world.now - WEEK, words="Red line crossed",
        deadline=world.now + WEEK,
    )  # fmt: skip


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_the_objective_says_that_the_push_waits_and_where_to_answer(
    world: World, breach: Breach, as_person: Sign
) -> None:
    ben, path = as_person("Ben"), f"/w/product/change/{world.objective.pk}/"
    page = read(ben, path)
    assert HOLDS in page
    assert WAITS in page
    assert f'/breaches/{breach.pk}/">Say what is done about it' in page
    there = read(ben, f"/w/product/breaches/{breach.pk}/")
    assert (
        f'It is a guardrail of <a href="{path}">{world.objective}</a>: the push waits until this is answered.' in there
    )

    breach.respond(what="The cache is doubled.", by=world.ben, now=world.now)
    page = read(ben, path)
    assert HOLDS in page
    assert "What is done about it: The cache is doubled" in page
    assert WAITS not in page


def test_an_objective_is_put_to_work_only_all_the_same_while_its_guardrail_waits(
    world: World, breach: Breach, as_person: Sign
) -> None:
    Objective.objects.filter(pk=world.objective.pk).update(state="draft")
    ben, path = as_person("Ben"), f"/w/product/change/{world.objective.pk}/activate/"
    page = read(ben, path)
    assert WAITS in page
    assert "Activate all the same" in page
    assert WAITS in unescape(ben.post(path, {"stops": ""}).content.decode())
    world.objective.refresh_from_db()
    assert world.objective.state == "draft"
    breach.respond(what="The cache is doubled.", by=world.ben, now=world.now)
    assert "What is done about it: The cache is doubled" in read(ben, path)
    assert ben.post(path, {"stops": "", **_insisting(read(ben, path))}).status_code == 302


def _insisting(page: str) -> dict[str, str]:
    """The rules may ask for more than the guardrail does."""
    return {"all_the_same": "1"} if "Activate all the same" in page else {}


def test_the_check_in_says_it_too(world: World, breach: Breach, as_person: Sign) -> None:
    assert WAITS in read(as_person("Ben"), "/w/product/checkin/")


def test_what_is_crossed_takes_a_fixed_number_of_statements(
    world: World, breach: Breach, django_assert_num_queries: Callable[[int], object]
) -> None:
    others = [
        Objective.objects.create(title=f"Aim {number}", team=world.team, cycle=world.cycle) for number in range(5)
    ]
    for one in others:
        one.guardrails.set(world.kpis.values())
    with django_assert_num_queries(2):
        found = crossed_by_objective([world.objective, *others], now=world.now)
    assert set(found) == {world.objective.pk, *(one.pk for one in others)}
    assert all(waits(each) for each in found.values())
    kpis = list(world.objective.guardrails.select_related("definition", "reading"))
    with django_assert_num_queries(1):
        crossed(kpis, now=world.now)


def test_a_guardrail_of_which_nothing_came_for_long_holds_nothing(world: World, breach: Breach) -> None:
    kpis = list(world.objective.guardrails.select_related("definition", "reading"))
    assert crossed(kpis, now=world.now + 20 * WEEK) == []


def test_its_day_is_the_workspaces_wherever_the_reader_is(world: World, breach: Breach, as_person: Sign) -> None:
    since = datetime(2026, 11, 15, 23, 30, tzinfo=UTC)
    Reading.objects.filter(kpi=breach.kpi).update(since=since, due_at=world.now + WEEK)
    Workspace.objects.update(zone="Europe/Berlin")
    for zone in ("America/New_York", "Europe/Berlin"):
        Person.objects.update(zone=zone)
        assert f"{HOLDS} 16 November" in read(as_person("Ben"), f"/w/product/change/{world.objective.pk}/")
