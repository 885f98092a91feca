"""Cycles: phases, whose they are, and a new one from the last one."""

from collections.abc import Callable

import pytest
from django.test import Client

from vitalfew.accounts.history import undo
from vitalfew.accounts.models import Change, Team
from vitalfew.okrs.models import Cycle, KeyResult, Objective, Score
from vitalfew.okrs.tests.world import DAY, World

Sign = Callable[[str], Client]


@pytest.fixture
def following(world: World) -> Cycle:
    made: Cycle = Cycle.objects.create(
        name="Q1 2027", start=world.cycle.end + DAY, end=world.cycle.end + 90 * DAY, state=Cycle.State.DRAFT
    )
    return made


def carry(client: Client, world: World, into: Cycle, **more: str):
    keys = {name: f"kr{each.pk}" for name, each in world.key_results.items()}
    ticked = {f"o{world.objective.pk}-carry": "on", f"{keys['conversion']}-carry": "on",
              f"{keys['conversion']}-target": "5"}  # fmt: skip
    given = {**ticked, **{f"{keys[name.partition('__')[0]]}-{name.partition('__')[2]}": v for name, v in more.items()}}
    return client.post(f"/w/product/change/cycles/{into.pk}/carry/", given)


def test_what_is_carried_begins_where_it_ended_and_is_one_change(world: World, as_person: Sign, following: Cycle):
    ben = as_person("Ben")
    page = ben.get(f"/w/product/change/cycles/{following.pk}/carry/").content.decode()
    assert "What comes along from Q4 2026?" in page
    assert carry(ben, world, following).status_code == 302
    made = Objective.objects.get(cycle=following)
    assert (made.state, made.carried_from, made.title) == ("draft", world.objective, world.objective.title)
    assert list(made.guardrails.all()) == [world.kpis["API response time"]]
    one = made.key_results.get()
    old = world.key_results["conversion"]
    assert (one.metric, one.baseline, one.target, one.series_id) == (old.metric, 3.1, 5, old.series_id)
    assert "Carried over already" in ben.get(f"/w/product/change/cycles/{following.pk}/carry/").content.decode()
    undo(Change.objects.order_by("pk").last(), by=world.ben)
    assert not Objective.objects.filter(cycle=following).exists()


@pytest.mark.parametrize(
    ("target", "why"), [("3.1", "nothing would have to move"), ("3", "beyond that"), ("x", "not a number")]
)
def test_a_target_that_leaves_nothing_to_do_is_refused_at_its_field(world, as_person, following, target, why):
    answer = carry(as_person("Ben"), world, following, conversion__target=target)
    assert why in answer.content.decode()
    assert not Objective.objects.filter(cycle=following).exists()


def test_what_the_review_decided_is_ticked(world: World, as_person: Sign, following: Cycle):
    for name, outcome in (("conversion", "stop"), ("loading", "carry"), ("engagement", "graduate")):
        Score.objects.create(key_result=world.key_results[name], outcome=outcome, at=world.now)
    page = as_person("Ben").get(f"/w/product/change/cycles/{following.pk}/carry/").content.decode()
    ticked = {name for name, each in world.key_results.items() if f'id="id_kr{each.pk}-carry" checked' in page}
    assert ticked == {"loading"}


@pytest.mark.parametrize("recurring", [False, True])
def test_what_nobody_decided_comes_along_only_where_it_comes_again(
    world: World, as_person: Sign, following: Cycle, *, recurring: bool
):
    Objective.objects.filter(pk=world.objective.pk).update(recurring=recurring)
    Score.objects.create(key_result=world.key_results["engagement"], outcome="stop", at=world.now)
    page = as_person("Ben").get(f"/w/product/change/cycles/{following.pk}/carry/").content.decode()
    ticked = {name for name, each in world.key_results.items() if f'id="id_kr{each.pk}-carry" checked' in page}
    assert ticked == ({"loading", "conversion"} if recurring else set())


def test_what_comes_again_is_offered_first(world: World, as_person: Sign, following: Cycle):
    Objective.objects.create(title="Each quarter", team=world.team, cycle=world.cycle, recurring=True, state="closed")
    page = as_person("Ben").get(f"/w/product/change/cycles/{following.pk}/carry/").content.decode()
    assert page.index("Each quarter</h2>") < page.index("mobile experience</h2>")


def test_nothing_is_carried_into_a_closed_cycle(world: World, as_person: Sign, following: Cycle):
    Cycle.objects.filter(pk=following.pk).update(state="closed")
    answer = carry(as_person("Ben"), world, following)
    assert answer.status_code == 409
    assert "Q1 2027 is closed" in answer.content.decode()


