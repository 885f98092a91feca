"""Nobody is asked every week for a quarterly survey."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from vitalfew.okrs.models import KeyResult
from vitalfew.okrs.queries import key_results_with_everything
from vitalfew.okrs.rounds.due import due_from, is_due
from vitalfew.okrs.tests.world import DAY, WEEK, World


@pytest.fixture
def survey(world: World) -> KeyResult:
    """Satisfaction, measured by a survey, in a cycle of one quarter."""
    world.cycle.start, world.cycle.end = date(2026, 10, 1), date(2026, 12, 31)
    world.cycle.save()
    made = KeyResult.objects.create(
        objective=world.objective, metric="Satisfaction", baseline=7, target=8, measured="quarter"
    )
    found: KeyResult = key_results_with_everything().get(pk=made.pk)
    return found


def test_a_weekly_key_result_is_asked_for_every_week(survey: KeyResult, world: World) -> None:
    survey.measured = "week"
    assert not is_due(survey, world.now - DAY, world.now)
    assert is_due(survey, world.now - 5 * DAY, world.now)
    assert is_due(survey, world.now - WEEK, world.now)


def test_late_in_one_round_is_still_in_time_for_the_next(survey: KeyResult, world: World) -> None:
    survey.measured = "week"
    wednesday = world.now
    assert is_due(survey, wednesday, wednesday + 5 * DAY)


def test_a_daily_value_is_asked_for_in_the_rhythm_of_the_check_ins(survey: KeyResult, world: World) -> None:
    survey.measured = "day"
    assert not is_due(survey, world.now - DAY, world.now)


@pytest.mark.parametrize(("weeks", "due"), [(0, False), (4, False), (11, False), (13, True)])
def test_a_quarterly_survey_is_asked_for_at_the_cycles_end(survey: KeyResult, weeks: int, due: bool) -> None:  # noqa: FBT001
    begins = survey.objective.cycle.begins()
    assert is_due(survey, None, begins + weeks * WEEK - DAY) is due


def test_a_survey_that_was_answered_in_the_cycle_is_not_asked_for_again(survey: KeyResult) -> None:
    ends = survey.objective.cycle.ends()
    assert not is_due(survey, ends - 3 * WEEK, ends - DAY)


def test_what_is_measured_yearly_is_asked_for_once_before_the_cycle_ends(survey: KeyResult) -> None:
    survey.measured = "year"
    ends = survey.objective.cycle.ends()
    assert not is_due(survey, ends - 30 * WEEK, ends - 8 * DAY)
    assert due_from(survey, ends - 30 * WEEK) == ends - WEEK


def test_without_a_baseline_the_first_value_is_asked_for_at_once(survey: KeyResult) -> None:
    survey.baseline = None
    assert is_due(survey, None, survey.objective.cycle.begins())


def test_asking_reads_nothing(survey: KeyResult, world: World) -> None:
    with CaptureQueriesContext(connection) as seen:
        is_due(survey, None, world.now)
    assert len(seen) == 0
