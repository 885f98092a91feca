"""What is measured keeps what it is about."""

import pytest

from vitalfew.method.wording.reader import read

pytestmark = pytest.mark.plain


@pytest.mark.parametrize(
    ("sentence", "metric"),
    [
        ("30% of revenue from new products (now 12%)", "Revenue from new products"),
        ("Earn 30% of orders from returning guests", "Orders from returning guests"),
        ("90% of tickets answered within 2 hours (today: 70%)", "Tickets answered within 2 hours"),
        ("Raise 20% of revenue from 15%", "Revenue"),
        ("Move 40% of traffic by running ads", "Traffic"),
        ("Answer 90% of letters within 5 days", "Letters"),
        ("Hire 8 of 12 open roles", "Open roles hired"),
        ("Win 5 of 8 tenders", "Tenders won"),
        ("Close 30 of 45 audit findings", "Audit findings closed"),
        ("Hire 8 engineers", "Engineers"),
        ("Get from 3 to 4.5 stars on the App Store", "Stars on the App Store"),
        ("Get to 4.5 stars in the guest survey", "Stars in the guest survey"),
        ("Raise NPS from 30 to 45 on the App Store", "NPS"),
        ("Ship v2.0 to 100% of customers", "Customers with v2.0"),
        ("Roll out the new rota to 80% of wards", "Wards with new rota"),
        ("Raise coverage to 80% of modules", "Coverage"),
        ("Raise Rs. 2.5 crore from CSR partners", "Money from CSR partners"),
        ("Collect €40,000 from 300 friends", "Collect"),
        ("From 2 releases a month to weekly", "Releases per week"),
        ("Reduce calls to 101 by 20%", "Calls to 101"),
        ("Launch the new app and get 40% more users", "Users"),
        ("Open a branch and attract 500 new guests", "New guests"),
        ("Train the team to win 30% more deals", "Deals"),
        ("Grow training and coaching by 20%", "Training and coaching"),
    ],
)
def test_the_name_of_what_is_measured(sentence: str, metric: str) -> None:
    assert read(sentence).metric == metric


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("Halve the backlog (currently 240)", (240, None, None, 0.5)),
        ("Double sign-ups", (None, None, "x", 1.0)),
        ("Reduce calls to 101 by 20%", (None, None, None, 0.2)),
        ("Reduce calls by 20% to 400", (None, 400, None, 0.2)),
        ("Hire 10 now", (None, 10, None, None)),
        ("Sell 20 today", (None, 20, None, None)),
        ("NPS is 10 now", (10, None, None, None)),
    ],
)
def test_what_the_numbers_are(sentence: str, numbers: tuple[float | str | None, ...]) -> None:
    reading = read(sentence)
    assert (reading.baseline, reading.target, reading.unit, reading.change) == numbers


@pytest.mark.parametrize(
    ("sentence", "way"),
    [
        ("Response time 24 hours or better", "decrease"),
        ("Coverage 80% or better", "increase"),
        ("Rating 4.5 or better", "increase"),
    ],
)
def test_or_better(sentence: str, way: str) -> None:
    assert read(sentence).direction == way
