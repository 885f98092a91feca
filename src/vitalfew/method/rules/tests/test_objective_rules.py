"""The rules on objectives: what trips them, what comes near, and what they propose."""

import pytest

from vitalfew.method.rules.engine import look
from vitalfew.method.rules.rule import LIMITS, Settings
from vitalfew.method.rules.subjects import KeyResult, Objective
from vitalfew.method.rules.tests.examples import codes_of, findings_of

pytestmark = pytest.mark.plain

TITLES = {"O101", "O102", "O103", "O104", "O105"}
TRIPS = {
    "O101": (
        "Increase market share to 15%",
        "Serve 400 more households before winter",
        "Halve the number of unhappy callers",
        "Earn €2M with subscriptions",
    ),
    "O102": (
        "Implement the new booking system",
        "Migrate all branches to Windows 11",
        "Redesign our price list",
        "Create a training programme",
        "Develop a pricing strategy",
        "Set up an advisory board of parents",
        "We will roll out the handbook",
        "Complete the move to the new warehouse",
        "Raise money for the new roof",
        "Fundraise for the shelter",
        "Launching the new website",
        "Implement the best booking system in town",
        "Transition to the new timetable",
        "Create a wiki as the one place to look",
        "Interview people who left us",
        "Bring the new bike to market",
        "Develop the restaurant product",
    ),
    "O103": (
        "Improve quality",
        "Increase employee engagement",
        "Significantly improve team performance",
        "Achieve our targets",
        "Have a better year",
        "Be the best team",
        "Increase the quality of our products",
        "Accelerate member acquisition",
        "Commercial excellence",
        "Team & culture",
        "Strengthen customer trust",
        "Sell more bread",
        "Grow",
        "Manage volunteers well",
        "Improve our member engagement and member satisfaction score",
        "Attract more visitors",
        "Handle requests faster",
        "Digitalise all services",
        "Modernise our data platform",
    ),
    "O104": (
        "Sustain current service levels",
        "Keep the machines running",
        "Ensure compliance with the new law",
        "Preserve our margins",
        "Maintain a world-class kitchen",
        "Remain profitable",
    ),
    "O105": ("Excellence in care", "Happier nurses", "The best coffee in town", "Training for all"),
}
NEAR = {
    "O101": (
        "Be the first call for every new parent in town",
        "Win Q4 for the small shops",
        "Become the number one in home repairs",
        "Offer help 24/7 that people are glad of",
        "Answer parents with patience 24/7/365",
    ),
    "O102": (
        "Release a dependable app for people who cannot see well",
        "Review how we treat those who supply us",
        "Test boldly and share what we learn",
        "Build a lively neighbourhood around our open workshop project",
        "Offer a calm and friendly waiting room",
        "Create a place where apprentices love to learn",
        "Build trust with the families of our patients",
        "Move faster than our rivals without dropping a plate",
        "Deliver the most reliable rides in the valley",
        "Win the hearts of commuters",
        "Raise the bar for honest repairs",
        "Make 80 neighbours proud of their street",
    ),
    "O103": (
        "Reduce leftovers in the school kitchens",
        "Grow our choir with children from every street",
        "Raise the bar for fresh bread in our valley",
        "Increase what the hall gives back to the people who built it",
        "Establish operational calm in every kitchen",
        "Find out this quarter why new members leave us",
        "Become the best place to learn baking",
        "Earn the trust of families in the valley",
        "Improve our kitchen so that guests ask for the cook",
        "Reinvent how villages get their post",
        "Become the newspaper that teenagers quote",
        "Turn complaints into our best source of ideas",
    ),
    "O104": (
        "Keep surprising our oldest customers with the finest service",
        "Ensure that nobody ever waits in the rain",
        "Stay close to the people who bake for us",
        "Continue building what our members know of bread",
        "Protect children on their way to school",
        "Make our line so stable that night shifts are quiet",
    ),
    "O105": (
        "Finally give beginners a warm welcome",
        "To be loved by those who cook for a living",
        "Our team will surprise the market",
        "Reimagine the museum shop",
        "Supply every village with fresh bread",
        "Delighting our guests with every meal",
    ),
}


def _cases(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(code, text) for code, texts in table.items() for text in texts]


@pytest.mark.parametrize(("code", "text"), _cases(TRIPS))
def test_title_is_found(code: str, text: str) -> None:
    assert codes_of(text, "objective") & TITLES == {code}


