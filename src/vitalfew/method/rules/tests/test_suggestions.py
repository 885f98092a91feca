"""What every rule says of its own examples: short, and never what is already there."""

import re

import pytest

from vitalfew.method.rules.engine import look, rules
from vitalfew.method.rules.rule import Rule
from vitalfew.method.rules.subjects import KeyResult, Kpi, Objective, Team
from vitalfew.method.wording.sharing import plain
from vitalfew.planfile.examples import subject_of_example

pytestmark = pytest.mark.plain
QUOTED = re.compile(r"“([^”]+)”")
LONGEST = 160


def texts_of(subject: object) -> set[str]:
    if isinstance(subject, Objective):
        return {plain(subject.text), *(plain(each.text) for each in subject.key_results)}
    if isinstance(subject, KeyResult):
        return {plain(subject.text)}
    return {plain(subject.name)} if isinstance(subject, Kpi) else set()


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_nothing_is_suggested_that_is_already_there(rule: Rule) -> None:
    for example in (*rule.bad, *rule.good):
        subject = subject_of_example(example, on=rule.on)
        written = texts_of(subject)
        for finding in look(subject):
            offered = {plain(each) for each in (*QUOTED.findall(finding.suggestion), finding.fix) if each}
            assert not written & offered, (finding.code, finding.suggestion)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_finding_is_short_and_comes_with_what_to_do(rule: Rule) -> None:
    for example in rule.bad:
        for finding in look(subject_of_example(example, on=rule.on)):
            assert finding.suggestion, (finding.code, example)
            assert len(QUOTED.sub("", finding.message)) <= LONGEST, finding.message
            assert len(QUOTED.sub("", finding.suggestion)) <= LONGEST, finding.suggestion


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("Launch training deck", "Share of those trained who work without help goes from [now] to [target]"),
        ("Publish 12 articles about night care", "Enquiries that came from it go from [now] to [target] a month"),
        ("Deploy more often", "Times that we deploy go from [now] to [target] a month"),
        (
            "Write to the families more frequently",
            "Times that we write to the families go from [now] to [target] a month",
        ),
        ("Grow followers from 4,000 to 9,000", "Share of followers who order goes from [now] to [target]"),
    ],
)
def test_work_and_reach_are_answered_with_what_they_may_change(text: str, offered: str) -> None:
    (suggestion,) = [each.suggestion for each in look(KeyResult(text=text)) if each.code in ("K202", "K206", "K207")]
    assert f"Perhaps “{offered}”" in suggestion


@pytest.mark.parametrize(
    ("text", "objective", "key_result"),
    [
        ("Launch the new app and get 40% more users", "", "Get 40% more users (currently [now])"),
        ("Train the team and win 30% more deals", "", "Win 30% more deals (currently [now])"),
        ("Open the shop and attract 20% more guests", "", "Attract 20% more guests (currently [now])"),
        ("Delight our customers with 40% fewer errors", "Delight our customers", ""),
        ("Make the shop loved by 40% more people", "Make the shop loved", ""),
        ("Win the trust of the valley and grow sales by 20%", "Win the trust of the valley and grow sales", ""),
    ],
)
def test_a_title_without_its_number_is_whole_and_no_work(text: str, objective: str, key_result: str) -> None:
    (said,) = [each.suggestion for each in look(Objective(text=text)) if each.code == "O101"]
    assert (f"Objective: “{objective}”" in said) if objective else ("Objective: “" not in said)
    assert key_result in said


@pytest.mark.parametrize(("unit", "now"), [("%", "8 %"), ("days", "8 days"), ("", "8")])
def test_a_start_keeps_its_unit(unit: str, now: str) -> None:
    (said,) = [
        each.suggestion for each in look(KeyResult(metric="Churn", baseline=8, unit=unit)) if each.code == "K204"
    ]
    assert said == f"“Churn goes from {now} to [target]”"


@pytest.mark.parametrize("text", ["Move the piano", "Carry the boxes upstairs", "Install the fence"])
def test_without_an_idea_nothing_empty_is_quoted(text: str) -> None:
    (said,) = [each.suggestion for each in look(KeyResult(text=text)) if each.code == "K202"]
    assert "“" not in said


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("Lines of code written", "Perhaps “Faults that reach customers”"),
        ("Number of features shipped", "Perhaps “Share of users who use it every week”"),
        ("Visits", "Perhaps “Share of visitors who order”"),
        ("GitHub stars", "Perhaps “Share of downloads still used a month later”"),
        ("Hours worked", "Count that"),
    ],
)
def test_reach_and_output_are_answered_with_what_follows(name: str, offered: str) -> None:
    (said,) = [each.suggestion for each in look(Kpi(name=name)) if each.code == "H314"]
    assert said.endswith(offered)


def guardrails(*names: str) -> str:
    team = Team(name="A", objectives=[Objective(text="Win them back")])
    team.kpis = [Kpi(name=name, team=team) for name in names]
    (said,) = [each.suggestion for each in look(team) if each.code == "P404"]
    return said


@pytest.mark.parametrize(
    "name",
    [
        "Improve team communication",
        "Number of features shipped",
        "Lines of code written",
        "Response quality",
        "Velocity",
    ],
)
def test_no_bad_kpi_is_proposed_as_a_guardrail(name: str) -> None:
    assert name not in guardrails(name, "Uptime")
    assert "Keep a KPI for what must stay healthy" in guardrails(name)


def test_the_best_guardrails_come_first() -> None:
    assert "“Complaints per week”, “Room temperature” and “Rent”" in guardrails(
        "Room temperature", "Rent", "Complaints per week"
    )


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Number of features shipped", "below"),
        ("New customers per week", "below"),
        ("Tickets closed", "below"),
        ("Night calls lost", "above"),
        ("Open bugs", "above"),
        ("Returns per week", "above"),
    ],
)
def test_a_red_line_is_shown_on_the_bad_side(name: str, line: str) -> None:
    (said,) = [each.suggestion for each in look(Kpi(name=name)) if each.code == "H302"]
    assert said.startswith(f"For example: {line} ")
