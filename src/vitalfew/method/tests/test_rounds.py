"""Rounds over zones, days off and the nights on which clocks change."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitalfew.method.frequency import Frequency
from vitalfew.method.rounds import WAITS, Calendar, Round, check_in_days, may_ask_on, round_at

pytestmark = pytest.mark.plain
WEEK, FRIDAY, SUNDAY = Frequency.WEEK, 4, 6
BERLIN, NEW_YORK, AUCKLAND = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York"), ZoneInfo("Pacific/Auckland")
ZONES = [BERLIN, NEW_YORK, AUCKLAND, ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Etc/GMT+12"), ZoneInfo("Africa/Cairo")]


def off(*days: str) -> Calendar:
    away = {date.fromisoformat(day) for day in days}
    return Calendar(BERLIN, off=lambda day: day in away)


def weekly(now: str, *people: Calendar, weekday: int = FRIDAY) -> Round:
    return round_at(at(now), rhythm=WEEK, weekday=weekday, people=people, zone=BERLIN)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_week_of_one_zone():
    found = weekly("2026-11-18T10:00", Calendar(BERLIN))
    assert found == Round(date(2026, 11, 14), date(2026, 11, 20), at("2026-11-13T23:00"), at("2026-11-20T23:00"))
    assert weekly("2026-11-20T22:59", Calendar(BERLIN)) == found
    assert weekly("2026-11-20T23:00", Calendar(BERLIN)).first == date(2026, 11, 21)


def test_it_closes_when_the_day_has_ended_for_whoever_comes_last():
    assert weekly("2026-11-18T10:00", Calendar(AUCKLAND)).closes == at("2026-11-20T11:00")
    both = weekly("2026-11-18T10:00", Calendar(AUCKLAND), Calendar(NEW_YORK))
    assert both.closes == at("2026-11-21T05:00")
    assert weekly("2026-11-21T04:59", Calendar(AUCKLAND), Calendar(NEW_YORK)) == both


@pytest.mark.parametrize(
    ("day", "zone", "closes"),
    [
        ("2026-10-25", BERLIN, "2026-10-25T23:00"),  # the clocks went back that night: a day of 25 hours
        ("2026-11-01", NEW_YORK, "2026-11-02T05:00"),
        ("2027-04-04", AUCKLAND, "2027-04-04T12:00"),
        ("2026-03-29", BERLIN, "2026-03-29T22:00"),  # and forward: 23 hours
        ("2026-03-08", NEW_YORK, "2026-03-09T04:00"),
        ("2026-09-27", AUCKLAND, "2026-09-27T11:00"),
    ],
)
def test_the_night_on_which_clocks_change(day, zone, closes):
    person = Calendar(zone, days=range(7))
    found = round_at(at(f"{day}T09:30"), rhythm=WEEK, weekday=SUNDAY, people=[person], zone=zone)
    assert (found.day, found.closes) == (date.fromisoformat(day), at(closes))
    assert round_at(found.closes, rhythm=WEEK, weekday=SUNDAY, people=[person], zone=zone).opens == found.closes
    asked = person.asked_at(found.day)
    assert asked is not None
    assert asked.astimezone(zone).hour == 7


def test_somebody_who_is_off_is_waited_for_on_their_next_working_day():
    monday = weekly("2026-11-20T12:00", off("2026-11-20"))
    assert monday.closes == at("2026-11-23T23:00")
    assert weekly("2026-11-23T12:00", off("2026-11-20")) == monday
    easter = off("2026-04-03", "2026-04-06")
    assert weekly("2026-04-06T12:00", easter).closes == at("2026-04-07T22:00")
    assert easter.asked_on(date(2026, 4, 3)) == date(2026, 4, 7)


def test_nobody_is_waited_for_beyond_four_days():
    fortnight = off(*(f"2026-11-{day}" for day in range(20, 31)))
    assert fortnight.asked_on(date(2026, 11, 20)) is None
    assert fortnight.asked_at(date(2026, 11, 20)) is None
    assert weekly("2026-11-20T12:00", fortnight).closes == at("2026-11-20T23:00")
    assert weekly("2026-11-20T12:00", fortnight, Calendar(NEW_YORK)).closes == at("2026-11-21T05:00")


def test_two_weeks_and_months_have_one_check_in_day():
    days = check_in_days(date(2026, 11, 18), rhythm=Frequency.MONTH, weekday=FRIDAY)
    assert days == [date(2026, 10, 30), date(2026, 11, 27), date(2026, 12, 25), date(2027, 1, 29)]
    two = check_in_days(date(2026, 11, 18), rhythm=Frequency.TWO_WEEKS, weekday=FRIDAY)
    assert {(later - before).days for before, later in pairwise(two)} == {14}


def test_days_on_which_nobody_is_asked():
    november = [date(2026, 11, day) for day in range(16, 30)]
    assert [day.day for day in november if may_ask_on(day, rhythm=WEEK, weekday=FRIDAY)] == [
        *(16, 17, 20, 21, 22, 23, 24, 27, 28, 29)
    ]
    months = [day.day for day in november if may_ask_on(day, rhythm=Frequency.MONTH, weekday=FRIDAY)]
    assert months == [27, 28, 29]


people = st.lists(
    st.builds(
        Calendar,
        st.sampled_from(ZONES),
        st.sets(st.integers(0, 6)).map(tuple),
        st.sets(st.integers(0, 40)).map(lambda some: lambda day: day.toordinal() % 41 in some),
    ),
    max_size=4,
)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
rhythms = st.sampled_from([Frequency.WEEK, Frequency.TWO_WEEKS, Frequency.MONTH])


@given(moments, rhythms, st.integers(0, 6), people, st.sampled_from(ZONES))
def test_every_moment_lies_in_exactly_one_round(now, rhythm, weekday, people, zone):
    def round_of(moment: datetime) -> Round:
        return round_at(moment, rhythm=rhythm, weekday=weekday, people=people, zone=zone)

    found = round_of(now)
    assert found.opens <= now < found.closes
    assert found.day.weekday() == weekday
    assert found.first <= found.day
    assert round_of(found.opens) == round_of(found.closes - timedelta(seconds=1)) == found
    following = round_of(found.closes)
    assert (following.opens, following.first) == (found.closes, found.day + timedelta(days=1))


@given(moments, st.integers(0, 6), people)
def test_whoever_is_asked_is_asked_within_the_round_and_on_a_working_day(now, weekday, people):
    found = round_at(now, rhythm=WEEK, weekday=weekday, people=people, zone=BERLIN)
    for person in people:
        asked = person.asked_at(found.day)
        if asked is not None:
            assert found.opens < asked < found.closes
            assert may_ask_on(asked.astimezone(person.zone).date(), rhythm=WEEK, weekday=weekday)
            assert person.works(asked.astimezone(person.zone).date())
            assert found.day <= asked.astimezone(person.zone).date() <= found.day + timedelta(days=WAITS)
