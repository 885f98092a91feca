"""What the data say of a workspace: found from its records, kept with since when, and read by whom it concerns."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from vitalfew.accounts.actions import remove_person
from vitalfew.accounts.history import changing
from vitalfew.accounts.models import Change, Person, Role, Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.alerts.models import Action
from vitalfew.findings.actions import silence
from vitalfew.findings.looking import Looked, look_at_data
from vitalfew.findings.models import Found
from vitalfew.findings.standing import standing
from vitalfew.kpis.actions import Value, store
from vitalfew.kpis.models import Definition, Kpi, Origin, Reading
from vitalfew.kpis.readings import judge
from vitalfew.okrs.cycles.life import move
from vitalfew.okrs.models import CheckIn, Cycle, KeyResult, Objective, Score, Standing
from vitalfew.okrs.tests.world import World, build

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
CALM = [50, 48, 53, 51, 46, 52, 49, 54, 50, 47, 51, 53, 48, 50, 52, 49, 46, 51, 54, 50, 48, 52, 47, 50, 51, 49]


@pytest.fixture
def world(db: None) -> Iterator[World]:
    made = build(now=NOW)
    with entered(made.workspace):
        yield made


def kept(world: World, name: str, values: list[float], *, origin: Origin = Origin.API, **fields: object) -> Kpi:
    """A weekly KPI of Ben's with these values, the last one for last week."""
    definition = Definition.objects.create(name=name, direction="higher")
    kpi = Kpi.objects.create(definition=definition, team=world.team, owner=world.ben, **fields)
    points = [(kpi.series_id, Value(NOW - WEEK * (len(values) - at), value)) for at, value in enumerate(values)]
    store(points=points, origin=origin, by=world.ben, now=NOW)
    judge(kpi, now=NOW)
    return kpi


def look(world: World, *, now: datetime = NOW) -> Looked:
    return look_at_data(workspace=world.workspace, now=now)


def codes(reader: Person | None, **where: object) -> set[str]:
    found = standing(reader=reader).found
    return {one.code for one in found if all(getattr(one, name) == value for name, value in where.items())}


def test_looking_twice_changes_nothing_and_keeps_since_when(world):
    kpi = kept(world, "Orders", CALM, red_lower=46.0)
    first = look(world)
    assert codes(None, kpi=kpi) == {"D510"}
    again = look(world, now=NOW + DAY)
    assert (again.new, again.still, again.ended) == (0, first.new, 0)
    found = Found.objects.get(kpi=kpi)
    assert (found.first_seen, found.last_seen, found.ended_at) == (NOW, NOW + DAY, None)


def test_what_is_no_longer_so_ends_and_what_comes_back_is_new(world):
    kpi = kept(world, "Orders", CALM, red_lower=46.0)
    look(world)
    Kpi.objects.filter(pk=kpi.pk).update(red_lower=40.0)
    assert look(world, now=NOW + DAY).ended == 1
    assert codes(None, kpi=kpi) == set()
    Kpi.objects.filter(pk=kpi.pk).update(red_lower=46.0)
    assert look(world, now=NOW + 2 * DAY).new == 1
    assert list(Found.objects.filter(kpi=kpi).order_by("pk").values_list("first_seen", "ended_at")) == [
        (NOW, NOW + DAY),
        (NOW + 2 * DAY, None),
    ]


def test_a_silenced_finding_is_gone_at_once_and_back_when_it_may_speak(world):
    kpi = kept(world, "Orders", CALM, red_lower=46.0)
    look(world)
    said = silence(code="D510", kind="kpi", key=kpi.pk, reason="two weeks a year are fine", by=world.ana)
    now = standing(reader=world.ana)
    assert "D510" not in {one.code for one in now.found}
    assert list(now.silences) == [said]
    look(world, now=NOW + DAY)
    said.delete()
    assert codes(None, kpi=kpi) == {"D510"}


def test_the_workspaces_severities_hold(world):
    kpi = kept(world, "Orders", CALM, red_lower=46.0)
    world.workspace.lint = {"severity": {"D510": "error"}}
    look(world)
    assert Found.objects.get(kpi=kpi).severity == "error"
    world.workspace.lint = {"severity": {"D510": "off"}}
    look(world)
    assert codes(None, kpi=kpi) == set()


