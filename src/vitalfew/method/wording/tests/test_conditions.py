"""Numbers inside what is measured, and numbers that look like something else."""

import pytest

from vitalfew.method.wording.reader import read

pytestmark = pytest.mark.plain


@pytest.mark.parametrize(
    ("sentence", "metric"),
    [
        ("Raise the share of bills paid within 30 days from 60% to 85%", "Share of bills paid within 30 days"),
        ("Orders within 2 weeks: 62% -> 85%", "Orders within 2 weeks"),
        ("Raise the percentage of replies within 2 days to 90%", "Percentage of replies within 2 days"),
        ("Answer 90% of letters within 5 days", "Letters"),
        ("Repairs within 30 days up from 66% to 90%", "Repairs within 30 days"),
        ("90% of letters answered within 2 weeks", "Letters answered within 2 weeks"),
        ("Train 90% of bakers within their first 2 weeks", "Bakers"),
    ],
)
def test_a_condition_is_no_deadline(sentence: str, metric: str) -> None:
    reading = read(sentence)
    assert (reading.metric, reading.deadline) == (metric, None)


@pytest.mark.parametrize(
    ("sentence", "deadline"),
    [
        ("Raise the share of regular guests from 60% to 85% within 30 days", "30 days"),
        ("Raise the rating within 6 months from 40 to 50", "6 months"),
        ("Sell 40 cakes by Easter", "Easter"),
        ("Have fewer than 20 late trays at the end of each week", None),
        ("Launch 90% of the recipes within 6 weeks", "6 weeks"),
        ("Launch within 6 weeks 3 new recipes", "6 weeks"),
        ("The baker meets everyone within 2 weeks and picks 3 recipes", "2 weeks"),
        ("Within 8 weeks raise the rating to 50", "8 weeks"),
    ],
)
def test_a_time_to_do_it_in_is_a_deadline(sentence: str, deadline: str | None) -> None:
    assert read(sentence).deadline == deadline


@pytest.mark.parametrize(
    ("sentence", "metric", "baseline", "target"),
    [
        ("Raise gross margin 4 points, from 61% to 65%", "Gross margin", 61, 65),
        ("Cut baking time 3 hours, from 10 to 7 hours", "Baking time", 10, 7),
        ("Grow cake sales 50%, from 100 to 150", "Cake sales", 100, 150),
        ("Raise sales of 4 cakes from 61 to 75", "Sales of 4 cakes", 61, 75),
        ("Grow 5 shops from 5 to 10 guests", "Shops", 5, 10),
        ("Win rate from 22 % to 28 %", "Win rate", 22, 28),
        ("Win rated partners from 2 to 5", "Rated partners", 2, 5),
        ("KR2: Guests per day from 40 to 60", "Guests per day", 40, 60),
        ("Note: cut waste from 9 to 5", "Waste", 9, 5),
        ("KR-3) Pls cut waste from 9 to 5", "Waste", 9, 5),
        ("Waste must fall from 9 to 5", "Waste", 9, 5),
        ("Margin: raise from 61 % to 65 %", "Margin", 61, 65),
        ("Double the regular guests to 80 a week", "Regular guests per week", None, 80),
        ("Convert 1 in 4 guests", "Guests", None, 25),
        ("Late trays from 9 to nil", "Late trays", 9, 0),
        ("Freshness no lower than 96%", "Freshness", None, 96),
        ("Card payments up 5 points to 52%", "Card payments", None, 52),
        ("Set up 3 h of talks", "Set", None, 3),
        ("Bring waste back under 4 kg", "Waste", None, 4),
        ("75% of guests come back", "Guests come back", None, 75),
        ("99th percentile of waiting from 9 to 5 min", "99th percentile of waiting", 9, 5),
        ("Raise takings: $40k per month to $60k per month", "Takings per month", 40_000, 60_000),
    ],
)
def test_the_name_stops_before_the_numbers(sentence: str, metric: str, baseline: float | None, target: float) -> None:
    reading = read(sentence)
    assert (reading.metric, reading.baseline, reading.target) == (metric, baseline, target)


