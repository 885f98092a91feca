import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitalfew.method.numbers import exact
from vitalfew.sheets.typed import Quantity, read_number, read_quantity

pytestmark = pytest.mark.plain


@pytest.mark.parametrize(("text", "value"), [("85,5", 85.5), ("85.5", 85.5), ("1.234,5", 1234.5), ("-3", -3.0)])
def test_a_number_is_read_as_people_write_it(text: str, value: float) -> None:
    assert read_number(text) == value
    assert read_quantity(f"{text} %") == Quantity(value, "%")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1,234", "can be read as 1.234 or as 1234. Write 1234 for the large number, or 1.2340 for the small one."),
        ("nan", '"nan" is no measurement that can be kept. Write one like 4.2.'),
        ("1e400", "larger than any number that can be judged. Write a number below 1e100."),
        ("four", '"four" is not a number. Write one like 4.2.'),
    ],
)
def test_what_is_no_one_number_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(ValueError) as refused:
        read_number(text)
    assert words in str(refused.value)


@given(st.integers(-(10**12), 10**12))
def test_a_whole_number_reads_back(number: int) -> None:
    assert read_number(exact(number)) == number
