import pytest

from vitalfew.method.rules.engine import look, rules
from vitalfew.method.rules.rule import Finding, Rule, Settings
from vitalfew.planfile.examples import subject_of_example

pytestmark = pytest.mark.plain
RULES = {rule.code: rule for rule in rules() if rule.code.startswith("P")}


def found(code: str, text: str) -> Finding | None:
    findings = look(subject_of_example(text, on=RULES[code].on))
    return next((finding for finding in findings if finding.code == code), None)


def test_every_rule_of_the_practice_is_there() -> None:
    assert list(RULES) == [f"P{number}" for number in range(401, 412) if number != 407]


@pytest.mark.parametrize(
    ("code", "severities"),
    [("P401", ["info", "info", "warning"]), ("P402", ["info", "info", "warning"]), ("P410", ["info", "info", "info"])],
)
def test_severity_grows_with_the_count(code: str, severities: list[str]) -> None:
    findings = [found(code, text) for text in RULES[code].bad]
    assert [finding.severity for finding in findings if finding] == severities


def test_limits_are_settings() -> None:
    six = subject_of_example(RULES["P401"].bad[0], on="team")
    lax = Settings(limits={"kpis_most": 6})
    assert "P401" not in {finding.code for finding in look(six, settings=lax)}
    strict = Settings(limits={"kpis_most": 3, "kpis_too_many": 5})
    assert "warning" in {finding.severity for finding in look(six, settings=strict) if finding.code == "P401"}


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("P403", "KPIs and no objective"),
        ("P405", "“Return rate” of Bakery and “Rate of returns” of Shop"),
        ("P406", "opposite directions"),
        ("P408", "3 of its 3 KPIs"),
        ("P410", "ana@example.org owns 4 key results"),
        ("P411", "6 KPIs and 3 objectives"),
    ],
)
def test_a_message_says_what_is_there(code: str, said: str) -> None:
    finding = found(code, RULES[code].bad[0])
    assert finding
    assert said in finding.message


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_whatever_is_found_comes_with_what_to_do(rule: Rule) -> None:
    for text in rule.bad:
        finding = found(rule.code, text)
        assert finding
        assert finding.suggestion
        assert "\n" not in finding.message


def test_a_plan_of_two_sound_teams_is_left_in_peace() -> None:
    text = """
strategy: The bakery that the whole street talks about.
teams:
  - name: Bakery
    kpis: [{name: Bread left over, owner: ana@example.org}]
    objectives: [{objective: Win back the night callers, cycle: 2031-Q1, guardrails: [Bread left over]}]
  - name: Shop
    kpis: [{name: Complaints per week, owner: ben@example.org}]
    objectives: [{objective: Make queueing a pleasure, cycle: 2031-Q1, guardrails: [Complaints per week]}]
""".strip()
    assert [each.code for each in look(subject_of_example(text, on="plan")) if each.code.startswith("P")] == []
