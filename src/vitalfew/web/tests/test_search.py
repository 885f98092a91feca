import time
from datetime import timedelta

from django.utils import timezone

from vitalfew.accounts.models import Team
from vitalfew.alerts.models import Action, Breach
from vitalfew.kpis.models import Definition, Kpi
from vitalfew.okrs.models import (
    CheckIn,
    Comment,
    Cycle,
    Initiative,
    KeyResult,
    Objective,
    Retrospective,
    Score,
    Strategy,
    Week,
)
from vitalfew.web.search.queries import find


def records(product):
    kpi = Kpi.objects.create(definition=Definition.objects.create(name="Conversion rate"), team=product.ana.team)
    cycle = Cycle.objects.create(name="2026-Q4", start="2026-10-01", end="2026-12-31")
    objective = Objective.objects.create(title="Win mobile conversions", team=product.ana.team, cycle=cycle)
    KeyResult.objects.create(objective=objective, metric="Mobile conversion")
    Team.objects.create(name="Conversion team")
    return kpi, objective


def test_all_kinds_are_found_those_that_begin_with_it_first(product):
    kpi, objective = records(product)
    found = [(f.page, f.name) for f in find("conver")]
    assert set(found[:2]) == {("kpi", "Conversion rate"), ("teams", "Conversion team")}
    assert {name for _, name in found[2:]} == {"Win mobile conversions", "Mobile conversion"}
    key_result = objective.key_results.get()
    assert [(f.page, f.key) for f in find("mobile")] == [("key_result", key_result.pk), ("objective", objective.pk)]
    assert [f.key for f in find("rate")] == [kpi.pk]
    assert [f.name for f in find("ben")] == ["Ben"]
    assert [f.name for f in find("ana@")] == ["ana@example.org"]


def test_a_key_result_of_two_cycles_is_told_apart(product):
    _, objective = records(product)
    following = Cycle.objects.create(name="2027-Q1", start="2027-01-01", end="2027-03-31")
    again = Objective.objects.create(title=objective.title, team=objective.team, cycle=following)
    KeyResult.objects.create(objective=again, metric="Mobile conversion")
    notes = {f.note for f in find("mobile") if f.kind == "key_result"}
    assert notes == {"Win mobile conversions · 2026-Q4", "Win mobile conversions · 2027-Q1"}


def test_names_come_before_texts_and_every_sort_of_thing_is_found(product):
    kpi, objective = records(product)
    now = timezone.now()
    Strategy.objects.create(text="Be zealous", by=product.ana)
    Strategy.objects.create(text="Be frugal", by=product.ana)
    Cycle.objects.create(name="Frugal autumn", start="2026-10-01", end="2026-12-31")
    Objective.objects.filter(pk=objective.pk).update(why="We were not frugal")
    Definition.objects.filter(pk=kpi.definition_id).update(formula="frugal / all")
    Definition.objects.create(name="Frugality")
    Initiative.objects.create(objective=objective, title="The frugal export")
    Action.objects.create(what="Write to the frugal ones", who=product.ben, due=now, kpi=kpi)
    Comment.objects.create(key_result=objective.key_results.get(), text="How frugal!", at=now, by=product.ana)
    Breach.objects.create(
        kpi=kpi, kind="red_line", severity="now", opened_at=now, words="Crossed", deadline=now + timedelta(days=2),
        answer="It was too frugal.",
    )  # fmt: skip
    key_result, cycle = objective.key_results.get(), objective.cycle
    promised = Action.objects.create(what="Ask the frugal team", who=product.ben, due=now)
    CheckIn.objects.create(key_result=key_result, at=now, by=product.ana, note="The frugal week", action=promised)
    Score.objects.create(key_result=key_result, at=now, word="Good.", learned="To be frugal pays")
    Retrospective.objects.create(cycle=cycle, team=objective.team, at=now, learned="Much", worked="Frugal meetings")
    Week.objects.create(person=product.ana, team=objective.team, monday="2026-11-16", at=now, problems="Too frugal")
    found = [f.kind for f in find("frugal")]
    assert found[:2] == ["cycle", "definition"]
    assert sorted(found[2:6]) == ["action", "action", "initiative", "strategy"]
    assert set(found[6:]) == {"comment", "answer", "objective", "kpi", "note", "lesson", "retrospective", "week"}
    assert [f.name for f in find("frugal meet")] == ["Frugal meetings"], "the text in which it is, not the first"
    assert find("zealous") == [], "the strategy of before is over"
    page = product.dana_browses.get("/w/product/search/?q=frugal").content.decode()
    for heading in ("Cycles", "Initiatives", "Answers to what was crossed", "Comments"):
        assert f">{heading}</h2>" in page
    for line in page.split("<main")[1].split("row-main")[1:]:
        assert product.dana_browses.get(line.split('href="')[1].split('"')[0]).status_code == 200


