"""A target that moves."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from vitalfew.method.course import Course
from vitalfew.method.periods import Frequency

pytestmark = pytest.mark.plain

PLAN = Course([(date(2026, 1, 1), 100), (date(2026, 1, 11), 200), (date(2026, 1, 31), 150)])


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2025, 6, 1), 100),
        (date(2026, 1, 1), 100),
        (date(2026, 1, 6), 150),
        (date(2026, 1, 11), 200),
        (date(2026, 1, 21), 175),
        (date(2026, 1, 31), 150),
        (date(2027, 1, 1), 150),
    ],
)
def test_it_goes_straight_from_one_date_to_the_next(day, value):
    assert PLAN.at(day) == value
    assert PLAN.end == 150


def test_a_period_has_the_target_of_its_last_day_where_it_is_measured():
    kept = Course.kept([["2026-01-01", 100], ["2026-01-11", 200], ["2026-01-31", 150]])
    assert kept.points == PLAN.points
    last_of_year = datetime(2025, 12, 31, 23, tzinfo=UTC)  # New Year's Day in Berlin
    assert kept.in_period(last_of_year, Frequency.MONTH, ZoneInfo("Europe/Berlin")) == 150
    assert kept.in_period(last_of_year, Frequency.DAY, ZoneInfo("Europe/Berlin")) == 100
    assert kept.in_period(last_of_year.replace(year=2026, month=1, day=5), Frequency.DAY, ZoneInfo("UTC")) == 140


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([(date(2026, 1, 1), 1)], "at least two dates"),
        ([(date.fromordinal(day), 1) for day in range(1, 402)], "400 dates at most; these are 401"),
        ([(date(2026, 1, 2), 1), (date(2026, 1, 1), 2)], "2026-01-01 follows 2026-01-02"),
        ([(date(2026, 1, 1), 1), (date(2026, 1, 1), 2)], "each date once"),
    ],
)
def test_a_course_that_is_none_says_why(points, words):
    with pytest.raises(ValueError, match=words):
        Course(points)
