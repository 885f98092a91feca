import pytest

from vitalfew.method.wording.measures import (
    change_in,
    counts_task,
    is_abstract,
    is_measure,
    keeps,
    must_be_perfect,
    pushes,
    vanity_in,
)
from vitalfew.method.wording.ownership import is_one_person
from vitalfew.method.wording.same import metric_key

pytestmark = pytest.mark.plain


@pytest.mark.parametrize(
    "name",
    ["Launch the spring menu", "Improve morale", "Hire 3 drivers", "Migrate to the new till", "Waste from 9 % to 4 %"],
)
def test_a_wish(name: str) -> None:
    assert change_in(name)


@pytest.mark.parametrize(
    "name",
    [
        "Launch readiness",
        "Build time",
        "Release failures on Fridays",
        "Support tickets opened",
        "Open orders older than a month",
        "Increase in rent",
        "Close rate",
        "Reach rate",
        "Training hours per person",
        "Onboarding satisfaction",
        "Time from order to oven",
        "",
    ],
)
def test_a_name(name: str) -> None:
    assert change_in(name) is None


@pytest.mark.parametrize("name", ["Team communication", "Quality of our bread", "Workshop morale", "Alignment"])
def test_what_nobody_can_count(name: str) -> None:
    assert is_abstract(name)


@pytest.mark.parametrize(
    "name",
    ["Employee engagement score", "Complaints", "Quality tickets per week", "Room temperature", "Share of trust"],
)
def test_what_can_be_counted(name: str) -> None:
    assert not is_abstract(name)


@pytest.mark.parametrize("text", ["Conversion rate", "Hours lost", "12 % of orders", "Tickets"])
def test_a_measure(text: str) -> None:
    assert is_measure(text)


@pytest.mark.parametrize(("name", "said"), [("Monthly page views", "page views"), ("Likes of the week", "Likes")])
def test_vanity_is_shown(name: str, said: str) -> None:
    span = vanity_in(name)
    assert span
    assert said in name[span[0] : span[1]]


@pytest.mark.parametrize("name", ["Orders per 100 visits", "Cost per download", "Sign-ups that pay", "Cache hits rate"])
def test_reach_that_is_tied_to_something(name: str) -> None:
    assert vanity_in(name) is None


@pytest.mark.parametrize(
    ("name", "pushed"),
    [
        ("Time to hire", "speed"),
        ("First response time", "speed"),
        ("Tickets closed per week", "volume"),
        ("New customers", "acquisition"),
        ("Page load time", ""),
        ("API response time", ""),
        ("New customers who stayed", ""),
        ("Room temperature", ""),
    ],
)
def test_what_is_pushed(name: str, pushed: str) -> None:
    assert pushes(name) == pushed


@pytest.mark.parametrize("name", ["Defects per release", "Churn", "Customer satisfaction", "Calls that were reopened"])
def test_what_shows_the_price(name: str) -> None:
    assert keeps(name)


@pytest.mark.parametrize("text", ["Lost-time injuries", "GDPR requests answered", "Data breaches", "Fire drills held"])
def test_where_all_is_needed(text: str) -> None:
    assert must_be_perfect(text)


@pytest.mark.parametrize("name", ["Newsletter sent", "Progress of the move", "Shelves set up"])
def test_work_that_was_done(name: str) -> None:
    assert counts_task(name)


@pytest.mark.parametrize("name", ["Share of calls completed", "Orders delivered per day", "Time until delivered"])
def test_a_number_about_work(name: str) -> None:
    assert not counts_task(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Net Promoter Score (NPS)", "NPS"),
        ("Average time to answer", "Time to answer"),
        ("Monthly customer churn rate", "Churn of customers"),
        ("Percentage of defects", "Bug rate"),
        ("Number of deploys", "Deployments"),
    ],
)
def test_one_metric(one: str, other: str) -> None:
    assert metric_key(one) == metric_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("Defect rate", "Number of defects"), ("Lead time", "Lead cost"), ("Calls answered", "Calls lost")],
)
def test_two_metrics(one: str, other: str) -> None:
    assert metric_key(one) != metric_key(other)


def test_general_words_alone_are_no_metric() -> None:
    assert metric_key("The average number per month") == ""


@pytest.mark.parametrize(
    "owner",
    [
        "ana@example.org",
        "Ben Anders",
        "Scrum Master",
        "Head of Support",
        "Alle Meier",
        "Team lead",
        "ana+kpi@example.org",
    ],
)
def test_one_person(owner: str) -> None:
    assert is_one_person(owner, team="Bakery")


@pytest.mark.parametrize(
    "owner",
    [
        "the team", "Everyone", "team@example.org", "Ana and Ben", "Ana, Ben", "ana@example.org; ben@example.org",
        "Bakery", "the bakery", "Sales department", "TBD", "our whole team", "n/a", "Team Alpha",
        "ana@example.org, ben@example.org",
    ],
)  # fmt: skip
def test_nobody_in_particular(owner: str) -> None:
    assert not is_one_person(owner, team="Bakery")
