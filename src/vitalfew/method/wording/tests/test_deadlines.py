"""The first day on which words could be due."""

from datetime import date

import pytest

from vitalfew.method.wording.deadlines import earliest_day

pytestmark = pytest.mark.plain
AROUND = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("March 2027", date(2027, 3, 1)),
        ("Q2 2027", date(2027, 4, 1)),
        ("H2 2026", date(2026, 7, 1)),
        ("the end of 2027", date(2027, 12, 1)),
        ("2027", date(2027, 1, 1)),
        ("FY27", date(2027, 1, 1)),
        ("2027-02-15", date(2027, 2, 15)),
        ("Dec 31", date(2026, 12, 1)),
        ("March", date(2027, 3, 1)),
        ("Q4", date(2026, 10, 1)),
        ("2027-13-01", None),
        ("the end of the quarter", None),
        ("next release", None),
    ],
)
def test_words_are_read_as_their_first_day(said: str, day: date | None) -> None:
    assert earliest_day(said, AROUND) == day
