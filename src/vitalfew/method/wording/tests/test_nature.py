"""What sort of thing a sentence names, and the words that say so."""

import pytest

from vitalfew.method.wording.nature import Nature, nature
from vitalfew.method.wording.reader import read

pytestmark = pytest.mark.plain


def _said(text: str) -> dict[str, str]:
    found = nature(read(text))
    return {field: text[slice(*span)] for field, span in zip(Nature._fields, found, strict=True) if span}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Launch training deck", {"task": "Launch"}),
        ("Price list published", {"task": "published"}),
        ("Introduction of a new till", {"task": "Introduction"}),
        ("Launching the app in Norway", {"task": "Launching"}),
        ("Reach 500 orders. Write a guide.", {"task": "Write"}),
        ("Ship 5 features", {"activity": "Ship 5 features"}),
        ("Lines of code", {"activity": "Lines of code"}),
        ("10 workshops held", {"activity": "10 workshops"}),
        ("Total page views", {"vanity": "page views"}),
        ("Followers on Instagram per month", {"vanity": "Followers"}),
        ("Keep uptime above 99.9 %", {"upkeep": "Keep"}),
        ("Uptime (maintain > 99 %)", {"upkeep": "maintain"}),
        ("Cut churn from X to Y", {"placeholder": "X"}),
        ("Cut churn to [target]", {"placeholder": "[target]"}),
        ("Churn to TBD", {"placeholder": "TBD"}),
    ],
)
def test_words_that_say_so(text: str, said: dict[str, str]) -> None:
    assert said.items() <= _said(text).items()


@pytest.mark.parametrize(
    "text",
    [
        "Support satisfaction",
        "Review time",
        "Deployment success rate",
        "Training completion rate",
        "Cost per download",
        "Conversion of visitors",
        "Hold time",
        "Get 40 customers from X (formerly Twitter)",
        "Reduce churn from 5 % to 3 %",
        "Release-to-incident ratio",
        "Improve the sleep of patients",
        "Make check-in easier",
        "",
        "…",
    ],
)
def test_plain_measures_and_wishes_are_nothing_of_it(text: str) -> None:
    assert _said(text) == {}


def test_letters_that_change_length_in_lower_case_are_no_trouble() -> None:
    assert _said("İstanbul İzmir: launch the İ branch") == {}
    assert set(_said("Launch the branch in İzmir")) == {"task"}
