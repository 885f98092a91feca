"""Two things in one field, a label before a title, and titles that only wish for more."""

import pytest

from vitalfew.method.rules.engine import look
from vitalfew.method.rules.rule import Finding
from vitalfew.method.rules.subjects import KeyResult, Kpi, Objective, Subject

pytestmark = pytest.mark.plain


def finding(subject: Subject, code: str) -> Finding | None:
    return next((each for each in look(subject) if each.code == code), None)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Increase revenue from 10 to 20 and margin from 3 to 5", ("Revenue", "Margin")),
        ("NPS 30+ and churn <3%", ("NPS", "Churn")),
        ("Grow sales by 20%, and cut complaints to 3", ("Sales", "Complaints")),
        ("NPS to 50; churn to 3%", ("NPS", "Churn")),
    ],
)
def test_two_measures_in_one_key_result(text: str, names: tuple[str, str]) -> None:
    said = finding(KeyResult(text=text), "K213")
    assert said is not None
    assert all(f"“{name}”" in said.message for name in names)
    assert "Write two key results" in said.suggestion
    assert finding(KeyResult(text=text), "K203") is None


@pytest.mark.parametrize(
    "text",
    [
        "Cut waste and rework from 9% to 4%",
        "Raise NPS from 30 to 50 and keep churn below 3%",
        "Raise eNPS from -5 to +20 by Q3, with answers above 80%",
        "Reduce lead time from 20 days to 10; it was 25",
        "Raise margin 4 points, from 61 % to 65 %",
        "Raise the share of orders between 5 and 10 kg to 80%",
    ],
)
def test_one_measure_in_one_key_result(text: str) -> None:
    assert finding(KeyResult(text=text), "K213") is None


@pytest.mark.parametrize("label", ["Objective 1 - ", "Objective 2: ", "O3: ", "Goal 4) ", "OKR – "])
def test_a_label_is_no_part_of_a_title(label: str) -> None:
    title = f"{label}Ensure 99.9% uptime of the platform."
    number, kept = finding(Objective(text=title), "O101"), finding(Objective(text=title), "O104")
    assert number is not None
    assert kept is not None
    assert "“99.9%”" in number.message
    assert "Objective" not in number.suggestion.replace("objective", "")
    assert title[slice(*kept.span or (0, 0))] == "Ensure"


@pytest.mark.parametrize("title", ["Oil 3 - the finest of the valley", "Open 2 shops", "Objectively the best 2 shops"])
def test_what_is_no_label(title: str) -> None:
    said = finding(Objective(text=title), "O101")
    assert said is None or title[slice(*said.span or (0, 0))] in ("2", "2 shops", "3")


@pytest.mark.parametrize("owner", ["ana@example.org, ben@example.org", "Ana and Ben", "the team"])
def test_an_objective_is_owned_by_one_person(owner: str) -> None:
    said = finding(Objective(text="Win back the night callers", owner=owner), "O106")
    assert said is not None
    assert said.message == f"Is owned by “{owner}”: who of them speaks for it?"


@pytest.mark.parametrize("owner", ["ana@example.org", "Ben Anders", "cem"])
def test_one_owner_is_fine(owner: str) -> None:
    assert finding(Objective(text="Win back the night callers", owner=owner), "O106") is None


@pytest.mark.parametrize("title", ["Be the best", "Do our best", "Work harder", "Try our best", "Become great"])
def test_a_bare_wish_is_flat(title: str) -> None:
    assert finding(Objective(text=title), "O103") is not None


@pytest.mark.parametrize(
    "title",
    ["Be the best bakery of the valley", "Do our best work for the night callers", "Become the team that others call"],
)
def test_a_wish_with_a_picture_is_not(title: str) -> None:
    assert finding(Objective(text=title), "O103") is None


@pytest.mark.parametrize(
    "title", ["Keep the customers we win", "Retain the people who teach us", "Keep our readers for life"]
)
def test_loyalty_is_no_upkeep(title: str) -> None:
    assert finding(Objective(text=title), "O104") is None


@pytest.mark.parametrize("title", ["Keep the shops running", "Maintain customer uptime", "Keep the level of service"])
def test_a_steady_state_is(title: str) -> None:
    assert finding(Objective(text=title), "O104") is not None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Status: 90% done", "H310"),
        ("Website move 40 % complete", "H310"),
        ("Handbook: 75% ready", "H310"),
        ("Revenue and churn", "H313"),
        ("Response time & error rate", "H313"),
        ("Cost and revenue per order", "H313"),
        ("Budget", "H313"),
        ("Marketing budget", "H313"),
        ("Project status", "H313"),
    ],
)
def test_names_that_are_no_kpi(name: str, code: str) -> None:
    assert finding(Kpi(name=name), code) is not None


@pytest.mark.parametrize(
    "name",
    [
        "Training completed by 90% of staff",
        "Sales and marketing spend",
        "Time and materials cost",
        "Errors and failures per week",
        "Budget variance",
        "Share of budget spent",
    ],
)
def test_names_that_are_one_number(name: str) -> None:
    assert finding(Kpi(name=name), "H310") is None
    assert finding(Kpi(name=name), "H313") is None


@pytest.mark.parametrize(
    "text", ["100% of the roadmap delivered", "Complete 90% of planned tasks", "80 % of the milestones finished"]
)
def test_a_share_of_the_plan_is_activity(text: str) -> None:
    assert finding(KeyResult(text=text), "K206") is not None


@pytest.mark.parametrize(
    "text",
    [
        "Raise the share of milestones met on time from 60% to 90%",
        "80% of tasks accepted the first time",
        "Resolve 90% of tickets within a day",
        "Raise use of features to 40% of users",
    ],
)
def test_a_share_of_something_else_is_not(text: str) -> None:
    assert finding(KeyResult(text=text), "K206") is None
