"""The page of what the data say: a sentence, its evidence, a way to silence it; and no question in the wrong hands."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from vitalfew.accounts.models import Person
from vitalfew.accounts.scoping import entered
from vitalfew.findings.looking import look_at_data
from vitalfew.findings.models import Found, Silence
from vitalfew.kpis.actions import Value, store
from vitalfew.kpis.models import Definition, Kpi, Origin
from vitalfew.okrs.tests.world import World, build

PAGE = "/w/product/findings/"
CALM = [50, 48, 53, 51, 46, 52, 49, 54, 50, 47, 51, 53, 48, 50, 52, 49, 46, 51, 54, 50, 48, 52, 47, 50, 51, 49]
ROUND = [float(5 * (at * 7 % 13)) for at in range(60)]


@pytest.fixture
def world(db: None) -> Iterator[World]:
    made = build(now=timezone.now())
    with entered(made.workspace):
        yield made


def of(person: Person) -> Client:
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(person.user)
    return client


def kept(world: World, name: str, values: list[float], **fields: Any) -> Kpi:
    """A weekly KPI of Ben's, typed by hand, the last value for the week before last."""
    definition = Definition.objects.create(name=name, direction="higher")
    kpi = Kpi.objects.create(definition=definition, team=world.team, owner=world.ben, **fields)
    times = [world.now - timedelta(weeks=len(values) + 1 - at) for at in range(len(values))]
    points = [(kpi.series_id, Value(at, value)) for at, value in zip(times, values, strict=True)]
    store(points=points, origin=Origin.HAND, by=world.ben, now=world.now)
    return kpi


def main(client: Client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


def test_look_now_finds_and_says_what_is_new(world):
    kpi = kept(world, "Orders", CALM, red_lower=46.0)
    ben = of(world.ben)
    assert "Orders" not in main(ben)
    answer = ben.post(f"{PAGE}look/", follow=True).content.decode()
    assert re.search(r"Looked: \d+ new\.", answer)
    page = main(ben)
    assert "lies within the natural limits" in page
    assert f'href="/w/product/kpis/{kpi.pk}/edit/"' in page
    assert f'href="/w/product/rules/D510/silence/?kpi={kpi.pk}"' in page
    assert "nothing is different" in ben.post(f"{PAGE}look/", follow=True).content.decode()


def test_every_link_to_evidence_opens(world):
    kept(world, "Orders", CALM, red_lower=46.0)
    kept(world, "Visits", [50.0] * 16 + [30.0] * 8, red_lower=40.0)
    kept(world, "Calls", ROUND, red_lower=-900.0)
    look_at_data(workspace=world.workspace, now=timezone.now())
    ben = of(world.ben)
    links = set(re.findall(r'href="(/w/product/[^"#]*)', main(ben)))
    assert len(links) >= 6
    assert {link: ben.get(link).status_code for link in links if ben.get(link).status_code != 200} == {}


def test_anchors_of_the_evidence_are_on_the_page_of_the_kpi(world):
    kpi = kept(world, "Orders", CALM, red_lower=46.0)
    page = main(of(world.ben), f"/w/product/kpis/{kpi.pk}/")
    assert all(f'id="{anchor}"' in page for anchor in ("chart", "values", "actions"))


def test_a_finding_is_silenced_with_a_reason_and_may_speak_again(world):
    kpi = kept(world, "Orders", CALM, red_lower=46.0)
    look_at_data(workspace=world.workspace, now=timezone.now())
    ben = of(world.ben)
    ben.post(f"/w/product/rules/D510/silence/?kpi={kpi.pk}", {"reason": "two weeks a year are fine"})
    page = main(ben)
    assert "lies within the natural limits" not in page
    assert "1 silenced" in page
    assert "two weeks a year are fine" in page
    ben.post(f"/w/product/rules/silences/{Silence.objects.get().pk}/remove/")
    assert "lies within the natural limits" in main(ben)


def test_numbers_too_good_are_asked_of_their_owner_and_of_nobody_else(world):
    kpi = kept(world, "Orders", ROUND)
    look_at_data(workspace=world.workspace, now=timezone.now())
    assert Found.objects.filter(code="D504").exists()
    own = f"/w/product/kpis/{kpi.pk}/"
    for address in (PAGE, own):
        assert "a question to you alone" in main(of(world.ben), address)
        for other in (world.ana, world.dana):
            assert "D504" not in main(of(other), address)
    assert "D504" not in main(of(world.ben), "/w/product/")


def test_a_silenced_question_gives_nothing_away_to_others(world):
    kpi = kept(world, "Orders", ROUND)
    look_at_data(workspace=world.workspace, now=timezone.now())
    of(world.ben).post(f"/w/product/rules/D504/silence/?kpi={kpi.pk}", {"reason": "the scale shows fives only"})
    assert "the scale shows fives only" in main(of(world.ben))
    for address in (PAGE, f"/w/product/kpis/{kpi.pk}/", "/w/product/rules/D504/", "/w/product/history/"):
        assert "the scale shows fives only" not in main(of(world.ana), address), address


def test_viewers_read_and_are_not_led_to_what_they_may_not_change(world):
    kept(world, "Orders", CALM, red_lower=46.0)
    look_at_data(workspace=world.workspace, now=timezone.now())
    page = main(of(world.dana))
    assert "lies within the natural limits" in page
    assert "/edit/" not in page
    assert "Silence it here" not in page
    assert of(world.dana).post(f"{PAGE}look/").status_code == 403


def test_empty_pages_teach(world):
    ana = of(world.ana)
    assert "Most of this needs a few months of values" in main(ana)
    Kpi.objects.update(retired_at=timezone.now())
    assert "Write the first KPI" in main(ana)


def test_a_kpis_own_page_says_nothing_twice(world):
    kpi = kept(world, "Orders", CALM, red_lower=46.0)
    other = kept(world, "Visits", [50.0] * 16 + [30.0] * 8, red_lower=40.0)
    look_at_data(workspace=world.workspace, now=timezone.now())
    assert "What the data say" not in main(of(world.ben), f"/w/product/kpis/{kpi.pk}/")
    page = main(of(world.ben), f"/w/product/kpis/{other.pk}/")
    assert "no answer is recorded" in page
