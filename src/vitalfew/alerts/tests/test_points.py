"""What opens a breach is of the last two periods, and is told with its own value, under every rule set."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from vitalfew.accounts.models import Workspace
from vitalfew.alerts.models import Breach
from vitalfew.alerts.tests.conftest import MIDNIGHT, MONDAY, NOW, WEEK
from vitalfew.kpis.models import Reading
from vitalfew.method.alerting import A_PATTERN, NOT_FAR, TOO_OLD
from vitalfew.notices.models import Notice

EVERY = pytest.mark.parametrize("rules", ["level", "wheeler", "nhs", "outside"])
CALM = [98.5, 101.5] * 15


def judged_by(world, rules):
    Workspace.objects.update(rules=rules)
    world.kpi.target, world.kpi.red_lower = None, None
    world.kpi.save()
    world.workspace.refresh_from_db()


def loaded(world, values, *, until=0):
    """Values of the weeks until the one that is so many ahead, judged once when all are there."""
    for back, value in enumerate(reversed(values)):
        world.value(world.kpi, MONDAY + (until - back) * WEEK, value)
    world.judged(NOW + until * WEEK)


def only():
    return Breach.objects.get()


def about(value, time):
    """The value and the week, as the calendar of the workspace has it, that a breach or a reading is about."""
    return value, time.astimezone(ZoneInfo("Europe/Berlin")).date()


def week(ahead):
    return (MONDAY + ahead * WEEK).date()


def opened():
    return about(only().value, only().value_time)


@EVERY
def test_a_lone_point_is_opened_with_its_own_value_and_over_when_two_values_have_come(world, rules):
    judged_by(world, rules)
    loaded(world, CALM, until=-1)
    world.week(0, 80)
    assert (only().kind, opened()) == ("check_point", (80, week(0)))
    world.week(1, 98.5)
    assert (only().state, opened(), only().first_time) == ("open", (80, week(0)), only().value_time)
    assert Reading.objects.get().needs_decision
    world.week(2, 101.5)
    assert (only().state, only().closed_how) == ("closed", "recovered")
    assert not Reading.objects.get().needs_decision
    assert Notice.objects.count() == 1


@EVERY
@pytest.mark.parametrize("back", [2, 3])
def test_a_lone_point_further_back_opens_nothing_and_is_told_as_history(world, rules, back):
    judged_by(world, rules)
    loaded(world, [*CALM, 80, *CALM[:back]])
    reading = Reading.objects.get()
    assert (reading.state, reading.needs_decision, reading.waits) == ("check_point", False, TOO_OLD)
    when = f"{week(-back).day} {week(-back):%b %Y}"
    told = f"An earlier point to check, week of {when}: unusually low"
    assert (reading.words, about(*reading.point)) == (told, (80, week(-back)))
    assert f"{'two' if back == 2 else 'three'} " in reading.verdict_words
    assert "back" in reading.verdict_words
    world.week(1, 101.5 if back == 2 else 98.5)
    assert (Breach.objects.count(), Notice.objects.count()) == (0, 0)


@EVERY
def test_the_notice_of_the_point_before_the_last_names_that_point_and_no_action(world, rules):
    judged_by(world, rules)
    loaded(world, [*CALM, 80, 98.5])
    notice = Notice.objects.get()
    assert notice.subject == "Uptime: look at 80.0 %"
    assert notice.paragraphs[0].startswith("80.0 % for the week of 2 Nov 2026: Check this point")
    assert not [text for text in notice.paragraphs if "action" in text]
    assert "98.5 % at the end" in notice.chart["alt"]
    assert (opened(), only().first_time) == ((80, week(-1)), only().value_time)


@EVERY
def test_an_older_larger_point_does_not_hide_the_one_of_now(world, rules):
    judged_by(world, rules)
    loaded(world, [*CALM, 70, *CALM[:2], 80])
    assert opened() == (80, week(0))


@EVERY
def test_a_good_point_does_not_hide_the_bad_one_that_comes_after_it(world, rules):
    judged_by(world, rules)
    loaded(world, [*CALM, 125, 80])
    assert opened() == (80, week(0))


@pytest.mark.parametrize("rules", ["wheeler", "nhs"])
def test_a_pattern_that_is_over_does_not_hide_a_point_of_now(world, rules):
    judged_by(world, rules)
    loaded(world, [*CALM, *[101.5] * 8, 98.5, 98.5, 80])
    assert (only().kind, only().value) == ("check_point", 80)


@EVERY
def test_a_point_that_is_corrected_after_the_next_value_ends_it_and_put_back_it_is_the_same(world, rules):
    judged_by(world, rules)
    loaded(world, CALM, until=-1)
    world.week(0, 80)
    now = world.week(1, 98.5)
    for value, state in ((98.5, "closed"), (80, "open")):
        world.value(world.kpi, MONDAY, value)
        world.judged(now)
        assert (only().state, only().closed_how) == (state, "corrected" if state == "closed" else "")
    assert Notice.objects.count() == 1


@pytest.mark.parametrize("rules", ["wheeler", "nhs"])
def test_a_pattern_for_the_worse_needs_no_decision_and_says_why(world, rules):
    judged_by(world, rules)
    loaded(world, [*CALM, *[98.5] * 9])
    reading = Reading.objects.get()
    assert (reading.status, reading.needs_decision, reading.waits) == ("worse", False, A_PATTERN)
    assert (Breach.objects.count(), Notice.objects.count()) == (0, 0)


def test_a_daily_change_needs_a_decision_from_when_it_is_opened_as_a_breach(world):
    judged_by(world, "level")
    world.kpi.frequency = "day"
    world.kpi.save()
    day, calm, seen = timedelta(days=1), (99.0, 99.4, 98.8, 99.2, 98.9, 99.3), set()
    for back in range(40):
        world.value(world.kpi, MIDNIGHT - (50 - back) * day, calm[back % 6])
    for number in range(10):
        world.value(world.kpi, MIDNIGHT - (10 - number) * day, calm[number % 6] - 0.1 * number)
        world.judged(MIDNIGHT - (9 - number) * day + timedelta(hours=9))
        reading = Reading.objects.get()
        assert reading.needs_decision is Breach.objects.exists()
        seen.add((reading.status, reading.waits))
    assert {("worse", NOT_FAR), ("worse", "")} <= seen


@pytest.mark.parametrize("rules", ["wheeler", "nhs"])
@pytest.mark.parametrize("level", [98.5, 101.5], ids=["worse", "better"])
def test_a_point_that_a_pattern_reaches_is_opened_and_the_pattern_said_beside_it(world, rules, level):
    judged_by(world, rules)
    loaded(world, [*CALM, *[level] * 9], until=-1)
    assert not Breach.objects.exists()
    world.week(0, 80)
    assert (only().kind, opened(), Notice.objects.count()) == ("check_point", (80, week(0)), 1)
    reading = Reading.objects.get()
    assert (reading.needs_decision, reading.waits) == (True, "")
    assert reading.verdict_words.startswith("Check this point: one point lies below the natural limits.")
    assert ("points in a row lie below the centre" in reading.verdict_words) is (level == 98.5)


@EVERY
def test_a_newer_good_point_does_not_hide_the_bad_one_before_it(world, rules):
    judged_by(world, rules)
    loaded(world, [*CALM, 80, 125])
    assert opened() == (80, week(-1))


def test_a_lasting_change_for_the_better_does_not_hide_a_bad_point(world):
    judged_by(world, "level")
    loaded(world, [*CALM, *[108.0] * 12], until=-1)
    assert Reading.objects.get().status == "better"
    world.week(0, 85)
    assert (only().kind, opened()) == ("check_point", (85, week(0)))
