"""What of a suggestion may take the place of a sentence with one click."""

import pytest

from vitalfew.method.rules.engine import look
from vitalfew.method.rules.rule import Finding
from vitalfew.method.rules.subjects import KeyResult, Objective
from vitalfew.web.rules.spoken import speak

pytestmark = pytest.mark.plain


def offered(*, title: str = "", sentence: str = "") -> dict[str, str]:
    """The sentence that each finding offers, by its code."""
    subject = Objective(text=title) if title else KeyResult(text=sentence)
    return {each.code: speak(each).use for each in look(subject)}


def test_work_is_not_offered_in_place_of_itself():
    assert offered(title="Migrate to React 18")["O102"] == ""


def test_the_name_of_a_kpi_is_not_offered_as_an_objective():
    assert offered(title="Maintain system uptime")["O104"] == ""


def test_an_objective_without_its_number_is_offered():
    assert offered(title="Delight our customers with 40 % fewer errors")["O101"] != ""


def test_a_key_result_is_not_offered_as_an_objective():
    assert offered(title="Double repeat orders")["O101"] == ""


def test_a_key_result_with_open_places_is_offered():
    assert offered(sentence="Improve customer satisfaction")["K201"].startswith("Increase customer satisfaction from")


@pytest.mark.parametrize(
    ("code", "suggestion"),
    [
        ("O101", "Objective: “Launch the new app and get”; key result: “Get 40 % more users (currently [now])”"),
        ("K201", "“Launch the training deck by [date]”"),
    ],
)
def test_half_a_sentence_or_the_same_task_is_never_offered(code: str, suggestion: str):
    assert speak(Finding(code, "", "warning", "It is so.", "title", suggestion=suggestion)).use == ""


def test_outcomes_that_rules_propose_are_offered():
    assert offered(sentence="Launch training deck")["K202"].startswith("Share of those trained")
    assert offered(sentence="Hold 10 workshops")["K206"].startswith("Share of those trained")
    assert offered(sentence="Increase activation to 40%")["K203"] == "Increase activation from [now] to 40%"
