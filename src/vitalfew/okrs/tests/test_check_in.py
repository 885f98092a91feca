"""A check-in is one change, and is taken back as one."""

import pytest
from django.core.exceptions import ValidationError

from vitalfew.accounts.history import CannotUndo, changing, undo
from vitalfew.accounts.models import Change
from vitalfew.alerts.models import Action
from vitalfew.kpis.models import Batch, Observation
from vitalfew.okrs.models import CheckIn, KeyResult, Objective, Standing
from vitalfew.okrs.queries import actions, last_check_ins, owed_by, to_check_in
from vitalfew.okrs.readiness import missing
from vitalfew.okrs.rounds.checking_in import Promise, check_in
from vitalfew.okrs.tests.world import DAY, World
from vitalfew.okrs.writing import remove_key_result, take_values_from, write_key_result, write_objective


def test_a_check_in_keeps_value_confidence_note_and_promise_and_undo_takes_all_of_it_back(world: World) -> None:
    key_result = world.key_results["engagement"]
    before = Standing.objects.filter(key_result=key_result).values("value", "progress", "confidence").get()
    promise = Promise("Ask five people", world.ben, world.now.date())
    made = check_in(
        key_result=key_result, by=world.ben, now=world.now, value=5.6, confidence=8, note=" Out. ", promise=promise
    )
    assert (made.observation.value, made.confidence, made.note) == (5.6, 8, "Out.")
    assert (made.action.what, made.action.who, made.observation.origin) == ("Ask five people", world.ben, "checkin")
    after = Standing.objects.get(key_result=key_result)
    assert (after.value, after.confidence) == (5.6, 8)

    undo(Change.objects.get(), by=world.ben)
    assert not CheckIn.objects.exists()
    assert not Action.objects.exists()
    assert not Observation.objects.filter(value=5.6).exists()
    assert Standing.objects.filter(key_result=key_result).values("value", "progress", "confidence").get() == before


def test_an_older_check_in_cannot_be_undone_twice(world: World) -> None:
    check_in(key_result=world.key_results["engagement"], by=world.ben, now=world.now, confidence=4)
    change = Change.objects.get()
    undo(change, by=world.ben)
    with pytest.raises(CannotUndo):
        undo(change, by=world.ben)


def test_a_confidence_alone_speaks_of_the_latest_value(world: World) -> None:
    batches = Batch.objects.count()
    made = check_in(key_result=world.key_results["loading"], by=world.ben, now=world.now, confidence=8)
    assert made.observation.value == 2.2
    assert Batch.objects.count() == batches


