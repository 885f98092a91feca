# ruff: noqa: DTZ001  (wall-clock times are what is read)
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitalfew.sheets import ColumnUnclear, Understanding, export_cell, read_table, understand

pytestmark = pytest.mark.plain


def read(text: str, zone: object = UTC, **kwargs: object) -> Understanding:
    return understand(read_table(text.encode(), "numbers.csv"), zone=zone, **kwargs)


def test_columns_by_name_and_what_they_hold() -> None:
    understood = read("Datum;Wert (%);n;Bemerkung\n01.03.2018;90,5;1000;gut\n02.03.2018;91;1100;\n")
    assert understood.columns == {"time": "Datum", "value": "Wert (%)", "n": "n", "note": "Bemerkung"}
    assert (understood.decimal_mark, understood.unit, understood.date_format) == (",", "%", "day.month.year")
    assert understood.good[0] == (2, datetime(2018, 3, 1, tzinfo=UTC), 90.5, 1000.0, "gut", None, None)


def test_the_only_numeric_column_is_the_value_and_the_only_dated_one_the_time() -> None:
    understood = read("When it was,Visits\nMar 2018,5\nApr 2018,6\n")
    assert understood.columns == {"time": "When it was", "value": "Visits"}


def test_a_percentage_is_preferred_among_numeric_columns() -> None:
    understood = read("period,attendances,breaches,within_4h_percent\n2018-03-01,100,16,84\n")
    assert understood.columns["value"] == "within_4h_percent"
    assert understood.unit == "%"


def test_two_possible_columns_are_asked_about() -> None:
    with pytest.raises(ColumnUnclear, match='"a", "b"') as caught:
        read("time,a,b\n2018,1,2\n")
    assert (caught.value.role, caught.value.line) == ("value", 1)
    assert read("time,a,b\n2018,1,2\n", mapping={"value": "b"}).good[0].value == 2


def test_a_column_that_is_not_there_is_answered_with_the_nearest() -> None:
    with pytest.raises(ColumnUnclear, match='Did you mean "Visits"'):
        read("time,Visits\n2018,1\n", mapping={"value": "visit"})
    with pytest.raises(ColumnUnclear, match="Two columns"):
        read("time,a,a\n2018,1,2\n", mapping={"value": "a"})


def test_a_column_with_few_numbers_is_still_the_value_so_that_its_bad_rows_are_named() -> None:
    assert [row.line for row in read("time,sum of it\n2018,1\n2019,=2\n2020,=3\n").bad] == [3, 4]
    with pytest.raises(ColumnUnclear, match="No column holds numbers"):
        read("time value\n2018-01-01 5\n", time_required=False)


def test_no_dates_are_needed_where_none_are_asked_for() -> None:
    with pytest.raises(ColumnUnclear, match="No column holds dates"):
        read("value\n1\n")
    assert read("value\n1\n", time_required=False).good[0].time is None


def test_a_ratio_is_computed_and_said() -> None:
    understood = read("month,numerator,denominator\n2018-01,1,4\n2018-02,1,0\n2018-03,,4\n")
    assert (understood.good[0].value, understood.good[0].n) == (25.0, 4.0)
    assert [row.line for row in understood.bad] == [3]
    assert [row.line for row in understood.empty] == [4]
    assert any("100 × numerator ÷ denominator" in warning for warning in understood.warnings)


def test_the_same_time_twice_names_both_rows() -> None:
    understood = read("time,value\n2018-03-01,1\n2018-03-02,2\n2018-03-01T00:00Z,3\n")
    assert "row 4 has the same time as row 2" in understood.bad[0].what
    assert understood.bad[0].line == 4


def test_the_same_time_for_two_kpis_is_fine() -> None:
    assert read("kpi,time,value\nA,2018,1\nB,2018,2\n").bad == []
    understood = read("kpi,time,value\nA,2018,1\n,2018,2\n=A,2018,3\n")
    assert [row.line for row in understood.bad] == [3, 4]


def test_each_bad_row_is_named_with_its_cell_and_remedy() -> None:
    text = (
        "time,value,n\n1066-10-14,1,5\n2018-01-02,nan,5\n2018-01-03,1e400,5\n"
        "2018-01-04,=1+1,5\n2018-01-05,3,-1\n2018-01-06,90,5,9\n"
    )
    understood = read(text)
    assert [(row.line, row.column, row.text) for row in understood.bad] == [
        (2, "time", "1066-10-14"), (3, "value", "nan"), (4, "value", "1e400"), (5, "value", "=1+1"), (6, "n", "-1"),
        (7, "row", ""),
    ]  # fmt: skip
    assert all(row.what and row.what_to_do for row in understood.bad)
    assert understood.good == []