@pytest.mark.parametrize(("code", "text"), _cases(NEAR))
def test_title_comes_near_and_passes(code: str, text: str) -> None:
    assert code not in codes_of(text, "objective")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Increase market share to 15%", "to 15%"),
        ("Double the orders of night callers", "Objective: “Grow the orders of night callers”; key result: “Double"),
        ("Reduce waiting from 9 min to 4 min", "the sentence as it stands is a good key result"),
        ("Raise £50,000 for the new roof", "the sentence as it stands is a good key result"),
        ("Delight schools in 20% more towns", "Objective: “Delight schools”; key result: “"),
        ("Become the shop that 40% of the street visits", "who will notice, and what they will do then; key result: “"),
        ("Achieve 40% market share", "key result: “Achieve 40% market share (currently [now])”"),
    ],
)
def test_number_moves_into_a_key_result(text: str, said: str) -> None:
    (found,) = findings_of(text, "objective", "O101")
    assert said in found.suggestion
    assert found.span is not None
    assert any(letter.isdigit() for letter in text[slice(*found.span)]) or text.startswith("Double")


def test_several_wishes_are_asked_for_the_first() -> None:
    (found,) = findings_of("Cut costs, improve quality and increase output", "objective", "O103")
    assert found.message == "Wants several things at once: which of them comes first?"


def test_number_that_a_key_result_says_too_is_dropped_by_a_safe_rewrite() -> None:
    objective = Objective(text="Cut waiting from 9 min to 4 min")
    objective.key_results = [KeyResult(text="Average wait from 9 min to 4 min", objective=objective)]
    (found,) = [each for each in look(objective) if each.code == "O101"]
    assert found.fix == "Cut waiting"


def test_number_that_stands_nowhere_else_is_never_dropped_unasked() -> None:
    (found,) = findings_of("Cut waiting from 9 min to 4 min", "objective", "O101")
    assert found.fix == ""


def test_task_with_outcomes_below_is_a_warning() -> None:
    text = "objective: Migrate to React 18\nkey_results: [Loading time from 3 s to 1 s]"
    assert [each.severity for each in findings_of(text, "objective", "O102")] == ["warning"]
    text = "objective: Migrate to React 18\nkey_results: [Rewrite the start page]"
    assert [each.severity for each in findings_of(text, "objective", "O102")] == ["error"]


def test_technology_is_what_is_underlined() -> None:
    (found,) = findings_of("Migrate to React 18", "objective", "O102")
    assert found.span == (11, 19)


def test_steady_state_becomes_a_kpi() -> None:
    (found,) = findings_of("Maintain system uptime", "objective", "O104")
    assert "KPI “System uptime”" in found.suggestion


def _counted(count: int, **limits: float) -> list[tuple[str, str]]:
    objective = Objective(text="Win back the night callers", key_results=[KeyResult(text="a")] * count)
    found = look(objective, settings=Settings(limits={**LIMITS, **limits}))
    return [(each.severity, each.message) for each in found if each.code == "O110"]


@pytest.mark.parametrize(
    ("count", "severity"), [(0, "error"), (1, "warning"), (6, "warning"), (7, "warning"), (8, "error"), (12, "error")]
)
def test_key_results_are_too_few_or_too_many(count: int, severity: str) -> None:
    assert [each for each, _ in _counted(count)] == [severity]


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_two_to_five_key_results_are_right(count: int) -> None:
    assert _counted(count) == []


def test_limits_are_settings() -> None:
    assert _counted(1, key_results_fewest=1) == []
    assert [severity for severity, _ in _counted(4, key_results_most=3, key_results_too_many=4)] == ["error"]


def test_copy_says_how_much_of_it_is_copied() -> None:
    text = "objective: Win them back\nkey_results: [NPS from 3 to 5, B]\nparent_key_results: [nps from 3 to 5.]"
    (found,) = findings_of(text, "objective", "O113")
    assert found.message.startswith("1 of its 2 key results")


def test_bare_title_is_told_what_it_lacks_and_nothing_about_what_it_cannot_know() -> None:
    found = codes_of("Win back the night callers", "objective")
    assert found == {"O106", "O107", "O108", "O109", "O110", "O111", "O112"}


def test_empty_title_is_no_error() -> None:
    assert not codes_of("", "objective") & TITLES
