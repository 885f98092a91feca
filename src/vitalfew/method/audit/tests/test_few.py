"""What an experienced manager would not let among the few, and what is no target."""

import pytest

from vitalfew.method.audit.judge import judge
from vitalfew.method.audit.judged import Judged
from vitalfew.method.audit.rows import Row

pytestmark = pytest.mark.plain


def one(name: str, **cells: str) -> Judged:
    return judge([Row(name, **cells)])[0]


@pytest.mark.parametrize(
    "target",
    [
        "See the chart", "Identified in the dashboard", "It is against policy to set quotas", "More than TBD a week",
        "as low as it gets",
    ],
)  # fmt: skip
def test_a_cell_without_a_number_is_no_target(target: str) -> None:
    found = judge([Row("Churn rate", target=target), Row("Error rate", target="2 %")])[0]
    assert "Missing: target." in found.reasons
    assert "has a target" not in found.reasons[-1]
    assert "a target" in found.suggestion


@pytest.mark.parametrize("target", ["at or below 5 issues", "zero", "7 days (until we know more)", "All of them"])
def test_a_number_or_all_or_none_is_one(target: str) -> None:
    assert not any(reason.startswith("Missing") for reason in one("Open bugs", target=target).reasons)


@pytest.mark.parametrize("name", ["Bakers headcount", "Driver gearing ratio", "FTE vs plan"])
def test_what_is_put_in_is_not_vital(name: str) -> None:
    rows = [Row(f"{room} error rate", target="1 %", key=True) for room in ("Oven", "Shop", "Bar")]
    found = judge([Row(name, target="12", key=True), *rows])[0]
    assert not found.vital
    assert found.reasons[-1] == "Can wait, though it is marked as key: counts what is put in."


@pytest.mark.parametrize("name", ["Oven availability SLO trend", "Error rate over time", "Orders delivered on time"])
def test_what_customers_feel_is(name: str) -> None:
    assert judge([Row(name, target="99 %", key=False), Row("Rent", key=False)])[0].vital


def test_what_every_team_keeps_comes_after_what_is_its_own() -> None:
    teams = ("Ovens", "Shop", "Bar")
    shared = [Row(f"{team} age of open positions", team=team, target="50 days", key=True) for team in teams]
    own = [Row(f"{room} error rate", team="Ovens", target="1 %", key=False) for room in ("Rye", "Bun", "Pie")]
    found = judge([*shared, *own])
    assert [each.vital for each in found[3:]] == [True, True, True]
    assert not found[0].vital


@pytest.mark.parametrize("name", ["50% or more SOV against the others", "40 or less quotes beside the best"])
def test_a_name_that_begins_with_its_number_is_asked_about(name: str) -> None:
    found = one(name)
    assert (found.verdict, found.sureness, found.vital) == ("health", "ask", False)


@pytest.mark.parametrize("name", ["90 % of calls answered within 2 minutes", "Uptime 99 % or more", "Churn below 2 %"])
def test_a_name_with_its_standard_is_not(name: str) -> None:
    assert one(name).sureness == "sure"