def test_a_refused_column_leaves_nothing_good() -> None:
    understood = read('time,value\n2018-01,"1,5"\n2018-02,2.5\n2018-03,3.5\n')
    assert (understood.good, [row.line for row in understood.bad]) == ([], [2])


def test_emoji_right_to_left_text_and_formulas_are_kept_in_notes() -> None:
    understood = read("time,value,note\n2018-01,1,שלום 😀\n2018-02,2,=1+1\n")
    assert [row.note for row in understood.good] == ["שלום 😀", "=1+1"]


def test_rows_without_a_value_and_blank_rows_are_counted() -> None:
    understood = read("time,value\n2018-01,1\n\n2018-02,\n2018-03,3\n")
    assert (len(understood.good), [row.line for row in understood.empty], understood.blank_rows) == (2, [4], 1)
    assert any("row 4" in warning for warning in understood.warnings)


def test_hourly_times_through_a_clock_change_stay_apart() -> None:
    understood = read(
        "time,value\n2018-10-28 01:00,1\n2018-10-28 02:00,2\n2018-10-28 02:00,3\n", ZoneInfo("Europe/Berlin")
    )
    assert understood.bad == []
    assert len({row.time for row in understood.good}) == 3
    assert any("happens twice" in warning for warning in understood.warnings)


def test_100_000_rows_take_under_two_seconds() -> None:
    start = datetime(2010, 1, 1)
    text = "time,value\n" + "\n".join(f"{start + timedelta(hours=i)},{i * 1.37:.2f}" for i in range(100_000))
    began = time.process_time()
    assert len(read(text).good) == 100_000
    assert time.process_time() - began < 2


@given(
    st.lists(
        st.tuples(
            st.datetimes(datetime(1901, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)),
            st.floats(-1e100, 1e100),
        ),
        unique_by=lambda pair: pair[0],
        min_size=1,
        max_size=8,
    )
)
def test_what_was_written_is_read(rows: list[tuple[datetime, float]]) -> None:
    understood = read("time,value\n" + "".join(f"{when.isoformat()},{value!r}\n" for when, value in rows))
    assert [(row.time, row.value) for row in understood.good] == rows


@pytest.mark.parametrize(
    "text", ["=1+1", "+1+1", "-1-1", "@SUM(A1)", "\t=1", "\r=1", "-", "+", "=", "-2+3+cmd|' /C calc'!A0"]
)
def test_text_that_a_spreadsheet_would_run_is_escaped(text: str) -> None:
    assert export_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "-5.25", "+4", "-1,5", "-1e5", "-12 %", "", "plain", "a=b", "5"])
def test_numbers_and_plain_text_stay_as_they_are(text: str) -> None:
    assert export_cell(text) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_is_exported_intact(number: float) -> None:
    assert export_cell(repr(number)) == repr(number)


def test_cells_made_to_take_long_are_read_quickly() -> None:
    began = time.process_time()
    for cell in ("1" + " " * 100_000 + "x", "(" * 100_000, "1," * 50_000, "a " * 50_000):
        understood = read(f'time,value\n2018,1\n2019,2\n2020,3\n2021,"{cell}"\n"{cell}",5\n')
        assert [row.line for row in understood.bad] == [5, 6]
        read(f'time,value,"{cell}"\n2018,1,x\n')
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ('time,value\n2018-01,"1,234"\n2018-02,"2,345"\n', ["decimal"]),
        ('time,value\n2018-01,"1,234"\n2018-02,"2,345.5"\n', []),
        ('time,value,n\n2018-01,85.5,"1,234"\n', []),
        ("time;value;n\n2018-01;85,5;1,234\n", ["decimal"]),
        ("time,value\n03/04/2018,1\n04/04/2018,2\n", ["day_first"]),
        ("time,value\n13/04/2018,1\n04/05/2018,2\n", []),
        ("time,value\n04/04/2018,1\n05/05/2018,2\n", []),
    ],
)
def test_what_only_a_person_can_settle_is_a_question(text: str, settings: list[str]) -> None:
    assert [question.setting for question in read(text).questions] == settings


def test_an_answer_leaves_no_question() -> None:
    table = read_table(b'time,value\n03/04/2018,"1,234"\n', "x.csv")
    open_ = understand(table, zone=UTC)
    assert open_.questions[0].doubt == '"1,234" in value (row 2) can be read as 1.234 or as 1234.'
    assert open_.questions[1].doubt == '"03/04/2018" in time can be read as 3 April 2018 or as 4 March 2018.'
    assert not understand(table, zone=UTC, decimal=",", day_first=False).questions
