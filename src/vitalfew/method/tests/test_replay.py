"""A history as it came: what a board would have cried, what the policy would have told, what really changed."""

import time
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from vitalfew.method.alerting import Alert, Kind, Speed
from vitalfew.method.periods import Frequency
from vitalfew.method.replay import arrivals, fell, known_phases, replay
from vitalfew.method.signals import Phase, Settings, judge
from vitalfew.method.standard import Standard

pytestmark = pytest.mark.plain

START = datetime(2023, 1, 2, tzinfo=UTC)
WEEK = timedelta(weeks=1)
LOWER = Standard("lower")
CALM = [50.0, 52.0, 49.0, 51.0, 48.0, 50.0, 53.0, 49.0, 51.0, 50.0, 48.0, 52.0]


def came(values, step=WEEK, frequency=Frequency.WEEK, **given):
    times = [START + number * step for number in range(len(values))]
    return arrivals(times=times, values=values, frequency=frequency, **given)


def steady(count, seed=1):
    return np.random.default_rng(seed).normal(50, 5, count).tolist()


def at(steps):
    return [step.index for step in steps]


def test_a_board_is_red_beyond_the_red_line_or_short_of_the_target_and_turns_red_once():
    found = replay(came([50, 56, 61, 62, 50, 57, None, 58]), standard=Standard("lower", target=55, red_upper=60))
    assert at(found.red) == [1, 2, 3, 5, 7]
    assert at(found.turned_red) == [1, 5]


def test_a_board_without_lines_still_cries_when_a_value_is_worse_than_the_one_before():
    found = replay(came([50, 51, 50, 50, 52]), standard=LOWER)
    assert found.red == []
    assert at(found.fell) == [1, 4]


@pytest.mark.parametrize(
    ("standard", "before", "value", "worse"),
    [
        (Standard("higher"), 50, 49, True),
        (Standard("higher"), 49, 50, False),
        (Standard("within", target=40, target_upper=60), 61, 62, True),
        (Standard("within", target=40, target_upper=60), 62, 61, False),
        (Standard("within", target=40, target_upper=60), 50, 45, True),
        (Standard("within"), 50, 45, False),
    ],
)
def test_what_is_worse_than_before(standard, before, value, worse):
    assert fell(standard, before, value) is worse


def test_a_crossed_red_line_is_told_at_once_and_again_only_after_it_was_good():
    found = replay(came([*CALM, 61, 62, 50, 61, 50, 50, 63]), standard=Standard("lower", red_upper=60))
    assert at(found.told(Speed.NOW)) == [12, 15, 18]
    assert {step.told.kind for step in found.told(Speed.NOW)} == {Kind.RED_LINE}


def test_two_in_a_row_wait_for_the_second_and_do_not_flap():
    line = Standard("lower", red_upper=60)
    values = [*CALM, 61, 50, 61, 62, 50, 61, 62]
    assert at(replay(came(values), standard=line, red_in_a_row=2).told(Speed.NOW)) == [15]
    broken = [*CALM, 61, 62, None, 50, 61, 50]
    assert at(replay(came(broken), standard=line, red_in_a_row=2).told(Speed.NOW)) == [13]


def test_hours_are_not_told_again_within_a_day():
    values = [61 if number % 3 == 0 else 50 for number in range(24)]
    found = replay(came(values, timedelta(hours=1), Frequency.HOUR), standard=Standard("lower", red_upper=60))
    assert at(found.told(Speed.NOW)) == [0]


def test_a_change_for_the_worse_is_told_that_day_and_for_the_better_in_the_digest():
    values = steady(60)
    for shift, speed, worse in ((12, Speed.DAY, True), (-12, Speed.DIGEST, False)):
        found = replay(came([*values[:40], *(value + shift for value in values[40:])]), standard=LOWER)
        change = found.changes[-1]
        assert 38 <= change.since <= 42 <= change.known <= 46
        assert change.worse is worse
        assert change.known in at(found.told(speed)) or any(i in at(found.told(speed)) for i in range(40, 44))


def test_patterns_of_other_rule_sets_wait_for_the_digest():
    values = steady(30)
    shifted = [*values, *(value + 12 for value in values[:12])]
    found = replay(came(shifted, settings=Settings(rules="wheeler")), standard=LOWER)
    assert {step.told.speed for step in found.steps if step.told and step.stand.state == "real_change"} == {
        Speed.DIGEST
    }
    assert [change.worse for change in found.changes][-1] is True


def test_a_daily_change_waits_for_the_digest_until_it_is_far_enough_out():
    values = [*steady(40), *(value + 5 for value in steady(6, seed=2)), *(value + 15 for value in steady(6, seed=3))]
    days = came(values, timedelta(days=1), Frequency.DAY)
    found = replay(days, standard=LOWER)
    reaches = {step.index: days.judgements[step.index].verdict.reach for step in found.steps}
    (told,) = [step for step in found.told(Speed.DAY) if step.told.kind is Kind.WORSE]
    assert reaches[told.index - 1] < 1.3 < reaches[told.index]
    (weekly,) = [s for s in replay(came(values), standard=LOWER).told(Speed.DAY) if s.told.kind is Kind.WORSE]
    assert weekly.index < told.index
    assert weekly.index in at(found.told(Speed.DIGEST))


