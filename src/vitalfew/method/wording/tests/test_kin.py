"""A sentence finds the measure that it speaks of, and no other."""

import pytest

from vitalfew.method.wording.kin import nearest

pytestmark = pytest.mark.plain
NAMES = ["NPS", "Loading time, p75", "Monthly churn", "Open invoices"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Improve customer satisfaction", "NPS"),
        ("Reduce initial loading time", "Loading time, p75"),
        ("Make the page speed better", "Loading time, p75"),
        ("Raise retention", "Monthly churn"),
        ("Fewer open invoices", "Open invoices"),
    ],
)
def test_a_wish_finds_what_is_measured(text: str, name: str) -> None:
    place = nearest(text, NAMES)
    assert place is not None
    assert NAMES[place] == name


@pytest.mark.parametrize("text", ["Improve onboarding", "Reduce response time", "Grow the team", "", "Increase"])
def test_what_resembles_nothing_finds_nothing(text: str) -> None:
    assert nearest(text, NAMES) is None


def test_the_nearer_of_two_wins() -> None:
    assert nearest("Reduce loading time of the start page", ["Waiting time", "Loading time"]) == 1
