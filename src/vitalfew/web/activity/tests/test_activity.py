"""The feed and the history of a record: whose changes they hold, what became different, and what they cost."""

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from vitalfew.accounts.history import changing
from vitalfew.accounts.models import Change, Person, Team, Token
from vitalfew.kpis.models import Definition, Kpi, Phase
from vitalfew.okrs.models import CheckIn, Cycle, KeyResult, Objective
from vitalfew.web.history.words import differences


def says(answer):
    return unescape(answer.content.decode())


@pytest.fixture
def world(product):
    """Two teams, each with a KPI and an objective, changed by somebody."""
    product.sales = Team.objects.create(name="Sales")
    cycle = Cycle.objects.create(name="2026-Q4", start="2026-10-01", end="2026-12-31")
    Person.objects.filter(pk=product.cem.pk).update(team=product.ana.team)
    for team in (product.ana.team, product.sales):
        with changing(by=product.ben, summary=f"Goal of {team} written"):
            one = Objective.objects.create(title=f"Win {team}", team=team, cycle=cycle, owner=product.ben)
            KeyResult.objects.create(objective=one, metric="Conversion", baseline=2, target=5)
        with changing(by=product.ben, summary=f"KPI of {team} made"):
            Kpi.objects.create(definition=Definition.objects.create(name=f"Churn {team}"), team=team)
        with changing(by=product.ben, summary=f"Phase of {team} begun"):
            Phase.objects.create(kpi=Kpi.objects.get(team=team), starts_at=timezone.now(), reason="Moved")
    return product


def test_the_feed_is_of_ones_own_team_at_first(world):
    own = says(world.cem_browses.get("/w/product/activity/"))
    for words in ("Goal of Product written", "KPI of Product made", "Phase of Product begun"):
        assert words in own
    assert "of Sales" not in own
    other = says(world.cem_browses.get(f"/w/product/activity/?team={world.sales.pk}"))
    assert "Phase of Sales begun" in other
    assert "Goal of Product written" not in other
    everything = says(world.cem_browses.get("/w/product/activity/?team=all"))
    assert "Phase of Sales begun" in everything
    assert "Goal of Product written" in everything


def test_a_comment_is_in_the_feed_with_its_words(world):
    kpi = Kpi.objects.get(team=world.sales)
    world.cem_browses.post(f"/w/product/comments/kpi/{kpi.pk}/", {"text": "It was the **mail**"})
    assert "It was the <strong>mail</strong>" in says(
        world.cem_browses.get(f"/w/product/activity/?team={world.sales.pk}")
    )


def test_what_became_different_is_told_before_and_after(world):
    one = KeyResult.objects.first()
    with changing(by=world.cem, summary="Target moved"):
        one.target, one.owner = 4.5, world.cem
        one.save()
    page = says(world.cem_browses.get(f"/w/product/history/?of=key_result-{one.pk}"))
    assert "<dt>Key result: to</dt><dd>5 → 4.5</dd>" in page
    assert "<dt>Key result: owner</dt><dd>nothing → Cem</dd>" in page
    assert "KPI of Product made" not in page


def test_each_record_has_its_own_history(world):
    kpi, one = Kpi.objects.get(team=world.sales), Objective.objects.get(team=world.sales)
    of_kpi = says(world.cem_browses.get(f"/w/product/history/?of=kpi-{kpi.pk}"))
    assert ("Phase of Sales begun" in of_kpi, "Goal of Sales" in of_kpi, "of Product" in of_kpi) == (True, False, False)
    of_objective = says(world.cem_browses.get(f"/w/product/history/?of=objective-{one.pk}"))
    assert ("Goal of Sales written" in of_objective, "KPI of" in of_objective) == (True, False)
    assert f"?of=kpi-{kpi.pk}" in says(world.cem_browses.get(f"/w/product/kpis/{kpi.pk}/"))
    for wrong in ("kpi-0", "kpi-x", "team-1", "kpi", "kpi-99999999999999999999"):
        assert world.cem_browses.get(f"/w/product/history/?of={wrong}").status_code == 404


def test_how_long_somebody_took_and_what_is_secret_is_never_told(world):
    with changing(by=world.cem, summary="Said"):
        CheckIn.objects.create(
            key_result=KeyResult.objects.first(), at=timezone.now(), by=world.cem, confidence=7, seconds=4321
        )
        Token.issue(person=world.cem, name="nightly")
    told = differences(Change.objects.prefetch_related("rows"))
    fields = {each.field for own in told.values() for each in own}
    assert "confidence" in fields
    assert not fields & {"seconds", "fingerprint"}
    assert "4,321" not in says(world.ana_browses.get("/w/product/activity/?team=all"))


def test_a_private_objective_is_in_nobody_elses_feed(world):
    with changing(by=world.cem, summary="Zanzibar planned"):
        Objective.objects.create(
            title="Zanzibar", team=world.ana.team, cycle=Cycle.objects.get(), owner=world.cem, private=True
        )
    secret = Objective.objects.get(title="Zanzibar")
    assert "Zanzibar" in says(world.cem_browses.get("/w/product/activity/"))
    assert "Zanzibar" not in says(world.ana_browses.get("/w/product/activity/?team=all"))
    assert world.ana_browses.get(f"/w/product/history/?of=objective-{secret.pk}").status_code == 404


def test_the_feed_is_paged_by_key_without_a_gap(world):
    began = timezone.now() - timedelta(days=3)
    for number in range(65):
        with changing(by=world.cem, summary=f"Number {number:02}") as kept:
            Team.objects.create(name=f"Team {number}")
        Change.objects.filter(pk=kept.change.pk).update(at=began + timedelta(minutes=number // 3))
    seen, address = [], "?team=all"
    while address:
        answer = world.cem_browses.get(f"/w/product/activity/{address}")
        seen += [line.change.summary for day in answer.context["days"] for line in day.lines]
        older = answer.context["older"]
        address = f"?team=all&before={older.replace('+', '%2B')}" if older else ""
    assert [each for each in seen if each.startswith("Number")] == [f"Number {n:02}" for n in range(64, -1, -1)]
    assert len(seen) == len(set(seen)) == Change.objects.count()
    for junk in ("x", "2026-01-01~1", "2026-01-01T00:00:00+00:00~x", "~"):
        assert world.cem_browses.get("/w/product/activity/", {"before": junk}).status_code == 200


def test_the_feed_costs_the_same_however_much_was_changed(world, django_assert_max_num_queries):
    kpi = Kpi.objects.get(team=world.sales)
    for number in range(40):
        with changing(by=world.cem, summary=f"Number {number}"):
            kpi.target, kpi.owner = number, (world.cem, world.ben)[number % 2]
            kpi.save()
    world.dana_browses.get("/w/product/activity/")
    with django_assert_max_num_queries(16):
        body = says(world.dana_browses.get(f"/w/product/activity/?team={world.sales.pk}"))
    assert body.count("KPI: target") == 30


def test_undo_stands_where_it_is_allowed(world):
    assert 'aria-label="Undo: Goal of Product written"' in says(world.ana_browses.get("/w/product/activity/?team=all"))
    assert "Undo: Goal" not in says(world.cem_browses.get("/w/product/activity/?team=all"))
