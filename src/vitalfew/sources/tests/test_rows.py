"""What rows become, and the sentence for each kind of row that is no point."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from vitalfew.sources.contract import Point, SourceError
from vitalfew.sources.rows import MOST_POINTS, points

# ruff: noqa: DTZ001  (databases give times without a zone)
pytestmark = pytest.mark.plain

DAY, NEXT = date(2026, 1, 1), date(2026, 1, 2)


def test_the_only_number_is_the_value_of_now() -> None:
    assert points(["n"], [(Decimal("1.5"),)]) == [Point(None, 1.5)]


def test_times_and_numbers_are_found_by_what_they_hold() -> None:
    assert points(["v", "name", "t"], [(2, "b", NEXT), ("1.5", "a", DAY)]) == [
        Point(datetime(2026, 1, 1, tzinfo=UTC), 1.5),
        Point(datetime(2026, 1, 2, tzinfo=UTC), 2),
    ]


def test_columns_are_named_in_any_capitals() -> None:
    rows = [(DAY, NEXT, 7, 90.5)]
    assert points(["T", "u", "N", "V"], rows, time="u", value="v", cases="n") == [
        Point(datetime(2026, 1, 2, tzinfo=UTC), 90.5, 7)
    ]


@pytest.mark.parametrize(
    "cell", ["2026-06-01", "2026-06-01 00:00", date(2026, 6, 1), datetime(2026, 6, 1), "1 June 2026", "2026-06"]
)
def test_a_time_without_a_zone_is_of_the_given_one(cell: object) -> None:
    berlin = points(["t", "v"], [(cell, 1)], zone=ZoneInfo("Europe/Berlin"))
    assert berlin[0].time == datetime(2026, 5, 31, 22, tzinfo=UTC)
    assert points(["t", "v"], [(cell, 1)])[0].time == datetime(2026, 6, 1, tzinfo=UTC)


def test_a_time_with_a_zone_keeps_it() -> None:
    read = points(["t", "v"], [("2026-06-01T00:00:00+05:00", 1)], zone=ZoneInfo("Europe/Berlin"))
    assert read[0].time == datetime(2026, 5, 31, 19, tzinfo=UTC)


def test_the_hour_that_comes_twice_is_two_times() -> None:
    rows = [(datetime(2026, 10, 25, 2, 30), 1), (datetime(2026, 10, 25, 2, 30), 2)]
    first, second = points(["t", "v"], rows, zone=ZoneInfo("Europe/Berlin"))
    assert first.time is not None
    assert second.time is not None
    assert second.time - first.time == timedelta(hours=1)


def test_no_row_will_do_where_newer_ones_were_asked_for() -> None:
    assert points(["t", "v"], [], none_will_do=True) == []


BAD: dict[str, tuple[list[tuple[object, ...]], str]] = {
    "no rows": ([], "No row came back, at least one was expected"),
    "text": ([(DAY, "abc")], "Row 1 (2026-01-01): “b” holds the text “abc” where a number was expected"),
    "truth": ([(DAY, True)], "“b” holds True where a number"),
    "two dates": ([(DAY, NEXT)], "All columns are dates (“a”, “b”), one of times and one of numbers were expected"),
    "NULL": ([(DAY, 1), (NEXT, None)], "Row 2 (2026-01-02): “b” holds no value (NULL) where a number was expected"),
    "NULL time": ([(DAY, 1), (None, 1)], "Row 2: “a” holds no value (NULL): leave such rows out"),
    "all NULL": ([(None, None)], "None of the columns holds numbers"),
    "NaN": ([(DAY, float("nan"))], "“b” holds nan, which is no number that can be kept"),
    "text NaN": ([(DAY, "NaN")], "“b” holds the text “NaN” where a number"),
    "infinite": ([(DAY, float("1e400"))], "“b” holds inf, which is no number"),
    "huge text": ([(DAY, "1e400")], "“b” holds the text “1e400”"),
    "huge integer": ([(DAY, 10**400)], "which is no number"),
    "decimal NaN": ([(DAY, Decimal("NaN"))], "“b” holds NaN, which is no number"),
    "too large": ([(DAY, 1e101)], "larger than any number that can be judged"),
    "a duration": ([(DAY, timedelta(hours=3))], "“b” holds a duration where a number was expected"),
    "comma": ([(DAY, "1,234")], "“b” holds the text “1,234”"),
    "one time twice": (
        [(DAY, 1), (NEXT, 1), (DAY, 2)],
        "Rows 1 and 3 have the same time in “a” (2026-01-01 00:00, UTC)"),
    "two numbers": ([(1, 2)], "2 columns are numbers (“a”, “b”): name the one that is the value"),
    "either day": (
        [("2026-01-01", 1), ("03/04/2026", 1)],
        "“a” holds “03/04/2026”, which may be two days: write it as 2026-04-03"),
    "no day": ([("2026-01-01", 1), ("2026-02-30", 1)], "“a” holds “2026-02-30”"),
    "many": ([(DAY, 1)] * (MOST_POINTS + 1), "More than 100,000 rows came back: group them by day"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_one_sentence_says_what_came_and_what_to_do(case: str) -> None:
    rows, said = BAD[case]
    with pytest.raises(SourceError) as raised:
        points(["a", "b"], rows)
    sentence = str(raised.value)
    assert any(each in sentence for each in said.split("|")), sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 260


def test_rows_without_times_must_be_one() -> None:
    with pytest.raises(SourceError, match="2 rows came back without a column of times, one was expected"):
        points(["v"], [(1,), (2,)])


@pytest.mark.parametrize("row", [(None, 0), (0, None)])
def test_a_single_row_whose_time_is_null_is_no_value_of_now(row: tuple[object, ...]) -> None:
    columns = ["max" if cell is None else "count" for cell in row]
    with pytest.raises(SourceError, match=r"Row 1: “max” holds no value \(NULL\), where a time may be meant"):
        points(columns, [row])


def test_a_single_row_may_hold_words_beside_the_number() -> None:
    assert points(["name", "n"], [("open orders", 3)]) == [Point(None, 3)]


def test_no_more_rows_are_read_than_can_be_kept() -> None:
    def endless() -> Iterator[tuple[int]]:
        count = 0
        while True:
            count += 1
            assert count <= MOST_POINTS + 1
            yield (count,)

    with pytest.raises(SourceError, match="More than 100,000 rows"):
        points(["v"], endless())


@pytest.mark.parametrize("role", ["time", "value", "cases"])
def test_a_column_that_is_not_there(role: str) -> None:
    with pytest.raises(SourceError, match="There is no column “nope”; the columns are “t”, “v”: name one of them"):
        points(["t", "v"], [(DAY, 1)], **{role: "nope"})


@pytest.mark.parametrize("cell", [0, -1, 1.5, None, "x"])
def test_cases_are_counted(cell: object) -> None:
    with pytest.raises(SourceError, match="“n” holds"):
        points(["t", "v", "n"], [(DAY, 50.0, cell)], value="v", cases="n")
