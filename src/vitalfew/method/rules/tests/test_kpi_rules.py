import pytest

from vitalfew.method.rules.engine import look, rules
from vitalfew.method.rules.rule import Finding, Rule
from vitalfew.planfile.examples import subject_of_example

pytestmark = pytest.mark.plain
RULES = {rule.code: rule for rule in rules() if rule.code.startswith("H")}


def found(code: str, text: str) -> Finding | None:
    findings = look(subject_of_example(text, on=RULES[code].on))
    return next((finding for finding in findings if finding.code == code), None)


def test_every_rule_of_the_practice_is_there() -> None:
    assert list(RULES) == [f"H{number}" for number in range(301, 321)]


@pytest.mark.parametrize(
    ("code", "severity", "text"),
    [
        ("H312", "warning", "name: Late parcels\ntarget: at most 0\nalert: above 0"),
        ("H312", "info", "name: Late parcels\ntarget: at most 0\nalert: above 4"),
        ("H312", "warning", "name: Zero delays\ntarget: at most 0\nalert: above 4"),
        ("H301", "error", "name: Late parcels"),
    ],
)
def test_severity(code: str, severity: str, text: str) -> None:
    finding = found(code, text)
    assert finding
    assert finding.severity == severity


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        ("H301", "name: Waste\nowner: the team", "“the team”"),
        ("H309", "name: On time\ntarget: 90 %\nalert: below 95 %", "below 95 although the target is 90"),
        ("H311", RULES["H311"].bad[0], "98 is far from anything in 12 values; the best was 75"),
        ("H315", "name: Uptime of the shop\nfrequency: quarterly", "quarterly"),
        ("H319", "team: Desk\nkpis: [{name: Time to answer}]", "speed alone"),
    ],
)
def test_a_message_says_what_is_there(code: str, text: str, said: str) -> None:
    finding = found(code, text)
    assert finding
    assert said in finding.message


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        ("H310", "name: Reduce time to first lesson", "Keep “Time to first lesson” as the KPI"),
        ("H309", "name: On time\ntarget: 90 %\nalert: below 95 %", "Target 95, red line below 90"),
        ("H309", "name: Wait\ntarget: at most 90 min\nalert: below 95 min", "Write the red line on the other side"),
        ("H303", "name: Errors\nfamily: stability", "Releases stop"),
        ("H304", "name: Share of calls answered", "calls answered / all calls × 100, per week"),
        ("H304", "name: Time to first reply\nfrequency: daily", "median of the time from [start] to first reply"),
        ("H304", "name: Time from order to delivery", "from order to delivery, of all that ended in the week"),
        ("H304", "name: Tickets reopened\nfrequency: monthly", "number of tickets reopened per month"),
        ("H304", "name: Mean Time To Repair (MTTR)", "mean of the time from [start] to repair, of all"),
        ("H304", "name: Customer Wait Times <3 min", "median of customer wait times, over all cases of the week"),
        ("H304", "name: Pupil to teacher ratio", "number of pupils / number of teachers"),
        ("H304", "name: Rent / Income", "rent / income"),
        ("H304", "name: Budget vs actuals", "tickets answered within a day"),
        ("H304", "name: Return rate", "cases of return / all cases × 100"),
        ("H304", "name: Cost per order", "cost / number of orders"),
        ("H304", "name: Orders per 100 visits", "number of orders / number of visits × 100"),
        ("H307", "name: Time to first reply", "at most 24 h"),
        ("H320", "name: New pupils\nkind: cumulative\nfrequency: monthly", "each month"),
    ],
)
def test_a_suggestion_fits(code: str, text: str, said: str) -> None:
    finding = found(code, text)
    assert finding
    assert said in finding.suggestion


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_whatever_is_found_comes_with_what_to_do(rule: Rule) -> None:
    for text in rule.bad:
        finding = found(rule.code, text)
        assert finding
        assert finding.suggestion
        assert "\n" not in finding.message
        assert finding.field != "text"


def test_one_sort_is_told_once_in_a_team() -> None:
    text = "team: Desk\nkpis: [{name: Time to answer}, {name: Time to resolve}, {name: New customers}]"
    findings = [each for each in look(subject_of_example(text, on="team")) if each.code == "H319"]
    assert [each.subject for each in findings] == ["teams[0].kpis[0]", "teams[0].kpis[2]"]


def test_a_vague_kpi_is_not_also_told_to_lack_a_formula() -> None:
    codes = {each.code for each in look(subject_of_example("name: Team communication", on="kpi"))}
    assert "H313" in codes
    assert "H304" not in codes


def test_a_good_sheet_is_left_in_peace() -> None:
    text = """
name: Days from order to delivery
family: timeline
description: Working days from the order to the signature, for every order delivered in the week
formula: median of the days of the orders delivered in the week
unit: days
why: Whether we may promise Friday
source: the order book
frequency: weekly
owner: ana@example.org
deputy: ben@example.org
target: at most 5 days
alert: above 8 days
action: The owner goes through the three slowest orders with the drivers within two days
""".strip()
    findings = look(subject_of_example(text, on="kpi"))
    assert {each.code for each in findings if each.subject.endswith("kpis[0]")} == set()


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("name: Resolution time\ntarget: at most 24 h", "it lies above the target of 24 h"),
        ("name: On-time delivery\ntarget: at least 95 %", "it lies below the target of 95 %"),
    ],
)
def test_a_red_line_is_proposed_on_the_bad_side_of_the_target(text: str, side: str) -> None:
    finding = found("H302", text)
    assert finding
    assert finding.suggestion.endswith(side)