def test_a_breach_is_answered_by_an_action_a_note_or_an_objective(world):
    kpi = kept(world, "Orders", [50.0] * 16 + [30.0] * 8, red_lower=40.0)
    look(world)
    assert codes(None, kpi=kpi) >= {"D509"}
    action = Action.objects.create(what="Call the shop", who=world.ben, due=NOW.date(), kpi=kpi)
    look(world)
    assert codes(None, kpi=kpi).isdisjoint({"D503", "D509"})
    action.delete()
    store(
        points=[(kpi.series_id, Value(NOW - WEEK, 30.0, note="the shop was closed"))],
        origin=Origin.HAND,
        by=None,
        now=NOW,
    )
    look(world)
    assert codes(None, kpi=kpi).isdisjoint({"D503", "D509"})


def test_an_objective_in_response_is_an_answer_unless_it_was_dropped(world):
    kpi = kept(world, "Orders", [50.0] * 16 + [30.0] * 8, red_lower=40.0)
    objective = Objective.objects.create(title="Win them back", team=world.team, cycle=world.cycle, responds_to=kpi)
    look(world)
    assert codes(None, kpi=kpi).isdisjoint({"D503", "D509"})
    objective.drop(because="it came back by itself")
    look(world)
    assert "D509" in codes(None, kpi=kpi)


def test_numbers_too_good_are_a_question_to_the_owner_alone(world):
    kpi = kept(world, "Orders", [float(5 * (at * 7 % 13)) for at in range(60)], origin=Origin.HAND)
    look(world)
    assert "D504" in codes(world.ben, kpi=kpi)
    assert "D504" not in codes(world.ana, kpi=kpi)
    assert "D504" not in codes(None, kpi=kpi)


def test_a_new_formula_on_the_day_the_level_moved_is_asked_about(world):
    kpi = kept(world, "Orders", CALM)
    store(
        points=[(kpi.series_id, Value(NOW - WEEK * at, 70.0 + at % 3)) for at in range(1, 9)],
        origin=Origin.API,
        by=None,
        now=NOW,
    )
    assert judge(kpi, now=NOW).state == "real_change"
    look(world)
    assert "D504" not in codes(world.ben, kpi=kpi)
    with changing(by=world.ana, summary="The formula of Orders"):
        kpi.definition.formula = "orders with returns"
        kpi.definition.save()
    Change.objects.update(at=kpi.verdicts.first().since)
    look(world)
    assert "D504" not in codes(world.ben, kpi=kpi), "the first formula changes nothing"
    with changing(by=world.ana, summary="The formula of Orders"):
        kpi.definition.formula = "orders without returns"
        kpi.definition.save()
    Change.objects.update(at=kpi.verdicts.first().since)
    look(world)
    assert "D504" in codes(world.ben, kpi=kpi)


def test_values_that_a_program_sent_have_no_last_digits_to_ask_about(world):
    kpi = kept(world, "Orders", [float(5 * (at * 7 % 13)) for at in range(60)])
    look(world)
    assert "D504" not in codes(world.ben, kpi=kpi)


def test_what_is_owned_by_somebody_who_left_is_found(world):
    kpi = kept(world, "Orders", CALM)
    Person.objects.filter(pk=world.ana.pk).update(role=Role.ADMIN)
    remove_person(person=world.ben)
    look(world)
    assert codes(None, kpi=kpi) == {"D514"}
    assert "D514" in codes(None, objective=world.objective)


def test_an_owner_who_may_no_longer_sign_in_is_found_and_one_who_never_did_is_not(world):
    kpi = kept(world, "Orders", CALM)
    for role in (Role.MEMBER, Role.VIEWER):
        kpi.owner = Person.objects.create(name="New", email=f"{role}@example.org", role=role)
        kpi.save()
        look(world)
        assert codes(None, kpi=kpi) == set()
    world.ben.user.is_active = False
    world.ben.user.save()
    look(world)
    assert "can no longer sign in" in Found.objects.get(code="D514", objective=world.objective).message


def test_a_target_that_luck_can_reach_is_measured_by_what_was_before_the_cycle(world):
    kpi = kept(world, "Orders", CALM)
    fields = {"objective": world.objective, "metric": "Orders", "baseline": 50.0, "series_id": kpi.series_id}
    near = KeyResult.objects.create(target=53.0, **fields)
    far = KeyResult.objects.create(target=80.0, **fields)
    look(world)
    assert codes(None, key_result=near) == {"D505"}
    assert codes(None, key_result=far) == set()


@pytest.mark.parametrize(("then", "found"), [(50.0, {"D508"}), (60.0, set())])
def test_green_and_nothing_moved(world, then, found):
    kpi = kept(world, "Retention", [*CALM[:18], *[then + (at % 3) for at in range(8)]])
    result = KeyResult.objects.create(
        objective=world.objective, metric="Guide read", baseline=0.0, target=100.0, supports=kpi
    )
    Standing.objects.update_or_create(key_result=result, defaults={"judged_at": NOW, "progress": 0.9, "measured": 6})
    look(world)
    assert codes(None, key_result=result) == found


