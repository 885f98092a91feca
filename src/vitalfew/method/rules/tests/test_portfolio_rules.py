import pytest

from vitalfew.method.rules.engine import look, rules
from vitalfew.method.rules.rule import Finding, Rule
from vitalfew.planfile.examples import subject_of_example

pytestmark = pytest.mark.plain
RULES = {rule.code: rule for rule in rules() if rule.code.startswith("P")}


def found(code: str, text: str) -> Finding | None:
    findings = look(subject_of_example(text, on=RULES[code].on))
    return next((finding for finding in findings if finding.code == code), None)


def examples(which: str) -> list[tuple[str, str]]:
    return [(rule.code, text) for rule in RULES.values() for text in getattr(rule, which)]


def test_every_rule_of_the_practice_is_there() -> None:
    assert list(RULES) == [f"P{number}" for number in range(401, 412) if number != 407]


@pytest.mark.parametrize(("code", "text"), examples("bad"))
def test_bad_examples_trip(code: str, text: str) -> None:
    assert found(code, text)


@pytest.mark.parametrize(("code", "text"), examples("good"))
def test_good_examples_do_not(code: str, text: str) -> None:
    assert found(code, text) is None


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_there_are_three_of_each(rule: Rule) -> None:
    assert len(rule.bad) >= 3
    assert len(rule.good) >= 3
