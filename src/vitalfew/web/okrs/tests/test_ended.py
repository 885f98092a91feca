"""Everybody is told that a cycle is over: on Change, on Today and on the page of the cycles."""

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from vitalfew.okrs.cycles.life import move
from vitalfew.okrs.models import Cycle


def text(client, path):
    answer = client.get(f"/w/product/{path}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def over(world):
    """The world's cycle, which ended yesterday."""
    Cycle.objects.update(end=timezone.localdate() - timedelta(days=1))
    world.cycle.refresh_from_db()
    return world


@pytest.fixture
def button(over):
    return f'action="/w/product/change/cycles/{over.cycle.pk}/phase/"'


def ended_on(world):
    return f"Q4 2026 ended on {world.cycle.end.day} {world.cycle.end:%B}"


def test_change_leads_a_lead_to_the_review_and_tells_the_others(over, button, as_person):
    for words in (ended_on(over), button, "Begin its review"):
        assert words in text(as_person("Ana"), "change/")
    page = text(as_person("Ben"), "change/")
    assert f"{ended_on(over)}; its review has not begun." in page
    assert "No cycle is running" not in page
    assert button not in page


def test_a_cycle_that_runs_does_not_hide_the_one_that_is_over(over, button, as_person):
    today = timezone.localdate()
    Cycle.objects.create(name="Q1 2027", start=today, end=today + timedelta(days=90))
    page = text(as_person("Ana"), "change/")
    assert "Q1 2027" in page
    assert f'<a href="/w/product/change/?cycle={over.cycle.pk}">{ended_on(over)}</a>' in page
    assert button in page


def test_in_review_it_says_how_many_have_no_score(over, as_person):
    Cycle.objects.update(state=Cycle.State.REVIEW)
    assert "3 key results still have no score" in text(as_person("Ben"), "change/")
    path = f"/w/product/change/reviews/{over.cycle.pk}/{over.team.pk}/"
    line = f'<a href="{path}">Q4 2026 is in review: 3 key results still have no score</a>'
    assert line in text(as_person("Ben"), "yours/")
    today = timezone.localdate()
    Cycle.objects.create(name="Q1 2027", start=today, end=today + timedelta(days=90))
    assert line in text(as_person("Ben"), "change/")


def test_today_says_it_among_what_waits(over, as_person):
    said = f"{ended_on(over)}; its review has not begun"
    assert f'<a href="/w/product/change/cycles/">{said}</a>' in text(as_person("Ana"), "yours/")
    assert f'<a href="/w/product/change/?cycle={over.cycle.pk}">{said}</a>' in text(as_person("Ben"), "yours/")
    assert said not in text(as_person("Dana"), "yours/")


def test_the_cycles_begin_the_review_in_their_row(over, button, as_person):
    assert button in text(as_person("Ana"), "change/cycles/")
    assert button not in text(as_person("Ben"), "change/cycles/")
    as_person("Ana").post(f"/w/product/change/cycles/{over.cycle.pk}/phase/", {"to": "review"})
    assert button not in text(as_person("Ana"), "change/cycles/")


def test_a_closed_cycle_shows_what_was_pursued_and_leads_to_its_reviews(world, as_person):
    for phase in ("review", "closed"):
        move(cycle=world.cycle, to=phase)
    page = text(as_person("Ben"), f"change/?cycle={world.cycle.pk}")
    assert f"<h1>{world.cycle} is closed</h1>" in page
    assert str(world.objective) in unescape(page)
    assert f"/w/product/change/reviews/{world.cycle.pk}/" in page
    assert "is at work" not in page
    assert "Back to what" not in page
