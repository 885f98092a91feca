import pytest

from vitalfew.method.rules.codes import codes
from vitalfew.method.rules.engine import look, rules
from vitalfew.method.rules.rule import SEVERITIES, Settings
from vitalfew.method.rules.subjects import KeyResult, Objective, Plan, Team

pytestmark = pytest.mark.plain


def plan(**allowed: dict[str, str]) -> Plan:
    wish = KeyResult(text="Make people happier", path="kr", allowed=allowed.get("kr", {}))
    objective = Objective(text="Win the south", path="o", key_results=[wish], allowed=allowed.get("o", {}))
    wish.objective = objective
    team = Team(name="A", path="t", objectives=[objective], allowed=allowed.get("t", {}))
    objective.team = team
    return Plan(path="plan", teams=[team], allowed=allowed.get("plan", {}))


def codes_of(found) -> set[str]:
    return {finding.code for finding in found if finding.subject == "kr"}


def test_every_rule_is_in_the_table_of_codes_and_says_what_it_must() -> None:
    assert {rule.code for rule in rules()} == {code for code in codes() if not code.startswith("D")}
    for rule in rules():
        assert rule.severity in SEVERITIES[1:], rule.code
        assert rule.on in ("plan", "team", "objective", "key_result", "kpi"), rule.code
        assert rule.message, rule.code
        assert rule.why, rule.code
        assert set(rule.unless) <= set(codes()), rule.code


def test_what_a_wish_lacks_is_found() -> None:
    assert "K201" in codes_of(look(plan()))


@pytest.mark.parametrize("where", ["plan", "t", "o", "kr"])
def test_what_is_allowed_is_allowed_below_as_well(where: str) -> None:
    silenced = []
    found = look(plan(**{where: {"K201": "known"}}), silenced=silenced)
    assert "K201" not in codes_of(found)
    assert codes_of(silenced) == {"K201"}
    assert codes_of(look(plan())) - {"K201"} == codes_of(found)


def test_a_severity_is_a_setting_and_off_is_silence() -> None:
    strict = look(plan(), settings=Settings(severities={"K201": "info"}))
    assert {finding.severity for finding in strict if finding.code == "K201"} == {"info"}
    off = look(plan(), settings=Settings(severities={"K201": "off"}))
    assert codes_of(off) == codes_of(look(plan())) - {"K201"}
