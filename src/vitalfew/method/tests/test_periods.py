"""Periods of a calendar, also across changes of the clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vitalfew.method.periods import (
    Frequency,
    capitalised,
    due,
    fill,
    label,
    noun,
    per_year,
    period_end,
    period_start,
    periods_between,
    read_frequency,
    tick,
    with_article,
    words,
)

pytestmark = pytest.mark.plain

BERLIN = ZoneInfo("Europe/Berlin")
UTC_ZONE = ZoneInfo("UTC")
ZONES = [ZoneInfo(name) for name in (
    "UTC", "Europe/Berlin", "America/Santiago", "America/Havana", "Asia/Beirut", "Australia/Lord_Howe",
    "Asia/Kolkata", "Pacific/Apia", "Africa/Casablanca", "America/St_Johns",
)]  # fmt: skip
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def at(*parts: int, zone: ZoneInfo = UTC_ZONE) -> datetime:
    return datetime(*parts, tzinfo=zone)


@pytest.mark.parametrize(
    ("text", "frequency"),
    [
        ("hourly", Frequency.HOUR),
        ("every hour", Frequency.HOUR),
        ("daily", Frequency.DAY),
        ("every day", Frequency.DAY),
        ("Weekly", Frequency.WEEK),
        ("once a week", Frequency.WEEK),
        ("7 days", Frequency.WEEK),
        ("every 2 weeks", Frequency.TWO_WEEKS),
        ("2 weeks", Frequency.TWO_WEEKS),
        ("every other week", Frequency.TWO_WEEKS),
        ("sprint", Frequency.SPRINT),
        ("per sprint", Frequency.SPRINT),
        ("every sprint", Frequency.SPRINT),
        ("fortnightly", Frequency.TWO_WEEKS),
        ("two_weeks", Frequency.TWO_WEEKS),
        ("  monthly ", Frequency.MONTH),
        ("each month", Frequency.MONTH),
        ("quarterly", Frequency.QUARTER),
        ("every 3 months", Frequency.QUARTER),
        ("half-yearly", Frequency.HALF_YEAR),
        ("half_year", Frequency.HALF_YEAR),
        ("every half-year", Frequency.HALF_YEAR),
        ("yearly", Frequency.YEAR),
        ("12 months", Frequency.YEAR),
    ],
)
def test_a_frequency_is_read_from_how_people_write_it(text, frequency):
    assert read_frequency(text) is frequency


@pytest.mark.parametrize("frequency", Frequency)
def test_a_frequency_is_read_from_its_own_words_and_its_own_value(frequency):
    assert read_frequency(words(frequency)) is frequency
    assert read_frequency(frequency.value) is frequency


@pytest.mark.parametrize("text", ["sometimes", "", "every 5 weeks", "0 weeks"])
def test_an_unknown_frequency_is_refused_with_what_is_known(text):
    with pytest.raises(ValueError, match="Write one of: hourly, daily, weekly, every 2 weeks, every sprint, monthly"):
        read_frequency(text)


def test_periods_are_named():
    assert noun(Frequency.MONTH) == "month"
    assert noun(Frequency.MONTH, 36) == "months"
    assert per_year(Frequency.WEEK) == 52


@pytest.mark.parametrize(
    ("frequency", "start", "end"),
    [
        (Frequency.HOUR, at(2026, 11, 18, 14), at(2026, 11, 18, 15)),
        (Frequency.DAY, at(2026, 11, 18), at(2026, 11, 19)),
        (Frequency.WEEK, at(2026, 11, 16), at(2026, 11, 23)),
        (Frequency.MONTH, at(2026, 11, 1), at(2026, 12, 1)),
        (Frequency.QUARTER, at(2026, 10, 1), at(2027, 1, 1)),
        (Frequency.HALF_YEAR, at(2026, 7, 1), at(2027, 1, 1)),
        (Frequency.YEAR, at(2026, 1, 1), at(2027, 1, 1)),
    ],
)
def test_a_period_runs_from_its_start_to_the_next(frequency, start, end):
    moment = at(2026, 11, 18, 14, 35)
    assert period_start(moment, frequency, UTC_ZONE) == start
    assert period_end(moment, frequency, UTC_ZONE) == end


def test_an_anchor_moves_weeks_and_years():
    moment = at(2026, 11, 18)
    assert period_start(moment, Frequency.WEEK, UTC_ZONE, anchor=date(2026, 1, 4)) == at(2026, 11, 15)
    assert period_start(moment, Frequency.TWO_WEEKS, UTC_ZONE, anchor=date(2026, 11, 9)) == at(2026, 11, 9)
    assert period_start(moment, Frequency.TWO_WEEKS, UTC_ZONE, anchor=date(2026, 11, 16)) == at(2026, 11, 16)
    assert period_start(moment, Frequency.YEAR, UTC_ZONE, anchor=date(2020, 4, 1)) == at(2026, 4, 1)
    assert period_start(at(2026, 2, 3), Frequency.YEAR, UTC_ZONE, anchor=date(2020, 4, 1)) == at(2025, 4, 1)


def test_a_day_belongs_to_its_own_zone():
    late = at(2026, 11, 18, 23, 30)
    assert period_start(late, Frequency.DAY, BERLIN) == at(2026, 11, 18, 23)
    assert label(period_start(late, Frequency.DAY, BERLIN), Frequency.DAY, BERLIN) == "19 Nov 2026"


def test_days_have_23_and_25_hours_when_clocks_change():
    spring, autumn = at(2026, 3, 29, 12, zone=BERLIN), at(2026, 10, 25, 12, zone=BERLIN)
    for moment, hours in ((spring, 23), (autumn, 25)):
        start, end = period_start(moment, Frequency.DAY, BERLIN), period_end(moment, Frequency.DAY, BERLIN)
        assert end - start == timedelta(hours=hours)
        assert len(periods_between(start, end - timedelta(seconds=1), Frequency.HOUR, BERLIN)) == hours


def test_a_day_whose_midnight_is_skipped_starts_when_the_clocks_jump():
    santiago = ZoneInfo("America/Santiago")
    start = period_start(at(2026, 9, 6, 12, zone=santiago), Frequency.DAY, santiago)
    assert start.astimezone(santiago).strftime("%d %H:%M") == "06 01:00"


@settings(max_examples=150, deadline=None)
@given(MOMENTS, st.sampled_from(list(Frequency)), st.sampled_from(ZONES))
def test_every_moment_lies_in_its_period_and_periods_touch(moment, frequency, zone):
    start, end = period_start(moment, frequency, zone), period_end(moment, frequency, zone)
    assert start <= moment < end
    assert period_start(start, frequency, zone) == start
    assert period_start(end, frequency, zone) == end
    assert period_start(end - timedelta(microseconds=1), frequency, zone) == start


def test_a_daily_slot_happens_once_a_day_for_two_years_in_every_zone():
    for zone in ZONES:
        starts = periods_between(at(2025, 1, 1, 12), at(2026, 12, 31, 12), Frequency.DAY, zone)
        days = [start.astimezone(zone).date() for start in starts]
        assert days == [days[0] + timedelta(days=number) for number in range(730)]


def test_a_day_that_a_zone_left_out_is_no_period():
    apia = ZoneInfo("Pacific/Apia")
    starts = periods_between(at(2011, 12, 28, 12, zone=apia), at(2012, 1, 1, 12, zone=apia), Frequency.DAY, apia)
    assert [start.astimezone(apia).day for start in starts] == [28, 29, 31, 1]


def test_too_many_periods_are_refused_with_the_reason():
    with pytest.raises(ValueError, match="Between 1966-01-01 and 2026-01-01 lie more than 200,000 hours"):
        periods_between(at(1966, 1, 1), at(2026, 1, 1), Frequency.HOUR, UTC_ZONE)


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="2026-01-01T00:00:00 has no time zone"):
        period_start(datetime(2026, 1, 1), Frequency.DAY, UTC_ZONE)  # noqa: DTZ001


def test_a_value_is_due_when_the_next_period_and_the_grace_are_over():
    last = at(2026, 9, 1)
    assert due(last, Frequency.MONTH, UTC_ZONE) == at(2026, 11, 1)
    assert due(last, Frequency.MONTH, UTC_ZONE, grace=timedelta(days=5)) == at(2026, 11, 6)
    assert due(None, Frequency.MONTH, UTC_ZONE) is None


@pytest.mark.parametrize(
    ("frequency", "start", "name"),
    [
        (Frequency.HOUR, at(2026, 11, 2, 14), "2 Nov 2026, 14:00"),
        (Frequency.DAY, at(2026, 11, 2), "2 Nov 2026"),
        (Frequency.WEEK, at(2026, 11, 2), "week of 2 Nov 2026"),
        (Frequency.TWO_WEEKS, at(2026, 11, 2), "two weeks from 2 Nov 2026"),
        (Frequency.MONTH, at(2018, 3, 1), "March 2018"),
        (Frequency.QUARTER, at(2026, 10, 1), "Q4 2026"),
        (Frequency.QUARTER, at(2026, 11, 1), "quarter from November 2026"),
        (Frequency.HALF_YEAR, at(2026, 7, 1), "H2 2026"),
        (Frequency.YEAR, at(2026, 1, 1), "2026"),
        (Frequency.YEAR, at(2026, 4, 1), "year from April 2026"),
    ],
)
def test_a_period_has_a_name(frequency, start, name):
    assert label(start, frequency, UTC_ZONE) == name


@pytest.mark.parametrize(
    ("name", "within", "first"),
    [
        ("week of 2 Nov 2026", "the week of 2 Nov 2026", "Week of 2 Nov 2026"),
        ("sprint from 2 Nov 2026", "the sprint from 2 Nov 2026", "Sprint from 2 Nov 2026"),
        ("2 Nov 2026, 14:00", "2 Nov 2026, 14:00", "2 Nov 2026, 14:00"),
        ("March 2018", "March 2018", "March 2018"),
    ],
)
def test_a_period_has_an_article_within_a_sentence_and_a_capital_at_its_begin(name, within, first):
    assert (with_article(name), capitalised(name)) == (within, first)


def test_a_missing_period_stays_a_hole():
    times = [at(2026, 1, 5), at(2026, 4, 9), at(2026, 2, 1)]
    starts, values = fill(times, [1.0, 4.0, 2.0], Frequency.MONTH, UTC_ZONE)
    assert starts == [at(2026, month, 1) for month in (1, 2, 3, 4)]
    assert values == [1.0, 2.0, None, 4.0]


@pytest.mark.parametrize(("combine", "value"), [("last", 5.0), ("sum", 9.0), ("mean", 3.0)])
def test_two_values_of_one_period_become_one(combine, value):
    times = [at(2026, 1, 9), at(2026, 1, 2), at(2026, 1, 5)]
    assert fill(times, [5.0, 1.0, 3.0], Frequency.MONTH, UTC_ZONE, combine=combine)[1] == [value]


def test_values_that_are_not_there_make_no_period():
    assert fill([at(2026, 1, 1), at(2026, 2, 1)], [None, float("nan")], Frequency.MONTH, UTC_ZONE) == ([], [])
    assert fill([], [], Frequency.MONTH, UTC_ZONE) == ([], [])


def test_filling_refuses_what_it_does_not_know():
    with pytest.raises(ValueError, match=r"'first' is no way to combine values. Write one of: last, sum, mean"):
        fill([], [], Frequency.DAY, UTC_ZONE, combine="first")
    with pytest.raises(ValueError, match=r"shorter|longer"):
        fill([at(2026, 1, 1)], [], Frequency.DAY, UTC_ZONE)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.tuples(MOMENTS, st.floats(-1e6, 1e6)), min_size=1, max_size=20),
    st.sampled_from([Frequency.WEEK, Frequency.MONTH, Frequency.QUARTER]),
    st.sampled_from(ZONES),
)
def test_filling_loses_nothing(pairs, frequency, zone):
    times, values = zip(*pairs, strict=True)
    starts, filled = fill(times, values, frequency, zone, combine="sum")
    assert sum(value for value in filled if value is not None) == pytest.approx(sum(values), abs=1e-3)
    assert starts == sorted(set(starts))
    assert filled[0] is not None
    assert filled[-1] is not None


@pytest.mark.parametrize(
    ("frequency", "expected"),
    [
        ("hour", "1 Mar, 00:00"),
        ("day", "1 Mar 2018"),
        ("week", "1 Mar 2018"),
        ("month", "Mar 2018"),
        ("quarter", "Q1 2018"),
        ("year", "2018"),
    ],
)
def test_ticks_are_short(frequency: str, expected: str) -> None:
    start = datetime(2018, 1 if frequency in ("quarter", "year") else 3, 1, tzinfo=UTC)
    assert tick(start, Frequency(frequency), ZoneInfo("UTC")) == expected
