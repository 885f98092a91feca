# ruff: noqa: DTZ001  (wall-clock times are what is read)
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitalfew.sheets.dates import DateColumn, read_dates
from vitalfew.sheets.zones import Clock

pytestmark = pytest.mark.plain

MARCH = datetime(2018, 3, 1)


def read(*cells: object, **kwargs: object) -> DateColumn:
    return read_dates(cells, lines=range(2, 2 + len(cells)), column="date", **kwargs)


@pytest.mark.parametrize(
    "text",
    [
        "2018-03-01", "2018-3-1", "2018/03/01", "2018.03.01", "01.03.2018", "1.3.2018", "2018-03", "2018/03",
        "03/2018", "Mar 2018", "March 2018", "Mar-18", "1 Mar 2018", "01-Mar-2018", "March 1, 2018", "Mar 1st, 2018",
        "1. März 2018", "Thu, 1 Mar 2018", "20180301", "43160", "2018-03-01T00:00:00", "2018-03-01 00:00",
    ],
)  # fmt: skip
def test_the_first_of_march_as_people_write_it(text: str) -> None:
    assert read(text).times == [MARCH]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2018-Q3", datetime(2018, 7, 1)),
        ("Q4 2018", datetime(2018, 10, 1)),
        ("2018-H2", datetime(2018, 7, 1)),
        ("2018-W09", datetime(2018, 2, 26)),
        ("KW 9 2018", datetime(2018, 2, 26)),
        ("2018", datetime(2018, 1, 1)),
        ("1.3.18 10:30", datetime(2018, 3, 1, 10, 30)),
        ("31/01/2018 1:30 PM", datetime(2018, 1, 31, 13, 30)),
        ("31/01/2018 12:30 am", datetime(2018, 1, 31, 0, 30)),
        ("1519862400", datetime(2018, 3, 1, tzinfo=UTC)),
        ("2018-03-01T10:30:00Z", datetime(2018, 3, 1, 10, 30, tzinfo=UTC)),
        (43160.5, datetime(2018, 3, 1, 12)),
        (date(2018, 3, 1), MARCH),
        (datetime(2018, 3, 1, 8), datetime(2018, 3, 1, 8)),
    ],
)
def test_other_ways_to_name_a_time(text: object, when: datetime) -> None:
    assert read(text).times == [when]


def test_one_cell_over_twelve_decides_the_order_of_the_column() -> None:
    assert read("03/04/2018", "13/04/2018").times[0] == datetime(2018, 4, 3)
    assert read("03/04/2018", "03/13/2018").times[0] == datetime(2018, 3, 4)
    assert read("03/04/2018", "13/04/2018").warnings == []


def test_an_ambiguous_column_says_which_reading_was_taken() -> None:
    column = read("03/04/2018", "04/05/2018")
    assert column.times[0] == datetime(2018, 4, 3)
    assert "3 April 2018" in column.warnings[0]
    assert read("03/04/2018", day_first=False).times == [datetime(2018, 3, 4)]


def test_the_reading_that_is_in_order_of_time_is_taken() -> None:
    column = read("01/11/2018", "01/12/2018", "02/01/2018")
    assert column.times == [datetime(2018, 1, 11), datetime(2018, 1, 12), datetime(2018, 2, 1)]
    assert column.warnings


def test_a_column_that_contradicts_itself_is_refused_and_names_the_rows() -> None:
    column = read("13/04/2018", "14/04/2018", "04/15/2018")
    assert column.refused
    assert column.bad[2][0] == 'date mixes day/month and month/day: "04/15/2018" here and "13/04/2018" in row 2.'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1066-10-14", "a date in 1066"),
        ("14.10.1066", "a date in 1066"),
        ("2101-01-01", "a date in 2101"),
        ("2018-02-30", "not a day"),
        ("31/31/2018", "not a day"),
        ("2018-13", "not a day"),
        ("", "no date"),
        ("soon", "not a date"),
        ("=TODAY()", "not a date"),
        ("25:00", "not a date"),
        (True, "not a date"),
        (timedelta(1), "not a date"),
    ],
)
def test_what_is_no_date_is_bad_with_a_remedy(text: object, words: str) -> None:
    column = read("2018-03-01", text)
    assert words in column.bad[1][0]
    assert column.bad[1][1]


@given(st.datetimes(datetime(1900, 1, 2), datetime(2100, 12, 30)))
def test_iso_times_come_back(when: datetime) -> None:
    assert read(when.isoformat()).times == [when]


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_bad(text: str) -> None:
    column = read(text)
    assert (column.times[0] is None) == (0 in column.bad)


def test_naive_times_are_in_the_zone_and_come_out_in_utc() -> None:
    clock = Clock(ZoneInfo("Europe/London"))
    assert clock.to_utc(datetime(2018, 7, 1), 2) == datetime(2018, 6, 30, 23, tzinfo=UTC)
    assert clock.to_utc(datetime(2018, 7, 1, tzinfo=UTC), 3) == datetime(2018, 7, 1, tzinfo=UTC)


def test_an_hour_that_the_clock_skips_is_moved_forward_and_said() -> None:
    clock = Clock(ZoneInfo("Europe/Berlin"))
    assert clock.to_utc(datetime(2018, 3, 25, 2, 30), 7) == datetime(2018, 3, 25, 1, 30, tzinfo=UTC)
    assert clock.skipped == [7]


def test_an_hour_that_happens_twice_is_first_the_first_and_then_the_second() -> None:
    clock = Clock(ZoneInfo("Europe/Berlin"))
    times = [clock.to_utc(datetime(2018, 10, 28, 2), line) for line in (5, 6)]
    assert times == [datetime(2018, 10, 28, hour, tzinfo=UTC) for hour in (0, 1)]
    assert clock.repeated == [5, 6]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2018-03-01", "year-month-day"),
        ("2018/3/1", "year/month/day"),
        ("1.3.2018", "day.month.year"),
        ("2018-Q2", "year and quarter"),
        ("1 Mar 2018", "day, name of the month, year"),
        ("20180301", "yearmonthday"),
    ],
)
def test_the_format_is_said_in_words(text: str, said: str) -> None:
    assert read(text).format == said
