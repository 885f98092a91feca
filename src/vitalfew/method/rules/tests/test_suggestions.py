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