def test_confident_check_ins_on_a_number_that_stands_still(world):
    result = world.key_results["conversion"]
    CheckIn.objects.filter(key_result=result).delete()
    observation = result.series.observations.last()
    for at in range(3):
        CheckIn.objects.create(key_result=result, at=NOW - at * WEEK, confidence=8, observation=observation)
    Standing.objects.filter(key_result=result).update(progress=0.2)
    look(world)
    assert "D512" in codes(None, key_result=result)


def past_cycle(world: World, number: int, *, done: dict[str, float]) -> Cycle:
    """A cycle that is over and closed, with four key results of each kind that came so far by their numbers."""
    end = NOW.date() - (100 + 100 * number) * DAY
    cycle = Cycle.objects.create(name=f"Past {number}", start=end - 90 * DAY, end=end)
    for kind, progress in done.items():
        objective = Objective.objects.create(
            title=f"Sell {kind}", team=world.team, cycle=cycle, kind=kind, state=Objective.State.ACTIVE
        )
        for _ in range(4):
            result = KeyResult.objects.create(objective=objective, metric="Orders", baseline=0.0, target=1.0)
            Standing.objects.update_or_create(key_result=result, defaults={"judged_at": NOW, "progress": progress})
    return cycle


def test_closed_cycles_that_were_too_easy(world):
    for number in range(2):
        done = {Objective.Kind.ASPIRATIONAL: 1.0, Objective.Kind.COMMITTED: 0.1}
        move(cycle=past_cycle(world, number, done=done), to=Cycle.State.REVIEW)
    for cycle in Cycle.objects.filter(state=Cycle.State.REVIEW):
        move(cycle=cycle, to=Cycle.State.CLOSED)
    look(world)
    assert codes(None, team=world.team) == {"D507"}


def test_the_teams_own_scores_say_whether_a_cycle_was_too_easy(world):
    for number in range(2):
        past_cycle(world, number, done={Objective.Kind.ASPIRATIONAL: 1.0})
    past = KeyResult.objects.filter(objective__cycle__name__startswith="Past")
    for result in past:
        Score.objects.create(key_result=result, score=0.7, at=NOW)
    look(world)
    assert codes(None, team=world.team) == set()
    Score.objects.update(score=None)
    look(world)
    assert codes(None, team=world.team) == {"D507"}


def test_a_retired_kpi_says_nothing_from_that_moment_on(world):
    kpi = kept(world, "Orders", CALM, red_lower=46.0)
    look(world)
    Kpi.objects.filter(pk=kpi.pk).update(retired_at=NOW)
    assert codes(None, kpi=kpi) == set()


def test_another_workspace_is_left_alone(world):
    kept(world, "Orders", CALM, red_lower=46.0)
    look(world)
    other = Workspace.objects.create(name="Other", slug="other")
    assert look_at_data(workspace=other, now=NOW) == Looked(0, 0, 0)
    with entered(other):
        assert standing(reader=None).found == []
    assert "D510" in codes(None)


def test_looking_is_no_change_that_anybody_made(world):
    before = Change.objects.count()
    kept(world, "Orders", CALM, red_lower=46.0)
    look(world)
    assert Change.objects.count() == before


def statements(world: World) -> int:
    with CaptureQueriesContext(connection) as queries:
        look(world)
    return len(queries)


def test_a_larger_workspace_takes_no_more_statements(world):
    kept(world, "Orders", CALM, red_lower=46.0)
    statements(world)
    few = statements(world)
    for number in range(30):
        kept(world, f"Orders {number}", CALM, red_lower=46.0)
        KeyResult.objects.create(objective=world.objective, metric=f"Visits {number}", baseline=1.0, target=2.0)
    statements(world)
    assert statements(world) <= few <= 22
    with CaptureQueriesContext(connection) as queries:
        assert len(standing(reader=world.ben).found) >= 31
    assert len(queries) == 2


def test_a_red_line_that_is_crossed_was_not_never_near(world: World) -> None:
    kpi = world.kpis["API response time"]
    said = {"message": "never near", "severity": "info", "place": "", "suggestion": ""}
    Found.objects.create(code="D501", kpi=kpi, first_seen=NOW, last_seen=NOW, **said)
    Reading.objects.update_or_create(kpi=kpi, defaults={"status": "steady"})
    assert [one.code for one in standing(reader=None).found] == ["D501"]
    Reading.objects.filter(kpi=kpi).update(status="red_line")
    assert not standing(reader=None).found
