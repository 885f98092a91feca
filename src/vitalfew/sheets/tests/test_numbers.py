import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitalfew.sheets.numbers import NumberColumn, read_numbers

pytestmark = pytest.mark.plain


def read(*cells: object, **kwargs: object) -> NumberColumn:
    return read_numbers(cells, lines=range(2, 2 + len(cells)), column="value", **kwargs)


@pytest.mark.parametrize(
    ("cells", "values", "decimal"),
    [
        (["1.5", "2"], [1.5, 2], "."),
        (["1,5", "2,25", "3"], [1.5, 2.25, 3], ","),
        (["1,234.5", "1,234"], [1234.5, 1234], "."),
        (["1.234,5", "1.234", "7"], [1234.5, 1234, 7], ","),
        (["1 234", "1'234'567.25", "1\u202f000"], [1234, 1234567.25, 1000], "."),
        (["0,123", "1,234"], [0.123, 1.234], ","),
        (["12,34,567", "1,00,000.5"], [1234567, 100000.5], "."),
        (["−3", "+4", "-5.25", "1e3", "1.5E-3"], [-3, 4, -5.25, 1000, 0.0015], "."),
        (["$5", "-$6.20", "USD 7"], [5, -6.2, 7], "."),
        (["90%", "91.5 %"], [90, 91.5], "."),
        ([1.5, 2], [1.5, 2], "."),
    ],
)
def test_numbers_as_people_write_them(cells: list[object], values: list[float], decimal: str) -> None:
    column = read(*cells)
    assert (column.values, column.decimal, column.bad) == (values, decimal, {})


def test_a_column_that_mixes_decimal_marks_is_refused_and_names_the_rows() -> None:
    column = read("1.5", "2,5", "3.25")
    assert column.refused
    assert list(column.bad) == [1]
    assert column.bad[1][0] == 'value mixes decimal commas and decimal points: this cell and "1.5" in row 2.'


def test_two_ambiguous_cells_of_different_kind_are_a_mix() -> None:
    assert read("1.234", "1,234").refused


def test_an_ambiguous_column_says_how_it_was_read() -> None:
    english, german = read("1,234"), read("1,234", delimiter=";")
    assert (english.values, german.values) == ([1234], [1.234])
    assert "(row 2) is read as 1234." in english.warnings[0]
    assert "(row 2) is read as 1.234" in german.warnings[0]
    assert read("1,234", decimal=",").values == [1.234]
    assert read("1,234", decimal=",").warnings == []


def test_a_point_between_commas_is_never_doubted() -> None:
    column = read("55.153", "1.234", delimiter=",")
    assert (column.values, column.warnings) == ([55.153, 1.234], [])


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("nan", "no measurement"),
        ("NaN", "no measurement"),
        ("inf", "no measurement"),
        ("-Infinity", "no measurement"),
        ("1e400", "larger than any number"),
        ("9" * 390, "larger than any number"),
        ("-1e101", "larger than any number"),
        (1e101, "larger than any number"),
        ("=1+1", "formula"),
        ('=HYPERLINK("http://example.org")', "formula"),
        ("+1+1", "not a number"),
        ("@SUM(A1)", "not a number"),
        ("abc", "not a number"),
        ("(3)", "not a number"),
        ("١٢", "not a number"),
        ("1_000", "not a number"),
        ("1,23,4", "does not fit"),
        ("😀", "not a number"),
        (float("nan"), "no measurement"),
        (float("inf"), "no measurement"),
    ],
)
def test_what_is_no_number_is_bad_with_a_remedy(cell: object, words: str) -> None:
    column = read("1.5", cell, "2")
    assert column.values == [1.5, None, 2]
    what, what_to_do = column.bad[1]
    assert words in what
    assert what_to_do


def test_two_currencies_are_refused() -> None:
    column = read("$5", "€6", "$7")
    assert column.refused
    assert list(column.bad) == [1]


def test_some_percent_signs_are_said() -> None:
    column = read("90%", "91")
    assert column.unit == "%"
    assert column.warnings


def test_missing_cells_are_missing_and_words_for_it_are_said() -> None:
    column = read("1", "", "n/a", "-")
    assert column.missing == [1, 2, 3]
    assert "rows 4, 5" in column.warnings[0]


def test_yes_and_no_are_one_and_nought_when_the_whole_column_is() -> None:
    assert read("yes", "No", "").values == [1, 0, None]
    assert list(read("yes", "3").bad) == [0]


@given(st.lists(st.floats(-1e100, 1e100), min_size=1, max_size=20))
def test_every_float_comes_back_as_it_was_written(numbers: list[float]) -> None:
    assert read(*map(repr, numbers), delimiter=",").values == numbers


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=20), st.sampled_from(["en", "de"]))
def test_grouped_numbers_come_back(cents: list[int], language: str) -> None:
    texts = [f"{number / 100:,.2f}" for number in cents]
    if language == "de":
        texts = [text.translate(str.maketrans(",.", ".,")) for text in texts]
    assert read(*texts).values == [round(number / 100, 2) for number in cents]


@given(st.lists(st.text(max_size=12), max_size=10))
def test_any_text_is_a_number_missing_or_bad(texts: list[str]) -> None:
    column = read(*texts)
    for index, value in enumerate(column.values):
        assert (value is not None) + (index in column.missing) + (index in column.bad) == 1 or column.refused