def test_a_cycle_of_one_team_is_offered_there_alone(world: World, as_person: Sign):
    other = Team.objects.create(name="Other")
    Cycle.objects.create(name="Six weeks", start=world.cycle.start, end=world.cycle.start + 42 * DAY, team=other)
    ben = as_person("Ben")
    for path in ("change/cycles/", "change/", "change/new/", "change/reviews/"):
        assert "Six weeks" not in ben.get(f"/w/product/{path}").content.decode(), path
    type(world.ben).objects.filter(pk=world.ben.pk).update(team=other)
    for path in ("change/cycles/", "change/", "change/new/", "change/reviews/"):
        assert "Six weeks" in ben.get(f"/w/product/{path}").content.decode(), path


def test_while_no_cycle_runs_the_next_one_is_shown_and_proposed(world: World, as_person: Sign, following: Cycle):
    Cycle.objects.filter(pk=world.cycle.pk).update(state="closed")
    ben = as_person("Ben")
    assert "Q1 2027" in ben.get("/w/product/change/").content.decode()
    assert "No cycle is running" not in ben.get("/w/product/change/").content.decode()
    assert f'<option value="{following.pk}" selected' in ben.get("/w/product/change/new/").content.decode()


def test_a_half_year_is_made_with_one_click(world: World, as_person: Sign):
    as_person("Ana").post("/w/product/change/cycles/quarter/", {"quarter": "this_half"})
    made = Cycle.objects.exclude(pk=world.cycle.pk).get()
    assert (made.end - made.start).days in range(180, 185)


def test_a_cycle_of_all_stays_everyones_while_others_have_objectives_in_it(world: World, as_person: Sign):
    other = Team.objects.create(name="Other")
    given = {"name": "Q4 2026", "start": world.cycle.start, "end": world.cycle.end, "team": other.pk}
    answer = as_person("Ana").post(f"/w/product/change/cycles/{world.cycle.pk}/", given)
    assert "Objectives of other teams are in it" in answer.content.decode()


def test_the_forms_of_a_closed_cycle_say_why(world: World, as_person: Sign):
    Cycle.objects.update(state="closed")
    ben, key = as_person("Ben"), world.key_results["conversion"]
    for path in (
        f"change/{world.objective.pk}/edit/",
        f"change/results/{key.pk}/edit/",
        f"change/{world.objective.pk}/drop/",
        f"change/{world.objective.pk}/weights/",
        f"change/results/{key.pk}/stands-in/",
        f"map/objectives/{world.objective.pk}/",
    ):
        answer = ben.get(f"/w/product/{path}")
        assert answer.status_code == 409, path
        assert "Q4 2026 is closed: its objectives, check-ins and scores stay as they are." in answer.content.decode()
    ben.post(f"/w/product/change/results/{key.pk}/remove/")
    assert KeyResult.objects.filter(pk=key.pk).exists()
    assert "Edit</a>" not in ben.get(f"/w/product/change/{world.objective.pk}/").content.decode()


def test_the_page_shows_what_the_review_said_and_leads_to_the_retrospective(world, as_person, following):
    Score.objects.create(key_result=world.key_results["conversion"], score=0.4, learned="Ask earlier.",
                         outcome="graduate", at=world.now)  # fmt: skip
    page = as_person("Ben").get(f"/w/product/change/cycles/{following.pk}/carry/").content.decode()
    assert "our score 0.40 · the review said: graduate: hold it from now on, as a KPI" in page
    assert "Learned: Ask earlier." in page
    assert f"/change/reviews/{world.cycle.pk}/{world.team.pk}/retrospective/" in page


def test_a_key_result_whose_objective_is_not_ticked_is_said_to_stay(world, as_person, following):
    one = world.key_results["conversion"].pk
    given = {f"kr{one}-carry": "on", f"kr{one}-target": "5"}
    answer = as_person("Ben").post(f"/w/product/change/cycles/{following.pk}/carry/", given, follow=True)
    said = "“Mobile conversion” stays behind with its objective, which was not ticked."
    assert said in answer.content.decode()
    assert not Objective.objects.filter(cycle=following).exists()


def test_what_was_carried_over_names_where_it_came_from(world, as_person, following):
    ben = as_person("Ben")
    carry(ben, world, following)
    made = Objective.objects.get(cycle=following)
    page = ben.get(f"/w/product/change/{made.pk}/").content.decode()
    assert "Carried over from" in page
    assert f'/change/{world.objective.pk}/">{world.objective}</a>, Q4 2026' in page
    Objective.objects.filter(pk=world.objective.pk).update(private=True, owner=world.ana)
    assert "Carried over from" not in ben.get(f"/w/product/change/{made.pk}/").content.decode()
