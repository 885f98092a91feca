"""What every rule says of its own examples: short, and never what is already there."""

import re

import pytest

from vitalfew.method.rules.engine import look, rules
from vitalfew.method.rules.rule import Rule
from vitalfew.method.rules.subjects import KeyResult, Kpi, Objective
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
        ("Move the piano", "[metric] goes from [now] to [target]"),
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
