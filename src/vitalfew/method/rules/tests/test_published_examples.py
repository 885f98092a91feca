"""Short example sentences of articles about OKRs and KPIs: every bad one is found, and where we differ is known.

The reasons stand in docs/disagreements.md.
"""

import pytest

from vitalfew.method.rules.engine import look
from vitalfew.method.rules.subjects import Kpi, Team
from vitalfew.method.rules.tests.examples import codes_of

pytestmark = pytest.mark.plain

RECORD = {"O106", "O107", "O108", "O109", "O110", "O111", "O112", "K209", "K210"}
BAD_OBJECTIVES = [
    ("Improve product metrics", {"O103"}),
    ("Migrate to React 18", {"O102"}),
    ("Complete the API documentation", {"O102"}),
    ("Maintain system uptime", {"O104"}),
    ("Launch new product category", {"O102"}),
]
BAD_KEY_RESULTS = [
    ("Improve customer satisfaction", {"K201"}),
    ("Improve code quality", {"K201"}),
    ("Improve team communication", {"K201"}),
    ("Launch training deck", {"K202"}),
    ("Write the onboarding guide", {"K202"}),
    ("We shipped five features", {"K206"}),
    ("Number of features shipped", {"K206"}),
    ("Lines of code written", {"K206"}),
    ("Increase social media followers by 50%", {"K203", "K207"}),
    ("Unique visitors", {"K201", "K207"}),
    ("User acquisition", {"K201"}),
]
GOOD_OBJECTIVES = [
    "Revolutionise our onboarding experience for new users",
    "Become the quality reference in our industry",
    "Create an exceptional user experience that builds loyalty",
    "Radically transform our users' mobile experience",
    "Become the most loved product in our industry",
    "Become the reference platform for creative freelancers",
    "Offer an ultra-smooth and performant user experience",
    "Establish market leadership in our category",
    "Improving wayfinding for remote contributors",
    "Align Product, Engineering, and Marketing on growth",
]
GOOD_KEY_RESULTS = [
    "Reduce production bug rate from 15 to 3 bugs per release",
    "Achieve an NPS score of 50 (currently 32)",
    "Reach 95% automated test coverage (currently 65%)",
    "Reduce average incident resolution time from 4h to 1h",
    "Increase team velocity from 40 to 80 points per sprint",
    "Reduce lead time from 20 days to 10 days",
    "Deploy to production minimum 2 times per week (currently once weekly)",
    "Reach 100,000 monthly active users (currently 45,000)",
    "Increase D+30 retention rate from 40% to 65%",
    "Increase mobile engagement from 3 min/session to 8 min/session",
    "Active registered users will go from 12,000 to 35,000",
    "Transaction volume will go from $450,000/month to $1,200,000/month",
    "Creatives with 5+ completed projects will go from 230 to 800",
    "Land 3 of the top 5 industry partnerships",
]
DIFFERENT_OBJECTIVES = [
    ("Revolutionise our automated testing suite to reduce manual intervention by 40%", {"O101"}),
    (
        "Ensure API documentation is so intuitive that developer onboarding time drops from five days to one",
        {"O101"},
    ),
    ("Double our delivery capacity while maintaining quality", {"O101"}),
    ("Improve onboarding for new customers", {"O103"}),
    ("Launch new product and reach 50,000 users in 6 months", {"O101", "O102"}),
    ("Move from monolithic to microservices architecture", {"O102"}),
    ("Migrate to cloud", {"O102"}),
    ("Significantly improve application performance", {"O103"}),
    ("Create cohesion around company objectives", {"O103"}),
]
DIFFERENT_KEY_RESULTS = [
    ("Automate 80% of current manual tests", {"K202"}),
    ("Achieve a SUS (System Usability Scale) score above 80", {"K203"}),
    ("Achieve Lighthouse score of 95+", {"K203"}),
    ("Achieve 40% market share by Q4", {"K203"}),
    ("Reach 95% brand recognition in target demographic", {"K203"}),
]


@pytest.mark.parametrize(("text", "codes"), BAD_OBJECTIVES + DIFFERENT_OBJECTIVES)
def test_objective_is_found(text: str, codes: set[str]) -> None:
    assert codes_of(text, "objective") - RECORD == codes


@pytest.mark.parametrize(("text", "codes"), BAD_KEY_RESULTS + DIFFERENT_KEY_RESULTS)
def test_key_result_is_found(text: str, codes: set[str]) -> None:
    assert codes_of(text, "key_result") - RECORD == codes


@pytest.mark.parametrize("text", GOOD_OBJECTIVES)
def test_good_objective_passes(text: str) -> None:
    assert codes_of(text, "objective") - RECORD == set()


@pytest.mark.parametrize("text", GOOD_KEY_RESULTS)
def test_good_key_result_passes(text: str) -> None:
    assert codes_of(text, "key_result") - RECORD == set()


def test_eight_key_results_for_one_objective_are_an_error() -> None:
    text = "objective: Win them back\nkey_results: [a, b, c, d, e, f, g, h]"
    assert "O110" in codes_of(text, "objective")


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (("zero delays",), {"H312"}),
        (("unique visitors",), {"H314"}),
        (("Improve team communication",), {"H310", "H313"}),
        (("number of features shipped",), {"H314"}),
        (("number of features shipped", "Response quality"), {"H313", "H314"}),
        (("number of features shipped", "Customer satisfaction score"), {"H314"}),
        (("lines of code written",), {"H314"}),
        (("launch new product category",), {"H310"}),
        (("Team velocity",), {"H319"}),
        (("Financial health", "System performance"), {"H313"}),
        (("On-time delivery rate: 85% of tasks delivered on time", "Average ticket resolution time: 2.5 days"), set()),
        (("Monthly budget variance", "Cost per velocity point", "Burn rate"), set()),
        (("Average velocity", "Availability rate", "API response time", "Production bugs"), set()),
        (("Revenue growth", "Customer churn", "Ticket response time", "Quality scores"), set()),
        (("User retention rates", "Product development velocity", "Customer support response times"), set()),
    ],
)
def test_what_is_said_of_the_names_of_kpis(names: tuple[str, ...], codes: set[str]) -> None:
    team = Team(name="A")
    team.kpis = [Kpi(name=name, path=name, team=team) for name in names]
    said = {each.code for each in look(team) if each.subject and each.message and each.code >= "H309"}
    assert said - {"H316", "H317", "H318"} == codes


def test_speed_alone_needs_a_counterweight() -> None:
    text = (
        "objective: Double our delivery capacity while maintaining quality\n"
        "key_results: [Increase team velocity from 40 to 80 points per sprint, Reduce lead time from 20 days to 10]"
    )
    assert "K208" in codes_of(text, "objective")
