"""How often: two rates in one period, 'weekly' as a number, and what is named as left behind."""

import pytest

from vitalfew.method.wording.reader import read

pytestmark = pytest.mark.plain

MONTH = 365.25 / 12


@pytest.mark.parametrize(
    ("sentence", "metric", "baseline", "target"),
    [
        ("Bake twice a day instead of twice a week", "Bake per day", 2 / 7, 2),
        ("Raise bread orders from 40/day to 350/week", "Bread orders per week", 280, 350),
        ("Cut spending: $42k/month to $360k/year", "Spending per year", 504_000, 360_000),
        ("Bake daily rather than weekly", "Bake per day", 1 / 7, 1),
        ("Move from monthly to weekly tastings", "Tastings per week", 7 / MONTH, 1),
        ("Count the stock every week instead of every quarter", "Count the stock per week", 7 / MONTH / 3, 1),
        ("Clean the ovens twice a day rather than weekly", "Clean the ovens per day", 1 / 7, 2),
        ("Publish a menu each week, up from one a month", "Publish a menu per week", 7 / MONTH, 1),
        ("Publish the menu weekly and no longer monthly", None, 7 / MONTH, 1),
    ],
)
def test_two_rates_are_told_in_the_period_of_the_target(
    sentence: str, metric: str | None, baseline: float, target: float
) -> None:
    reading = read(sentence)
    assert (reading.baseline, reading.target) == (pytest.approx(baseline), target)
    assert metric is None or reading.metric == metric
    assert reading.direction == ("increase" if baseline < target else "decrease")


@pytest.mark.parametrize(
    ("sentence", "baseline", "target"),
    [
        ("Grow weekly guests from 300 to 400", 300, 400),
        ("Cut late trays from 6 per week to 2", 6, 2),
        ("Move guests from monthly to yearly billing", None, None),
        ("Send the weekly menu to monthly guests", None, None),
        ("Switch from daily to weekly active guests", None, None),
        ("Move 40 guests from monthly to yearly cards", None, 40),
    ],
)
def test_other_periods_are_left_as_they_are(sentence: str, baseline: float | None, target: float | None) -> None:
    reading = read(sentence)
    assert (reading.baseline, reading.target) == (baseline, target)


@pytest.mark.parametrize(
    ("sentence", "baseline", "target"),
    [
        ("Serve in 2 min, not 8 any more", 8, 2),
        ("Raise the share to 75 % - it is 62 now", 62, 75),
        ("Raise the share; it was 48, now it's 62, we want 70", 62, 70),
        ("Bake 20 loaves rather than 11", 11, 20),
        ("Raise the rating to 55. Today we are at 40", 40, 55),
        ("Returned bread 6.1% now, 4.5% by March", 6.1, 4.5),
        ("Get waste below 4%, it's been 6% all year", 6, 4),
        ("Waste 5 kg (PY 8 kg)", 8, 5),
        ("Cut waste 30% vs 2019", None, None),
        ("Loaves ready in 4 hours (vs. 8)", 8, 4),
        ("Serve in 15 (not 20) minutes", 20, 15),
        ("Returned bread under 3 %, last FY 5 %", 5, 3),
        ("Late trays down to 12 a month (Jan: 31)", 31, 12),
        ("Guests with a card: 38% (target 50%)", 38, 50),
        ("Grow guests with a card to 35% (24% in FY25)", 24, 35),
        ("Grow guests with a card to 35% (24 in each shop)", None, 35),
        ("Waiting list of under 50 guests (80 as of May)", 80, 50),
        ("Waiting: 22 min. Goal: 10 min", 22, 10),
        ("Women among the bakers: 2 of 10 -> 4 of 10", 20, 40),
        ("Returned bread is at 9% and should be 6%", 9, 6),
        ("Returned bread, which is at 9%, falls to 6%", 9, 6),
        ("Two-thirds of bakers certified, up from half", 50, pytest.approx(66.667, abs=0.001)),
        ("Guests with a card: 61% rising to 68%", 61, 68),
        ("Late trays a month: 35 > 15", 35, 15),
        ("8 out of 10 guests pay by card (at present 5 out of 10)", 50, 80),
    ],
)
def test_what_is_left_behind_is_the_start(sentence: str, baseline: float | None, target: float | None) -> None:
    reading = read(sentence)
    assert (reading.baseline, reading.target) == (baseline, target)
    assert reading.measurable


@pytest.mark.parametrize(
    ("sentence", "baseline", "target"),
    [
        ("Raise the rating to 50 today", None, 50),
        ("Serve in no longer than 8 min", None, 8),
        ("Not more than 3 complaints", None, 3),
        ("Bake instead of buying 12 kinds of bread", None, 12),
        ("Make sure it is 95 %", None, 95),
        ("Guests with a card > 15", None, 15),
        ("Bake 12 cakes and to be best", None, 12),
        ("Waiting: 22 min. Goal: happier guests", None, 22),
        ("Win 12 guests (target group: 50 offices)", None, 12),
    ],
)
def test_near_words_name_no_start(sentence: str, baseline: float | None, target: float | None) -> None:
    reading = read(sentence)
    assert (reading.baseline, reading.target) == (baseline, target)
