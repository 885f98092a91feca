"""Better sentences, and what is left of a title without its number."""

import pytest

from vitalfew.method.wording.reader import read
from vitalfew.method.wording.rewriting import OPEN, as_kpi, with_numbers, with_start, without_number

pytestmark = pytest.mark.plain


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("Reduce bugs", "Reduce bugs from [now] to [target]"),
        ("Improve morale.", "Increase morale from [now] to [target]"),
        ("Improve load time", "Reduce load time from [now] to [target]"),
        ("Pack parcels faster", "Reduce the time to pack parcels from [now] to [target]"),
        ("Reach our sales target", "Increase our sales from [now] to [target]"),
        ("Happy guests", OPEN),
        ("Improve", OPEN),
    ],
)
def test_numbers_are_asked_for(text: str, better: str) -> None:
    assert with_numbers(text) == better


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("Raise ratings to 4.6", "Raise ratings from [now] to 4.6"),
        ("Raise ratings to 4.6 by June", "Raise ratings from [now] to 4.6 by June"),
        ("Ratings above 4.6", "Ratings above 4.6 (currently [now])"),
        ("Reach 60% by March", "Reach 60% (currently [now]) by March"),
        ("Launch the new app and get 40% more users", "Get 40% more users (currently [now])"),
        ("Train the team to win 30% more deals by June", "Win 30% more deals (currently [now]) by June"),
        ("Open a branch and attract at least 20% more guests", "Attract at least 20% more guests (currently [now])"),
        ("Cut waste and raise margin to 30%", "Cut waste and raise margin from [now] to 30%"),
        ("Grow bread and cakes by 20%", "Grow bread and cakes by 20% (currently [now])"),
    ],
)
def test_start_is_asked_for(text: str, better: str) -> None:
    assert with_start(read(text)) == better


@pytest.mark.parametrize(
    ("text", "number", "left"),
    [
        ("Cut waiting from 9 to 4 min", "9 to 4 min", "Cut waiting"),
        ("Grow sales by at least 20%", "20%", "Grow sales"),
        ("Halve the queue", "Halve", "Reduce the queue"),
        ("Earn €2M with subscriptions", "€2M", ""),
        ("Launch the new app and get 40% more users", "40%", ""),
        ("Grow by winning 40 new guests", "40", ""),
        ("Make people want to visit 3 times", "3", "Make people want to visit"),
        ("Delight who visits and cut waiting by 20%", "20%", "Delight who visits and cut waiting"),
        ("Win hearts and minds of 40 towns", "40", "Win hearts and minds"),
        ("Take the lead to grow trust by 20%", "20%", "Take the lead to grow trust"),
        ("Grow sales by 20% while prices stay", "20%", "Grow sales while prices stay"),
    ],
)
def test_title_without_its_number(text: str, number: str, left: str) -> None:
    at = text.index(number)
    assert without_number(text, (at, at + len(number))) == left


@pytest.mark.parametrize(
    ("text", "kpi"),
    [
        ("Keep uptime above 99.9 %", "KPI “Uptime”, red line below 99.9 %"),
        ("Keep the error rate below 2 %", "KPI “Error rate”, red line above 2 %"),
    ],
)
def test_held_level_becomes_a_kpi(text: str, kpi: str) -> None:
    assert as_kpi(read(text)) == kpi