@pytest.mark.parametrize(
    ("last", "weekly", "daily"),
    [(130, Speed.DAY, Speed.DIGEST), (137, Speed.DAY, Speed.DAY)],
)
@pytest.mark.parametrize("rules", ["wheeler", "nhs", "outside"])
def test_a_daily_point_waits_for_the_digest_until_it_is_far_enough_out(last, weekly, daily, rules):
    values, settings = [*(95.0, 105.0) * 20, last], Settings(rules=rules)
    for frequency, length, speed in (("week", 7, weekly), ("day", 1, daily)):
        found = replay(came(values, timedelta(days=length), Frequency(frequency), settings=settings), standard=LOWER)
        assert [(step.index, step.told.speed) for step in found.steps if step.told] == [(40, speed)]


def test_a_step_that_stays_between_the_limits_waits_for_the_digest():
    values = [*(95.0, 105.0) * 20, 98, 102, 98, 82, 118]
    found = replay(came(values, settings=Settings(rules="wheeler")), standard=LOWER)
    (step,) = [step for step in found.steps if step.told]
    assert (step.stand.state, step.worse, step.told.speed) == ("check_point", True, Speed.DIGEST)


def test_each_value_is_judged_without_those_that_follow():
    values = [*steady(40), *(value + 12 for value in steady(20, seed=2))]
    whole = came(values)
    for index in (20, 41, 44, 55):
        alone = judge(values[: index + 1]).verdict
        assert whole.judgements[index].verdict == alone
        assert (
            replay(came(values[: index + 1]), standard=LOWER).steps == replay(whole, standard=LOWER).steps[: index + 1]
        )


def test_what_was_so_before_the_first_period_asked_for_is_no_news():
    values = [*CALM, 61, 62, 63]
    line = Standard("lower", red_upper=60)
    found = replay(came(values, first=13), standard=line)
    assert at(found.steps) == [13, 14]
    assert found.told(Speed.NOW) == []


def test_a_baseline_is_locked_once_its_last_value_is_there():
    locked = [Phase(0, 11, "first"), Phase(20, 31, "moved")]
    assert known_phases(locked, 8) == [Phase(0, None, "first")]
    assert known_phases(locked, 11) == [Phase(0, 11, "first")]
    assert known_phases(locked, 25) == [Phase(0, 11, "first"), Phase(20, None, "moved")]
    assert len(came(steady(40), phases=locked).judgements[39].phases) == 2


def test_counts_are_told_by_the_year():
    found = replay(came(steady(104)), standard=Standard("lower", target=50))
    assert found.years == 2
    assert found.yearly(10) == 5
    assert replay(came([]), standard=LOWER).yearly(0) == 0


def test_a_hundred_and_sixty_weeks_take_two_seconds_at_most():
    values = steady(160)
    began = time.process_time()
    replay(came(values), standard=Standard("lower", target=52, red_upper=60))
    assert time.process_time() - began < 2


# the share of patients seen within four hours at one hospital trust, April 2016 to March 2019
SEEN_IN_TIME = [75.6, 72.34, 67.63, 68.86, 65.59, 79.05, 77.14, 76.31, 73.22, 75.23, 77.03, 79.37,
                80.42, 77.98, 80.63, 81.94, 83.74, 80.77, 80.05, 76.22, 65.6, 64.52, 60.65, 61.54,
                71.19, 74.79, 77.1, 68.81, 71.15, 72.27, 66.93, 61.83, 55.31, 60.91, 54.97, 60.02]  # fmt: skip


def test_a_dip_that_was_over_long_ago_is_no_real_change_when_the_limits_narrow():
    found = replay(came(SEEN_IN_TIME, settings=Settings(rules="nhs")), standard=Standard("higher"))
    assert [(change.since, change.known, change.worse, change.until) for change in found.changes] == [
        (10, 16, False, 19),
        (16, 22, True, 29),
        (27, 33, True, 33),
    ]
    assert found.held is None


def test_a_change_that_held_before_the_first_period_asked_for_is_told_as_such():
    seen = came(SEEN_IN_TIME, settings=Settings(rules="nhs"), first=18)
    found = replay(seen, standard=Standard("higher"))
    assert found.held is not None
    assert (found.held.since, found.held.worse, found.held.until) == (10, False, 19)
    assert [change.known for change in found.changes] == [22, 33]
    later = replay(came(SEEN_IN_TIME, settings=Settings(rules="nhs"), first=20), standard=Standard("higher"))
    assert later.held is None


def test_a_change_that_still_shows_has_no_end():
    values = steady(60)
    found = replay(came([*values[:40], *(value + 12 for value in values[40:])]), standard=LOWER)
    assert found.changes[-1].until is None
    assert found.held is None
    held = replay(came([*values[:40], *(value + 12 for value in values[40:])], first=55), standard=LOWER)
    assert held.changes == ()
    assert held.held is not None
    assert held.held.until is None


@pytest.mark.parametrize("rules", ["nhs", "wheeler"])
def test_a_bad_point_that_a_run_reaches_is_told_and_the_run_stays_a_change(rules):
    calm = [10.4, 9.6, 10.9, 9.9, 10.6, 9.4, 10.8, 10.1, 9.5, 10.5]
    history = [*calm, *calm, *calm, 11.6, 11.4, 11.7, 11.5, 11.6, 11.4, 11.7, 11.5, 11.6, 19.0]
    found = replay(came(history, settings=Settings(rules=rules)), standard=Standard("lower"))
    last = found.steps[-1]
    assert last.told == Alert(Kind.CHECK_POINT, Speed.DAY)
    assert (last.since, last.up, last.worse) == (39, True, True)
    assert found.changes[-1].until is None