@pytest.mark.parametrize(
    ("which", "said", "words"),
    [
        ("loading", {"value": 2.0}, "takes its value from the KPI"),
        ("engagement", {"confidence": 11}, "less than or equal to 10"),
        ("engagement", {}, "Nothing was said"),
        ("engagement", {"note": "  "}, "Nothing was said"),
    ],
)
def test_what_a_check_in_refuses_leaves_nothing_behind(world: World, which: str, said: dict, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        check_in(key_result=world.key_results[which], by=world.ben, now=world.now, **said)
    assert not CheckIn.objects.exists()
    assert not Change.objects.exists()


def test_each_owes_what_they_own(world: World) -> None:
    world.key_results["loading"].owner = world.people["Cem"]
    world.key_results["loading"].save()
    assert [str(k) for k in owed_by(world.ben, now=world.now)] == ["Mobile conversion", "Mobile engagement"]
    assert [str(k) for k in owed_by(world.people["Cem"], now=world.now)] == ["Initial loading time"]
    assert not owed_by(world.ana, now=world.now).exists()


def test_nothing_is_owed_for_drafts_or_outside_the_cycle(world: World) -> None:
    assert to_check_in(now=world.now).count() == 3
    assert not to_check_in(now=world.cycle.ends() + DAY).exists()
    world.objective.drop(because="The market moved.")
    assert not to_check_in(now=world.now).exists()


def test_the_last_check_in_of_each_is_found_in_one_statement(world: World, django_assert_num_queries) -> None:
    for which, confidence in (("conversion", 7), ("engagement", 5), ("conversion", 3)):
        check_in(key_result=world.key_results[which], by=world.ben, now=world.now, confidence=confidence)
    with django_assert_num_queries(1):
        found = last_check_ins(key_results=list(world.key_results.values()))
    assert {CheckIn.objects.get(pk=c.pk).key_result.metric: c.confidence for c in found.values()} == {
        "Mobile conversion": 3,
        "Mobile engagement": 5,
    }


def test_an_objective_is_dropped_with_its_reason_and_comes_back_by_undo(world: World) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        world.objective.drop(because=" ")
    with changing(by=world.ana, summary="Dropped"):
        world.objective.drop(because="The market moved.")
    assert Objective.objects.get(pk=world.objective.pk).state == "dropped"
    undo(Change.objects.get(), by=world.ana)
    kept = Objective.objects.get(pk=world.objective.pk)
    assert (kept.state, kept.dropped_because) == ("active", "")
    kept.activate()
    assert Objective.objects.get(pk=world.objective.pk).state == "active"


def test_an_objective_is_written_with_its_key_results_as_one_change(world: World) -> None:
    one = Objective(title="Make the first day unforgettable", team=world.team, cycle=world.cycle, owner=world.ana)
    said = [KeyResult(metric="Onboarding", baseline=5, target=1, unit="d"), KeyResult(metric="Joy")]
    with changing(by=world.ana, summary="Written"):
        write_objective(objective=one, key_results=said, parents=[world.objective], guardrails=world.kpis.values())
    assert [(k.metric, k.position) for k in one.key_results.all()] == [("Onboarding", 1), ("Joy", 2)]
    assert missing(one) == ["“Joy” has no from and to yet: from what, to what?"]
    undo(Change.objects.get(), by=world.ana)
    assert not Objective.objects.filter(pk=one.pk).exists()
    assert KeyResult.objects.count() == 3


def test_a_removed_key_result_comes_back_with_its_values_and_check_ins(world: World) -> None:
    key_result = world.key_results["engagement"]
    check_in(key_result=key_result, by=world.ben, now=world.now, value=5.6, confidence=8)
    pk = key_result.pk
    with changing(by=world.ana, summary="Removed"):
        remove_key_result(key_result=key_result)
    assert not CheckIn.objects.exists()
    undo(Change.objects.get(summary="Removed"), by=world.ana)
    back = KeyResult.objects.get(pk=pk)
    assert (back.standing.value, back.checkins.get().confidence) == (5.6, 8)


def test_a_kpi_gives_the_value_or_it_is_typed_into_a_series_of_its_own(world: World) -> None:
    kpi = world.kpis["Loading time, p75"]
    key_result = world.key_results["engagement"]
    own = key_result.series_id
    take_values_from(key_result, None)
    assert key_result.series_id == own
    take_values_from(key_result, kpi)
    write_key_result(key_result=key_result)
    assert Standing.objects.get(key_result=key_result).value == 2.2
    take_values_from(key_result, None)
    write_key_result(key_result=key_result)
    assert key_result.series_id not in {own, kpi.series_id}
    assert Standing.objects.get(key_result=key_result).value is None


def test_actions_come_open_by_date_and_done_ones_last_done_first(world: World) -> None:
    day = world.now.date()
    for what, due in (("second", day + DAY), ("first", day - DAY), ("third", day + 2 * DAY)):
        Action.objects.create(what=what, who=world.ben, due=due)
    assert [a.what for a in actions(done=False)] == ["first", "second", "third"]
    Action.objects.get(what="first").finish()
    Action.objects.get(what="third").finish()
    assert [a.what for a in actions(done=True)] == ["third", "first"]
