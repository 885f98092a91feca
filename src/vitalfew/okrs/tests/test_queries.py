"""Reads cost the same however much is stored, and see one workspace only."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from vitalfew.accounts.scoping import OutsideWorkspace, entered
from vitalfew.okrs.course.courses import values_in_cycle
from vitalfew.okrs.cycles.quarters import quarter
from vitalfew.okrs.models import Cycle, KeyResult, Objective
from vitalfew.okrs.queries import (
    key_results_with_everything,
    objective_page,
    objectives,
    running_cycles,
    stands,
    tally,
    to_check_in,
)
from vitalfew.okrs.tests.world import DAY, World, build


def more(world: World, count: int) -> None:
    for number in range(count):
        one = Objective.objects.create(
            title=f"Objective {number}", team=world.team, cycle=world.cycle, owner=world.ana, state="active"
        )
        one.guardrails.set(world.kpis.values())
        for metric in ("One", "Two"):
            KeyResult.objects.create(objective=one, metric=metric, baseline=0, target=10).refresh()


def read_all(world: World) -> list:
    return [stands(one, now=world.now) for one in objectives(cycle=world.cycle, state="active")]


def test_the_list_takes_four_statements_however_long_it_is(world: World, django_assert_num_queries) -> None:
    with django_assert_num_queries(4):
        assert len(read_all(world)) == 1
    more(world, 12)
    with django_assert_num_queries(4):
        found = read_all(world)
    assert len(found) == 13
    assert {row.said.state for row in found[-1].rows} == {"not_measured"}


def test_an_objectives_page_takes_a_fixed_number_of_statements(world: World, django_assert_num_queries) -> None:
    def read() -> dict:
        one = objective_page(pk=world.objective.pk).get()
        found = stands(one, now=world.now)
        list(one.parents.all()), list(one.contributors.all())
        return values_in_cycle([row.key_result for row in found.rows], cycle=one.cycle, now=world.now)

    with django_assert_num_queries(8):
        read()
    for number in range(4):
        KeyResult.objects.create(objective=world.objective, metric=f"More {number}", baseline=0, target=1).refresh()
    with django_assert_num_queries(8):
        assert len(read()) == 7


def test_values_in_cycle_are_those_that_the_standing_counted(world: World) -> None:
    rows = list(key_results_with_everything().filter(objective=world.objective))
    placed = values_in_cycle(rows, cycle=world.cycle, now=world.now)
    for key_result in rows:
        assert len(placed[key_result.pk]) == key_result.standing.measured
        assert placed[key_result.pk][-1].observation.value == key_result.standing.value
        assert all(0 <= value.at <= 1 for value in placed[key_result.pk])


def test_the_tally_counts_states_stalls_and_crossed_guardrails(world: World, django_assert_num_queries) -> None:
    Objective.objects.create(title="A draft", team=world.team, cycle=world.cycle)
    with django_assert_num_queries(3):
        found = tally(cycle=world.cycle, now=world.now)
    assert (found.active, found.drafts, found.dropped, found.key_results) == (1, 1, 0, 3)
    assert (found.stalled, found.crossed) == (1, 1)
    assert (found.unmeasured, found.guardrails, found.blind) == (0, 1, 0)


@pytest.mark.parametrize("share", [0.1, 0.3])
def test_the_tally_counts_what_the_sentences_say(world: World, share: float) -> None:
    moment = world.cycle.begins() + share * (world.cycle.ends() - world.cycle.begins())
    counted = tally(cycle=world.cycle, now=moment).stalled
    states = [
        row.said.state for one in objectives(cycle=world.cycle, state="active") for row in stands(one, now=moment).rows
    ]
    assert counted == states.count("stalled") == (0 if share < 0.25 else 1)


def test_running_cycles_are_active_and_hold_today(world: World) -> None:
    day = world.now.date()
    Cycle.objects.create(name="Year", start=day - 200 * DAY, end=day + 40 * DAY)
    Cycle.objects.create(name="Closed", start=day - DAY, end=day + DAY, state="closed")
    Cycle.objects.create(name="Next", start=day + DAY, end=day + 90 * DAY)
    assert [str(each) for each in running_cycles(now=world.now)] == ["Q4 2026", "Year"]


def test_another_workspace_sees_nothing_of_this_one(world: World) -> None:
    other = build(now=world.now, slug="other", name="Other")
    with entered(other.workspace):
        assert not objective_page(pk=world.objective.pk).exists()
        assert {k.objective.team.name for k in to_check_in(now=world.now)} == {"Other"}
        assert not objectives(cycle=world.cycle, state="active").exists()


@pytest.mark.django_db
def test_nobody_reads_outside_a_workspace() -> None:
    with pytest.raises(OutsideWorkspace):
        objective_page(pk=1)


@pytest.mark.parametrize(
    ("now", "ahead", "name", "start", "end"),
    [
        (datetime(2026, 11, 20, tzinfo=UTC), 0, "Q4 2026", date(2026, 10, 1), date(2026, 12, 31)),
        (datetime(2026, 11, 20, tzinfo=UTC), 1, "Q1 2027", date(2027, 1, 1), date(2027, 3, 31)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), 0, "Q1 2027", date(2027, 1, 1), date(2027, 3, 31)),
    ],
)
def test_quarters_follow_the_calendar_of_the_zone(now: datetime, ahead: int, name: str, start: date, end: date) -> None:
    found = quarter(now=now, zone=ZoneInfo("Europe/Berlin"), ahead=ahead)
    assert (found.name, found.start, found.end) == (name, start, end)
    assert found.end - found.start > timedelta(days=88)
