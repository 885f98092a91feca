"""Turns of phrase that the plain forms do not have."""

import pytest

from vitalfew.method.wording.reader import read

pytestmark = pytest.mark.plain


@pytest.mark.parametrize(
    ("sentence", "baseline", "target", "direction"),
    [
        ("Bring in €40k of new orders", None, 40_000, "increase"),
        ("Complaints falling from 20 to 8", 20, 8, "decrease"),
        ("Cut queues from a weekly average of 14 to a weekly average of ≤5", 14, 5, "decrease"),
        ("Move from rank 9 to rank 4 in the regional table", 9, 4, "decrease"),
        ("Bake 3x per week (up from 1x)", 1, 3, "increase"),
        ("Bread orders = 40% of all orders", None, 40, "increase"),
        ("Raise takings from KES 20,000 to KES 35,000", 20_000, 35_000, "increase"),
        ("Cut the menu file from 1.5MB to under 200KB", 1500, 200, "decrease"),
        ("Guests find their table within 2 questions", None, 2, "decrease"),
        ("Double the regular guests to 80", None, 80, "increase"),
        ("Letters of intent from 30-40 farms", None, 30, "increase"),
        ("Praise from 20 guests", None, 20, "increase"),
        ("Bring suppliers to 14-day terms", None, 14, None),
        ("Open 3 shops (0 → 3)", 0, 3, "increase"),
        ("Reach a rating of 4.6/5 (4.1 → 4.6)", 4.1, 4.6, "increase"),
        ("Cut late trays (now: 6/week → target: 2/week)", 6, 2, "decrease"),
    ],
)
def test_the_ends_are_found(sentence: str, baseline: float | None, target: float, direction: str | None) -> None:
    reading = read(sentence)
    assert (reading.baseline, reading.target, reading.direction) == (baseline, target, direction)
    assert reading.measurable


@pytest.mark.parametrize(
    "sentence",
    [
        "Hold 1:1 talks with new colleagues",
        'Guests are satisfied ("very good" = 5)',
        "Growing pains by the oven",
        "Bring the stock in order",
    ],
)
def test_no_number_is_made_up(sentence: str) -> None:
    reading = read(sentence)
    assert (reading.baseline, reading.target, reading.change, reading.measurable) == (None, None, None, False)


@pytest.mark.parametrize(
    ("sentence", "metric"),
    [
        ("Publish 12 well-read recipes", "Well-read recipes"),
        ("Run 5 A/B tests a month", "A/B tests a month"),
        ("Win back 30 lost guests", "Lost guests"),
        ("Bring down the cost per loaf from $5 to $4", "Cost per loaf"),
        ("Sign up 20% of guests", "Guests"),
        ("Guest rating rising from 3.9 to 4.4", "Guest rating"),
    ],
)
def test_names_are_what_is_measured(sentence: str, metric: str) -> None:
    assert read(sentence).metric == metric


def test_a_shrinking_share_is_a_change() -> None:
    reading = read("Returned bread decreasing by 30%")
    assert (reading.change, reading.direction, reading.metric) == (0.3, "decrease", "Returned bread")


@pytest.mark.parametrize(
    ("sentence", "change", "direction"),
    [
        ("Improve the ovens to cut waste by 30%", 0.3, "decrease"),
        ("Takings up 20% year over year", 0.2, "increase"),
        ("Complaints down 5% on last year", 0.05, "decrease"),
        ("Cut flour waste by 30% compared with 2019", 0.3, "decrease"),
        ("Better ovens (waste -50%)", 0.5, "decrease"),
        ("Streamline orders to raise the takings by 15%", 0.15, "increase"),
    ],
)
def test_the_nearest_words_say_which_way(sentence: str, change: float, direction: str) -> None:
    reading = read(sentence)
    assert (reading.baseline, reading.target, reading.change, reading.direction) == (None, None, change, direction)
