"""Capability against a target, and crossings of a red line by chance."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vitalfew.method.capability import capability, chance_inside
from vitalfew.method.spans import span, timedelta

pytestmark = pytest.mark.plain


@pytest.mark.parametrize(
    ("direction", "lower", "upper", "target", "target_upper", "code"),
    [
        ("higher", 40, 52, 38, None, "meets"),
        ("higher", 40, 52, 40, None, "meets"),
        ("higher", 40, 52, 45, None, "hit_and_miss"),
        ("higher", 40, 52, 52, None, "hit_and_miss"),
        ("higher", 85.6, 91.3, 95, None, "misses"),
        ("higher", None, 52, 38, None, "hit_and_miss"),
        ("lower", 2, 7, 7, None, "meets"),
        ("lower", 2, 7, 5, None, "hit_and_miss"),
        ("lower", 2, 7, 1, None, "misses"),
        ("lower", None, 7, 8, None, "meets"),
        ("within", 4, 6, 4, 6, "meets"),
        ("within", 4, 6, 5, 9, "hit_and_miss"),
        ("within", 4, 6, 7, 9, "misses"),
        ("within", 4, 6, 1, 3, "misses"),
        ("within", 4, 6, None, 9, "meets"),
    ],
)
def test_capability_is_where_the_target_lies(direction, lower, upper, target, target_upper, code):
    found = capability(lower=lower, upper=upper, target=target, target_upper=target_upper, direction=direction)
    assert found.code == code


def test_capability_in_words():
    words = [capability(lower=2, upper=7, target=target, direction="lower").words for target in (8, 5, 1)]
    assert words == ["will meet it", "hit and miss", "will miss it"]


def test_without_a_target_nothing_is_said():
    assert capability(lower=2, upper=7, target=None, direction="higher") is None


def test_an_unknown_direction_is_refused():
    with pytest.raises(ValueError, match=r"'up' is not a direction. Write one of: higher, lower, within"):
        capability(lower=2, upper=7, target=5, direction="up")


@settings(max_examples=100)
@given(st.floats(-50, 50), st.floats(0, 50), st.floats(-100, 100))
def test_lower_is_the_mirror_of_higher(lower, spread, target):
    upper = lower + spread
    up = capability(lower=lower, upper=upper, target=target, direction="higher")
    down = capability(lower=-upper, upper=-lower, target=-target, direction="lower")
    assert up == down


@pytest.mark.parametrize(("distance", "in_a_row", "year"), [(2, 1, 0.70), (2, 2, 0.03), (1.5, 1, 0.97), (1.5, 2, 0.20)])
def test_the_figures_of_the_practice(distance, in_a_row, year):
    chance = chance_inside(red_line=100 - distance, centre=100, sigma=1, direction="higher", in_a_row=in_a_row)
    assert chance.per_year == pytest.approx(year, abs=0.01)
    mirrored = chance_inside(red_line=distance, centre=0, sigma=1, direction="lower", in_a_row=in_a_row)
    assert mirrored.per_year == pytest.approx(chance.per_year)


def test_a_run_is_counted_as_by_trying_all_years():
    chance = chance_inside(red_line=0.5, centre=0, sigma=1, direction="lower", periods=10, in_a_row=3)
    each = chance.per_period
    expected = 0.0
    for year in itertools.product("xo", repeat=10):
        if "xxx" in "".join(year):
            expected += each ** year.count("x") * (1 - each) ** year.count("o")
    assert chance.per_year == pytest.approx(expected)


def test_a_range_is_left_on_both_sides():
    both = chance_inside(red_line=-2, red_line_upper=2, centre=0, sigma=1, direction="within")
    one = chance_inside(red_line=2, centre=0, sigma=1, direction="lower")
    assert both.per_period == pytest.approx(2 * one.per_period)


def test_a_process_without_spread_crosses_always_or_never():
    assert chance_inside(red_line=5, centre=4, sigma=0, direction="higher").per_year == 1
    assert chance_inside(red_line=5, centre=5, sigma=0, direction="higher").per_year == 0
    with pytest.raises(ValueError, match="sigma must not be negative"):
        chance_inside(red_line=5, centre=5, sigma=-1, direction="higher")


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(seconds=60), "1 minute"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=23), "23 hours"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=9), "9 days"),
        (timedelta(days=28), "4 weeks"),
        (timedelta(days=92), "3 months"),
        (timedelta(days=731), "2 years"),
    ],
)
def test_a_span_is_said_in_units_that_suit_it(length, words):
    assert span(length) == words


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ([70.0] * 8, "meets"),
        ([70.0] * 6 + [58.0, 55.0], "hit_and_miss"),
        ([70.0] * 7 + [58.0], "meets"),
        ([58.0, 58.0] + [70.0] * 8, "meets"),
        ([70.0] * 6 + [60.5, 60.5], "meets"),
        ([70.0] * 6 + [90.0, 90.0], "meets"),
    ],
    ids=[
        "within",
        "missed twice lately",
        "a one-off",
        "long ago",
        "beyond the limit, not the target",
        "the other limit",
    ],
)
def test_a_process_that_lately_went_further_than_its_limits_is_promised_nothing(values, code):
    found = capability(lower=61.5, upper=81.6, target=60.0, direction="higher", values=values)
    assert found is not None
    assert found.code == code


def test_a_side_without_a_limit_stays_without_one():
    found = capability(lower=None, upper=81.6, target=60.0, direction="higher", values=[70.0] * 8)
    assert found is not None
    assert found.code == "hit_and_miss"