def test_what_hangs_from_a_private_objective_is_found_by_its_owner_alone(product):
    _, objective = records(product)
    Objective.objects.filter(pk=objective.pk).update(private=True, owner=product.cem)
    Comment.objects.create(objective=objective, text="Zanzibar", at=timezone.now(), by=product.cem)
    Initiative.objects.create(objective=objective, title="Zanzibar trip")
    key_result = objective.key_results.get()
    CheckIn.objects.create(key_result=key_result, at=timezone.now(), by=product.cem, note="Zanzibar again")
    Score.objects.create(key_result=key_result, at=timezone.now(), learned="Zanzibar is far")
    assert "Zanzibar" in product.cem_browses.get("/w/product/search/?q=zanzi").content.decode()
    assert "Zanzibar" not in product.ana_browses.get("/w/product/search/?q=zanzi").content.decode()


def test_four_thousand_key_results_are_searched_at_once(product):
    cycle = Cycle.objects.create(name="2026-Q4", start="2026-10-01", end="2026-12-31")
    objectives = Objective.objects.bulk_create(
        Objective(title=f"Goal {n}", why="So that it works", team=product.ana.team, cycle=cycle) for n in range(1000)
    )
    series = Kpi._meta.get_field("series").related_model.objects
    rows = series.bulk_create(series.model() for _ in range(4000))
    KeyResult.objects.bulk_create(
        KeyResult(objective=objectives[n // 4], metric=f"Waiting time {n}", series=rows[n]) for n in range(4000)
    )
    Comment.objects.bulk_create(
        Comment(objective=objectives[n // 4], text=f"What was said {n}", at=timezone.now()) for n in range(4000)
    )
    took = []  # of the processor: others may be at work as well
    for words in ("x" * 9, "time 399", "goal", "said 3", "nowhere", "it works"):
        began = time.process_time()
        find(words)
        took.append(time.process_time() - began)
    assert sorted(took)[2] < 0.1, took


def test_one_letter_or_wildcards_find_nothing(product):
    records(product)
    assert find("c") == find("%%") == find("__") == []


def test_another_workspace_is_not_searched(product, stranger):
    records(product)
    assert "Conversion" not in stranger.get("/w/other/search/?q=conver").content.decode()


def test_a_thousand_kpis_are_searched_at_once(product, django_assert_max_num_queries):
    Definition.objects.bulk_create(Definition(name=f"Waiting time {n}") for n in range(1000))
    series = Kpi._meta.get_field("series").related_model
    rows = series.objects.bulk_create(series() for _ in range(1000))
    pairs = zip(Definition.objects.all(), rows, strict=True)
    Kpi.objects.bulk_create(Kpi(definition=d, team=product.ana.team, series=s) for d, s in pairs)
    with django_assert_max_num_queries(1):
        find("time 99")
    took = []
    for _ in range(5):
        began = time.perf_counter()
        assert len(find("time 99")) == 11
        took.append(time.perf_counter() - began)
    assert sorted(took)[2] < 0.1


def test_typing_gets_a_short_list_and_a_page_the_long_one(product):
    records(product)
    page = product.dana_browses.get("/w/product/search/?q=people-nobody").content.decode()
    assert "Nothing is called “people-nobody”" in page
    page = product.dana_browses.get("/w/product/search/?q=a").content.decode()
    assert "Type at least two letters" in page
    assert "Nothing is called" not in page
    part = product.dana_browses.get("/w/product/search/?q=ben", headers={"hx-request": "true"}).content.decode()
    assert "<html" not in part
    assert "Ben" in part
