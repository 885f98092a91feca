"""How numbers are shown."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vitalfew.method.numbers import brief_score, exact, show, show_range, show_score

pytestmark = pytest.mark.plain

FINITE = st.floats(min_value=-1e300, max_value=1e300)
SCORES = st.floats(min_value=0, max_value=1)


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (86.6, "%", "86.6 %"),
        (218, "ms", "218 ms"),
        (1.66, "%", "1.66 %"),
        (12_000, "users", "12,000 users"),
        (12_345, "users", "12,350 users"),
        (1_234, "", "1,234"),
        (999.96, "", "1,000"),
        (0.1 + 0.2, "", "0.3"),
        (50.0, "points", "50 points"),
        (1.0, "points", "1 point"),
        (-1, "stories", "−1 story"),
        (1.04, "stories", "1.04 stories"),
        (1, "branches", "1 branch"),
        (1, "movies", "1 movie"),
        (1, "story points per days", "1 story point per days"),
        (1, "pages/visit", "1 page/visit"),
        *(
            (1, same, f"1 {same}")
            for same in ("ms", "hrs", "kbps", "iops", "series", "status", "class", "analysis", "NPS", "m²")
        ),
        (0.000_456_7, "s", "0.000457 s"),
        (-3.25, "", "−3.25"),
        (-0.0, "", "0"),
        (0, "%", "0 %"),
        (1_200_000, "USD", "$1,200,000"),
        (-5, "USD", "−$5"),
        (4.5, "EUR", "€4.50"),
        (20, "GBP", "£20"),
        (3_000, "INR", "₹3,000"),
        (1_200, "CHF", "CHF 1,200"),
        (3, "x", "3x"),
        (4.6, "rating", "4.6"),
        (1e20, "", "1e20"),
        (2.5e-12, "", "2.5e-12"),
    ],
)
def test_a_number_is_shown_with_three_or_four_digits_and_its_unit(value, unit, shown):
    assert show(value, unit) == shown


@pytest.mark.parametrize("value", [None, math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_a_dash(value):
    assert show(value, "%") == "–"


def test_the_reader_chooses_the_grouping():
    assert show(1_234_000, "EUR", group=".", point=",") == "€1.234.000"
    assert show(2.25, "", group=" ", point=",") == "2,25"


@pytest.mark.parametrize(
    ("value", "shown"), [(99.95, "99.95 %"), (99.999, "99.999 %"), (100, "100 %"), (100.04, "100 %")]
)
def test_a_percentage_under_100_is_not_shown_as_100(value, shown):
    assert show(value, "%") == shown


def test_a_number_is_told_from_the_line_it_is_read_against():
    assert show(94.96, "%", beside=95) == "94.96 %"
    assert show(95.04, "%", beside=95) == "95.04 %"
    assert show(95, "%", beside=95) == "95 %"
    assert show(200.3, "ms", beside=200) == "200.3 ms"


@settings(max_examples=100)
@given(FINITE)
def test_three_digits_are_within_half_a_percent(value):
    digits = show(value).replace(",", "").replace("−", "-")
    assert float(digits) == pytest.approx(value, rel=0.005)


@settings(max_examples=100)
@given(FINITE)
def test_an_input_field_gives_the_number_back(value):
    assert float(exact(value)) == value
    assert "e" not in exact(value)


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [(90.0, 1, "90.0"), (0.04, 1, "0.0"), (-0.04, 1, "0.0"), (0.006, 2, "0.01"), (9.96, 1, "10.0"), (0.0, 2, "0.00"),
     (12_345_678.2, 0, "12,345,678"), (1e20, 1, "1e20")],
)  # fmt: skip
def test_a_number_is_shown_with_so_many_decimals(value: float, decimals: int, shown: str) -> None:
    assert show(value, decimals=decimals) == shown


def test_an_input_field_shows_plain_digits():
    assert exact(12_000.0) == "12000"
    assert exact(0.1) == "0.1"
    assert exact(None) == ""
    with pytest.raises(ValueError, match="nan is not a number"):
        exact(math.nan)


@pytest.mark.parametrize(
    ("lower", "upper", "unit", "shown"),
    [
        (85.6, 91.3, "%", "85.6–91.3 %"),
        (-2, 3, "%", "−2 to 3 %"),
        (1_000, 2_000, "USD", "$1,000–$2,000"),
        (None, 9, "%", "up to 9 %"),
        (3, None, "%", "3 % or more"),
        (None, None, "%", "–"),
        (2, 2.0001, "h", "2 h"),
    ],
)
def test_a_range_names_its_unit_once(lower, upper, unit, shown):
    assert show_range(lower, upper, unit) == shown


@pytest.mark.parametrize(
    ("score", "shown"),
    [
        (0.55, "0.6"),
        (0.5, "0.5"),
        (0.68, "0.68"),
        (0.7, "0.70"),
        (0.72, "0.72"),
        (0.721, "0.7"),
        (0.699, "0.69"),
        (0.66, "0.66"),
        (0.38, "0.38"),
        (0.0, "0.0"),
        (0.9999, "0.99"),
        (1.0, "1.00"),
        (1.3, "1.3"),
        (-0.2, "−0.2"),
        (None, "–"),
    ],
)
def test_a_score_has_one_decimal_and_two_near_an_edge(score, shown):
    assert show_score(score) == shown


@settings(max_examples=200)
@given(SCORES)
def test_a_shown_score_lies_in_the_band_of_the_score(score):
    shown = float(show_score(score))
    assert [shown >= edge for edge in (0.4, 0.7, 1.0)] == [score >= edge for edge in (0.4, 0.7, 1.0)]


@pytest.mark.parametrize(
    ("score", "shown"), [(1.0, "1.0"), (0.7, "0.7"), (0.699, "0.69"), (0.42, "0.42"), (0.0, "0.0")]
)
def test_a_score_beside_others_has_no_last_nought(score, shown):
    assert brief_score(score) == shown
