"""Sprints: one to four weeks from a team's own day, across changes of the clock and ends of years."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vitalfew.method.frequency import Frequency, Sprint, noun, per_year, read_every, words
from vitalfew.method.periods import due, fill, label, period_end, period_start, periods_between, tick

pytestmark = pytest.mark.plain

ZONES = st.sampled_from([ZoneInfo(name) for name in ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe")])
SPRINTS = st.builds(Sprint, st.integers(1, 4), st.dates(date(2015, 1, 1), date(2035, 12, 31)))
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
BERLIN = ZoneInfo("Europe/Berlin")
SPRING, NEW_YEAR = datetime(2026, 3, 29, 0, 59, tzinfo=UTC), datetime(2026, 12, 31, 23, 30, tzinfo=UTC)


@settings(max_examples=300, deadline=None)
@given(moment=MOMENTS, sprint=SPRINTS, zone=ZONES)
@example(moment=SPRING, sprint=Sprint(2, date(2026, 3, 16)), zone=BERLIN)
@example(moment=NEW_YEAR, sprint=Sprint(3, date(2026, 12, 14)), zone=BERLIN)
def test_a_sprint_holds_its_moment_begins_on_its_weekday_and_has_whole_days(moment, sprint, zone):
    start, end = period_start(moment, sprint, zone), period_end(moment, sprint, zone)
    assert start <= moment < end
    first, following = start.astimezone(zone), end.astimezone(zone)
    assert (first.time(), following.time()) == (time(), time())
    assert (following.date() - first.date()).days == 7 * sprint.weeks
    assert (first.date() - sprint.first).days % (7 * sprint.weeks) == 0
    assert period_start(end, sprint, zone) == end


@settings(max_examples=100, deadline=None)
@given(moment=MOMENTS, sprint=SPRINTS, zone=ZONES)
def test_sprints_follow_each_other_without_a_gap_over_a_year(moment, sprint, zone):
    starts = periods_between(moment, moment + timedelta(days=366), sprint, zone)
    assert [period_end(start, sprint, zone) for start in starts[:-1]] == starts[1:]
    assert all(period_start(start, sprint, zone) == start for start in starts)


def test_two_teams_with_other_first_days_have_other_periods():
    moment = datetime(2026, 11, 20, tzinfo=UTC)
    assert [
        label(period_start(moment, Sprint(2, first), BERLIN), Frequency.SPRINT, BERLIN)
        for first in (date(2026, 11, 11), date(2027, 1, 6), date(2026, 11, 9))
    ] == ["sprint from 11 Nov 2026", "sprint from 11 Nov 2026", "sprint from 9 Nov 2026"]


def test_a_value_of_a_sprint_is_its_last_and_is_due_when_the_next_is_over():
    sprint = Sprint(3, date(2026, 10, 7))
    times = [datetime(2026, 10, day, tzinfo=UTC) for day in (8, 26, 29)]
    starts, values = fill(times, [1.0, 2.0, 3.0], sprint, BERLIN)
    assert [f"{start.astimezone(BERLIN):%d %b}" for start in starts] == ["07 Oct", "28 Oct"]
    assert values == [2.0, 3.0]
    assert due(times[-1], sprint, BERLIN) == datetime(2026, 12, 8, 23, tzinfo=UTC)


def test_sprints_are_named_and_counted():
    start = period_start(datetime(2026, 11, 20, tzinfo=UTC), Sprint(), BERLIN)
    assert (words(Sprint(1)), noun(Sprint(4), 2), tick(start, Sprint(), BERLIN)) == (
        "every sprint", "sprints", "16 Nov 2026",
    )  # fmt: skip
    assert (per_year(Sprint(4)), per_year(Sprint(1))) == (13, 52)


def test_where_no_day_was_set_a_sprint_is_two_weeks_from_a_monday():
    moment = datetime(2026, 11, 20, tzinfo=UTC)
    for every in (Frequency.SPRINT, Frequency.TWO_WEEKS):
        assert period_start(moment, every, BERLIN) == period_start(moment, Sprint(), BERLIN)


@given(sprint=SPRINTS)
def test_sprints_are_read_from_their_own_text(sprint):
    assert read_every(str(sprint)) == sprint
    assert read_every(Frequency.MONTH) is Frequency.MONTH


@pytest.mark.parametrize("text", ["sprint/2", "sprint/0/2026-11-02", "sprint/5/2026-11-02", "sprint/2/soon", "often"])
def test_no_sprint_is_read_from_other_text(text):
    with pytest.raises(ValueError, match=r".+"):
        read_every(text)
