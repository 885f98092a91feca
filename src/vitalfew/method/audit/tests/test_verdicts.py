import pytest

from vitalfew.method.audit.judge import judge
from vitalfew.method.audit.judged import Judged
from vitalfew.method.audit.rows import Row

pytestmark = pytest.mark.plain

HEALTH = (
    "Server uptime",
    "Parcel delivery time",
    "Support satisfaction",
    "Review turnaround time",
    "Launch readiness",
    "Purchase price variance",
    "Open support tickets",
    "Deals closed",
    "Refunds per 1,000 orders",
    "Harvest planned vs actual",
    "Cost per repaired bicycle",
    "Reading Comprehension Score (RCS)",
    "Share of wallet",
    "Website conversion rate",
    "Sign-ups converted to paid",
    "Uptime > 99.95 %",
    "Churn below 2 % a month",
    "Zero lost parcels",
    "Keep stock accuracy above 98 %",
    "Bread quality score (maintain > 8.5)",
    "90 % of calls answered within 2 minutes",
    "Invoices paid on time",
    "Every release has a changelog",
    "Weekly active users",
    "Work in progress",
    "Patients re-admitted within 30 days",
    "Test flakiness",
)
GROWTH = (
    "Cut delivery time from 5 days to 2",
    "Deploy weekly instead of monthly",
    "From monthly to weekly releases",
    "Invoice every week instead of every month",
    "Raise the day-30 return rate to 40 % by March",
    "Reach 300 member farms by the end of Q3",
    "Rating 4.1 → 4.6",
    "Waste per loaf goes from 80 g to 50 g",
    "Double the number of repeat guests",
    "50 % fewer late trains this year",
    "Shop rating of 4.7 by June",
    "60 % of orders come through the app (currently 35 %)",
    "Reduce open critical bugs to zero",
    "Move 80 % of customers to the new plan by December",
    "Increase bookings by 15 %",
)
NEITHER = (
    ("Weekly report instead of meeting", "task"),
    ("Review the weekly figures instead of guessing", "task"),
    ("Launch the ticket shop", "task"),
    ("Hire three bakers", "task"),
    ("Write the onboarding guide", "task"),
    ("Follow up with former guests", "task"),
    ("New warehouse system rolled out", "task"),
    ("Warehouse migration project", "task"),
    ("Sign the lease for the second shop", "task"),
    ("Measure guest satisfaction with a survey", "task"),
    ("Page views", "vanity"),
    ("Facebook page likes", "vanity"),
    ("Total registered users", "vanity"),
    ("App downloads", "vanity"),
    ("Newsletter subscribers per month", "vanity"),
    ("Number of workshops", "vanity"),
    ("Blog posts published", "vanity"),
    ("Lines of code written", "vanity"),
    ("Post 20 times on Instagram", "vanity"),
    ("Happy, proud team", "objective"),
    ("Become profitable", "objective"),
    ("Improve the atmosphere", "objective"),
    ("Team communication", "unclear"),
    ("https://example.org/board", "unclear"),
    ("—", "unclear"),
)


def one(name: str, **cells: str) -> Judged:
    return judge([Row(name, **cells)])[0]


@pytest.mark.parametrize("name", HEALTH)
def test_what_is_watched_for_ever_is_health(name: str) -> None:
    assert (one(name).verdict, one(name).kind) == ("health", "metric")


@pytest.mark.parametrize("name", GROWTH)
def test_what_has_an_end_is_growth(name: str) -> None:
    assert (one(name).verdict, one(name).kind) == ("growth", "key_result")


@pytest.mark.parametrize(("name", "kind"), NEITHER)
def test_what_no_decision_hangs_on_is_neither(name: str, kind: str) -> None:
    found = one(name)
    assert found.verdict == "neither"
    if name != "Post 20 times on Instagram":  # to post is work, and it is counted
        assert found.kind == kind


@pytest.mark.parametrize("name", [*HEALTH, *GROWTH, *(name for name, _ in NEITHER)])
def test_each_verdict_has_reasons_a_next_step_and_a_confidence(name: str) -> None:
    found = one(name)
    assert found.reasons
    assert all(reason.endswith((".", "?")) for reason in found.reasons)
    assert found.suggestion
    assert 0 < found.confidence <= 1


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Server uptime", "sure"),
        ("Observed near misses", "likely"),
        ("Improve NPS", "ask"),
        ("Hedgehogs index", "sure"),
    ],
)
def test_confidence_in_a_word(name: str, word: str) -> None:
    assert one(name).sureness == word


def test_a_change_without_numbers_is_growth_to_ask_about() -> None:
    found = one("Improve NPS")
    assert (found.verdict, found.reasons) == ("growth", ("Change without numbers. From what, to what?",))
    assert "from [now] to [target]" in found.suggestion


def test_the_columns_decide_where_the_name_alone_does_not() -> None:
    assert one("Retention", baseline="40 %", target="65 %").verdict == "growth"
    assert one("Retention", target="from 40 % to 65 %").verdict == "growth"
    assert one("Retention", target="above 40 %").verdict == "health"
    assert one("Deliver Energy Savings", definition="Amount of energy saved, in kWh").verdict == "health"
    assert one("Release notes read", definition="Percentage of readers who finish them").verdict == "health"


