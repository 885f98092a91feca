"""Every rule on objectives and key results: its bad examples trip it, its good ones don't."""

import pytest

from vitalfew.method.rules.engine import rules
from vitalfew.method.rules.rule import Rule
from vitalfew.method.rules.tests.examples import findings_of

pytestmark = pytest.mark.plain

RULES = [rule for rule in rules() if rule.on in ("objective", "key_result")]
BAD = [(rule, example) for rule in RULES for example in rule.bad]
GOOD = [(rule, example) for rule in RULES for example in rule.good]


def _named(value: object) -> str:
    return value.code if isinstance(value, Rule) else str(value)


@pytest.mark.parametrize(("rule", "example"), BAD, ids=_named)
def test_bad_example_is_found(rule: Rule, example: str) -> None:
    found = findings_of(example, rule.on, rule.code)
    assert found
    assert all(each.suggestion for each in found)


@pytest.mark.parametrize(("rule", "example"), GOOD, ids=_named)
def test_good_example_passes(rule: Rule, example: str) -> None:
    assert not findings_of(example, rule.on, rule.code)


@pytest.mark.parametrize("rule", RULES, ids=_named)
def test_rule_is_complete(rule: Rule) -> None:
    assert min(len(rule.bad), len(rule.good)) >= 3
    assert rule.message.endswith(".")
    assert "\n" not in rule.message
    assert rule.why
    assert rule.severity in ("info", "warning", "error")


def test_all_codes_are_there() -> None:
    codes = {rule.code for rule in RULES}
    assert {f"O{n}" for n in range(101, 114)} | {f"K{n}" for n in range(201, 214)} <= codes