@pytest.mark.parametrize(
    ("sentence", "target", "unit"),
    [
        ("9 of 10 guests pay by card", 90, "%"),
        ("Three-quarters of guests come back", 75, "%"),
        ("Fewer than 1 in 50 loaves returned", 2, "%"),
        ("2 of 3 bakers know every recipe", pytest.approx(66.667, abs=0.001), "%"),
        ("Reach 4 of 5 stars", 4, "rating"),
        ("Bake 4 of the 10 cakes", 4, None),
        ("Hire 5 of 8 planned bakers", 5, None),
        ("Keep 4 of 5 guests", 80, "%"),
        ("No stock-outs in 9 of 10 shops", 0, None),
        ("Late trays open > 7 days = 0", 0, None),
        ("Bread sold on the day up to 93%", 93, "%"),
        ("Get featured in 3 food magazines", 3, None),
        ("Get bread listed on 4 portals", 4, "portals"),
        ("Be in the top 25 % of bakeries", 25, "%"),
        ("Serve at a ratio of 1:12", 12, None),
        ("Cap the cost of flour at €1.4m", 1_400_000, "EUR"),
    ],
)
def test_shares_places_and_mentions(sentence: str, target: float, unit: str | None) -> None:
    reading = read(sentence)
    assert (reading.baseline, reading.target, reading.unit) == (None, target, unit)


@pytest.mark.parametrize(
    "sentence",
    [
        "Get better in 3 regions",
        "Sell cakes to the top 25 % of guests",
        "Open the shop by 9:30 h",
        "Meet at 1:12",
        "Improve the 3rd place",
        "Hold the cost of flour at 2025 levels",
        "Improve comfort at 3 shops",
        "Show films in 1080p",
        "It has not moved for three rounds",
        "Finish lesson 4 of the bakers' course",
        "Move into the third quarter",
    ],
)
def test_near_forms_have_no_target(sentence: str) -> None:
    reading = read(sentence)
    assert (reading.target, reading.measurable) == (None, False)


@pytest.mark.parametrize(
    ("sentence", "change", "delta", "direction"),
    [
        ("Waste down a quarter", 0.25, None, "decrease"),
        ("Returned loaves drop a third", pytest.approx(1 / 3), None, "decrease"),
        ("Cut waiting by more than half", 0.5, None, "decrease"),
        ("One third fewer returned loaves", pytest.approx(1 / 3), None, "decrease"),
        ("Nearly double the guests", 1, None, "increase"),
        ("Stock down by €350", None, 350, "decrease"),
        ("Takings per guest + €4", None, 4, "increase"),
        ("Waiting down 5 min", None, 5, "decrease"),
        ("Rating up 5 points on last year", None, 5, "increase"),
    ],
)
def test_sizes_of_a_change(sentence: str, change: float | None, delta: float | None, direction: str) -> None:
    reading = read(sentence)
    assert (reading.change, reading.delta, reading.direction) == (change, delta, direction)
    assert (reading.baseline, reading.target) == (None, None)


@pytest.mark.parametrize("sentence", ["Write up a third report", "Turn down a quarter page", "The third fewer"])
def test_parts_of_nothing_are_no_change(sentence: str) -> None:
    reading = read(sentence)
    assert (reading.change, reading.measurable) == (None, False)


@pytest.mark.parametrize(
    ("sentence", "baseline", "target", "unit"),
    [
        ("Cut baking from 1:30 h to 0:45 h", 1.5, 0.75, "h"),
        ("Cut baking from 2h30 to 1h", 2.5, 1, "h"),
        ("Cut baking from 7m30s to 6m", 7.5, 6, "min"),
        ("Cut baking from 4:30 min to 3 min", 4.5, 3, "min"),
        ("Shorten training from 3 months to 6 weeks", pytest.approx(13.0446, abs=1e-4), 6, "week"),
        ("Shorten training from 1 year to 100 days", 365.25, 100, "d"),
        ("Cost to raise £1: from 38p to 30p", 38, 30, "p"),
        ("Cut the cost per bun from £1.20 to 80p", 120, 80, "p"),
        ("Guests per baker from 1:12 to 1:8", 12, 8, None),
        ("Climb from 7th to 3rd place", 7, 3, None),
        ("Rating from minus 5 to plus 20", -5, 20, None),
        ("Card payments: half -> 80%", 50, 80, "%"),
        ("Scrap in oven 3 below 1.5 % (now 2.8 %)", 2.8, 1.5, "%"),
    ],
)
def test_numbers_in_other_clothes(sentence: str, baseline: float, target: float, unit: str | None) -> None:
    reading = read(sentence)
    assert (reading.baseline, reading.target, reading.unit) == (baseline, target, unit)