def test_what_a_sheet_asks_for_and_a_row_leaves_empty_is_missing() -> None:
    full, bare = judge([Row("Uptime", target="99 %", owner="ana"), Row("Error rate", target="TBD")])
    assert "Missing: owner, target." in bare.reasons
    assert not any("Missing" in reason for reason in full.reasons)
    assert not any("Missing" in reason for reason in one("Error rate").reasons)


def test_the_suggestion_names_what_a_kpi_lacks() -> None:
    assert one("Error rate").suggestion == (
        "Keep it as a KPI, with an owner, a target and a red line with the action behind it."
    )
    cells = {"owner": "ana", "target": "1 %", "red_line": "2 %", "action": "roll back"}
    assert one("Error rate", **cells).suggestion == "Keep it as a KPI."


def test_the_suggestion_for_a_goal_asks_for_what_it_does_not_say() -> None:
    assert one("Raise NPS from 32 to 50").suggestion == "Say by when. Name its owner."
    assert one("Raise NPS to 50 by June").suggestion == "Say where it starts: Increase NPS from [now] to 50."


def test_a_target_that_is_a_change_asks_for_both_ends() -> None:
    assert one("Shop rating", target="+10 %").suggestion == (
        "Write it from here to there: Shop rating from [now] to [target] by [date]."
    )


def test_reach_is_answered_with_what_it_should_lead_to() -> None:
    assert "share" in one("Page views").suggestion
    assert "30 days" in one("App downloads").suggestion


def test_no_rows_no_verdicts() -> None:
    assert judge([]) == []


def test_a_name_that_says_its_standard_misses_no_target() -> None:
    sheet = [Row("Uptime above 99.9 %", owner="ana"), Row("Churn rate", target="2 %", owner="ana"), Row("Error rate")]
    standard, _, bare = judge(sheet)
    assert not any("target" in reason for reason in standard.reasons if reason.startswith("Missing"))
    assert "Missing: owner, target." in bare.reasons


@pytest.mark.parametrize(
    ("name", "target", "sureness"),
    [
        ("Guest satisfaction", "+10 %", "likely"),
        ("Guest satisfaction", "5% increase", "likely"),
        ("Cost per loaf", "reduce by 20 %", "likely"),
        ("Guests", "Double", "likely"),
        ("Days to deliver", "-5 days", "likely"),
        ("Scrap rate", "2 % → 1.5 %", "sure"),
        ("Waste", "10 % less than last year", "likely"),
        ("Late orders", "down 30 %", "sure"),
        ("Repeat guests", "from 40 to 60", "sure"),
        ("Shop rating", "4.7 by June 2027", "likely"),
        ("Shop rating", "5 % increase, keeping it above 4", "ask"),
        ("Regular guests (FY27 plan)", "1000", "ask"),
    ],
)
def test_a_target_that_is_a_change_makes_growth(name: str, target: str, sureness: str) -> None:
    assert (one(name, target=target).verdict, one(name, target=target).kind) == ("growth", "key_result")
    if sureness != "sure":
        assert one(name, target=target).sureness == sureness


@pytest.mark.parametrize(
    ("name", "target", "verdict"),
    [
        ("NPS", "+40", "health"),
        ("Sales growth", "+10 %", "health"),
        ("Orders by type", "< 5 % change in proportion", "health"),
        ("Alerts a month", "does not exceed +50% of the average of 12 months", "health"),
        ("Fridge temperature", "between 2 and 8", "health"),
        ("Uptime", "Limit: 99 %", "health"),
        ("Freezer temperature", "-18 °C", "health"),
        ("Shop rating", "improve", "health"),
        ("Month-end close", "by day 5", "health"),
        ("Cash forecast ready", "by Q4 2026", "health"),
        ("Page views", "+20 %", "neither"),
        ("Launch the ticket shop", "+20 %", "neither"),
    ],
)
def test_a_target_that_is_a_level_stays_one(name: str, target: str, verdict: str) -> None:
    assert one(name, target=target).verdict == verdict


def test_a_target_with_a_day_beside_it_is_to_be_reached() -> None:
    assert one("Shop rating", target="4.7", deadline="30 June").verdict == "growth"
    assert one("Shop rating", target="4.7", deadline="June").verdict == "growth"
    assert one("Shop rating", target="4.7", deadline="ongoing").verdict == "health"


@pytest.mark.parametrize("cells", [{"name": "Zero delays"}, {"name": "Share of orders on time", "target": "100 %"}])
def test_a_standard_without_room_for_a_slip_is_told(cells: dict[str, str]) -> None:
    found = one(**cells)
    assert found.verdict == "health"
    assert "demands perfection" in found.reasons[0]


def test_safety_and_what_has_no_upper_end_may_ask_for_all() -> None:
    for cells in (
        {"name": "Zero accidents"},
        {"name": "LTIFR", "target": "0"},
        {"name": "Budget used", "target": "100 %"},
        {"name": "Perfect order rate"},
    ):
        assert "perfection" not in one(**cells).reasons[0]
    assert one("Zero delays").sureness == "likely"


def test_a_mere_direction_is_no_target() -> None:
    rows = [Row("Shop rating", target="improve"), Row("Bar rating", target="4.5")]
    assert "Missing: target." in judge(rows)[0].reasons
