"""Where key results stand follows their series, whoever writes into it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from vitalfew.kpis.actions import Value, record, store
from vitalfew.kpis.arriving import judge_arrived
from vitalfew.kpis.models import Observation, Origin, Reading
from vitalfew.okrs.course.standing import measured, pace, say, update
from vitalfew.okrs.models import KeyResult, Objective, Standing
from vitalfew.okrs.queries import objectives, stands
from vitalfew.okrs.rounds.checking_in import check_in
from vitalfew.okrs.tests.world import DAY, LOADING, WEEK, World


def test_a_typed_key_result_stands_at_its_last_value(world: World) -> None:
    standing = world.key_results["engagement"].standing
    assert standing.value == 5.1
    assert standing.progress == pytest.approx((5.1 - 3) / (8 - 3))
    assert standing.measured == 8


def test_a_kpi_value_counts_from_the_end_of_its_period(world: World) -> None:
    seen = measured(world.key_results["loading"], now=world.now)
    monday = datetime(2026, 11, 16, tzinfo=UTC)
    assert seen.values == LOADING
    assert seen.times[-1] == monday
    assert all(later > earlier for earlier, later in zip(seen.times, seen.times[1:], strict=False))


def test_a_value_of_the_kpi_moves_the_key_result_that_shares_its_series(world: World) -> None:
    kpi = world.kpis["Loading time, p75"]
    record(kpi=kpi, values=[Value(world.now - DAY, 1.5)], origin=Origin.HAND, by=world.ben, now=world.now)
    standing = Standing.objects.get(key_result=world.key_results["loading"])
    assert (standing.value, standing.progress) == (1.5, 1.0)


def test_two_key_results_may_share_one_series(world: World) -> None:
    first = world.key_results["loading"]
    second = KeyResult.objects.create(
        objective=world.objective, metric="Loading, half-way", baseline=4, target=3, series=first.series
    )
    second.refresh()
    assert Standing.objects.get(key_result=second).progress == pytest.approx(1.8)


def test_what_was_measured_before_the_cycle_does_not_count(world: World) -> None:
    standing = world.key_results["loading"].standing
    assert standing.measured == sum(
        when >= world.cycle.begins() for when in measured(world.key_results["loading"], now=world.now).times
    )
    assert standing.measured < len(LOADING)


def test_the_sentence_names_the_stall_and_a_surer_owner(world: World) -> None:
    key_result = world.key_results["conversion"]
    standing = update(key_result, now=world.now)
    standing.confidence, standing.confidence_by = 9, world.ben
    said = say(key_result, standing, now=world.now)
    assert said.state == "stalled"
    assert said.words.startswith("Stalled; lands at ")
    assert said.words.endswith("Ben is surer than the numbers")


def test_who_said_the_confidence_last_is_surer_whoever_owns_it(world: World) -> None:
    key_result, cem = world.key_results["conversion"], world.people["Cem"]
    check_in(key_result=key_result, by=world.ben, now=world.now - DAY, confidence=2)
    check_in(key_result=key_result, by=cem, now=world.now, confidence=9)
    kept = KeyResult.objects.get(pk=key_result.pk).standing
    assert kept.confidence_by == cem
    assert say(key_result, kept, now=world.now).words.endswith("Cem is surer than the numbers")
    kept.confidence_by = None
    assert say(key_result, kept, now=world.now).words.endswith("the last check-in is surer than the numbers")


def test_without_from_and_to_nothing_is_claimed(world: World) -> None:
    made = KeyResult.objects.create(objective=world.objective, metric="Improve customer satisfaction")
    standing = update(made, now=world.now)
    assert (standing.progress, standing.low, standing.measured) == (None, None, 0)
    assert say(made, standing, now=world.now).state == "not_measured"


def test_early_in_the_cycle_there_is_no_verdict(world: World) -> None:
    early = world.cycle.begins() + timedelta(days=10)
    key_result = world.key_results["engagement"]
    assert say(key_result, update(key_result, now=early), now=early).state == "too_early"


def test_after_the_cycle_it_says_where_it_ended(world: World) -> None:
    late = world.cycle.ends() + DAY
    key_result = world.key_results["engagement"]
    assert say(key_result, update(key_result, now=late), now=late).words == "Ended at 0.42"
    assert pace(world.objective, now=late) == 1.0


def test_the_score_is_the_weighted_mean_of_what_was_measured(world: World) -> None:
    KeyResult.objects.create(objective=world.objective, metric="Not measured", baseline=0, target=1, weight=5)
    heavy = world.key_results["engagement"]
    heavy.weight = 3.0
    heavy.save()
    one = objectives(cycle=world.cycle, state="active").get()
    expected = (0.8 / 2.7 + 1.8 / 2.5 + 3 * 2.1 / 5) / 5
    assert stands(one, now=world.now).score == pytest.approx(expected)


def test_a_value_of_its_kpi_that_arrived_moves_it_when_it_is_judged(world: World) -> None:
    loading = world.key_results["loading"]
    last = Observation.objects.filter(series=loading.series_id).latest("time")
    points = [(loading.series_id, Value(last.time, 1.5))]
    store(points=points, origin=Origin.API, by=None, now=world.now, batched=False, judged=False)
    assert Standing.objects.get(key_result=loading).value == last.value
    assert judge_arrived(now=world.now) == 1
    assert Standing.objects.get(key_result=loading).value == 1.5
    assert Reading.objects.get(kpi__series=loading.series_id).value == 1.5


def test_other_dates_of_the_cycle_are_another_course(world: World) -> None:
    before = world.key_results["engagement"].standing.measured
    world.cycle.start = world.cycle.start + 4 * WEEK
    world.cycle.save()
    world.cycle.refresh()
    assert Standing.objects.get(key_result=world.key_results["engagement"]).measured < before


def test_a_target_that_equals_the_baseline_is_refused_by_the_database(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        KeyResult.objects.create(objective=world.objective, metric="Nothing moves", baseline=2, target=2)


def test_a_cycle_begins_and_ends_by_the_calendar_of_its_workspace(world: World) -> None:
    world.workspace.zone = "America/New_York"
    cycle = world.cycle
    cycle.workspace, cycle.start, cycle.end = world.workspace, date(2026, 10, 1), date(2026, 12, 31)
    assert cycle.begins() == datetime(2026, 10, 1, 4, tzinfo=UTC)
    assert cycle.ends() == datetime(2027, 1, 1, 5, tzinfo=UTC)


def test_success_is_more_where_it_was_committed(world: World) -> None:
    assert world.objective.success == 0.7
    assert Objective(team=world.team, cycle=world.cycle, kind="committed").success == 1.0
