"""Every rule: its code, file, examples and page."""

import json
import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from vitalfew.cli.root import run
from vitalfew.cli.rule_pages import index, page, rule_pages
from vitalfew.method.rules import data, text
from vitalfew.method.rules.catalogue import FAMILIES, LIMITS_SAID, ON, by_family
from vitalfew.method.rules.data_engine import all_rules
from vitalfew.method.rules.engine import look, rules
from vitalfew.method.rules.rule import LIMITS, SEVERITIES, Rule
from vitalfew.planfile.examples import subject_of_example

pytestmark = pytest.mark.plain
DOCS = Path(__file__).parents[4] / "docs" / "rules"
BAD = [(rule, example) for rule in rules() for example in rule.bad]
GOOD = [(rule, example) for rule in rules() for example in rule.good]


def codes_found(rule: Rule, example: str) -> set[str]:
    return {finding.code for finding in look(subject_of_example(example, on=rule.on))}


@pytest.mark.parametrize(("rule", "example"), BAD, ids=[f"{rule.code}-{example[:40]}" for rule, example in BAD])
def test_a_bad_example_trips_its_rule(rule: Rule, example: str) -> None:
    assert rule.code in codes_found(rule, example)


@pytest.mark.parametrize(("rule", "example"), GOOD, ids=[f"{rule.code}-{example[:40]}" for rule, example in GOOD])
def test_a_good_example_does_not(rule: Rule, example: str) -> None:
    assert rule.code not in codes_found(rule, example)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_a_rule_is_whole(rule: Rule) -> None:
    assert re.fullmatch(r"[OKHPD]\d{3}", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", rule.name)
    assert rule.severity in SEVERITIES[1:]
    assert rule.on in ON
    assert rule.message.endswith((".", "?"))
    assert "\n" not in rule.message
    assert rule.why.endswith((".", "?", ".)"))
    fewest = 1 if rule.code.startswith("D") else 3  # the histories of the data rules stand in their own test
    assert len(rule.bad) >= fewest
    assert len(rule.good) >= fewest


def test_codes_and_names_are_unique() -> None:
    assert len({rule.code for rule in all_rules()}) == len(all_rules())
    assert len({rule.name for rule in all_rules()}) == len(all_rules())


@pytest.mark.parametrize("package", [text, data], ids=["text", "data"])
def test_a_file_is_called_as_its_rule(package: object) -> None:
    prefix = f"{package.__name__}."  # type: ignore[attr-defined]
    for module in iter_modules(package.__path__, prefix):  # type: ignore[attr-defined]
        rule = import_module(module.name).RULE
        called = f"{rule.code.lower()}_{rule.name.replace('-', '_')}"
        assert module.name.removeprefix(prefix) in {called, called.replace("_or_", "_")}


def test_a_rule_gives_way_to_rules_that_exist() -> None:
    known = {rule.code for rule in all_rules()}
    for rule in all_rules():
        assert set(rule.unless) <= known - {rule.code}


def test_every_family_and_every_limit_is_described() -> None:
    listed = [rule for _, members in by_family(all_rules()) for rule in members]
    assert len(listed) == len(all_rules())
    assert [family for family, _ in by_family(all_rules())] == list(FAMILIES)
    assert set(LIMITS_SAID) == set(LIMITS)


def test_the_docs_have_a_page_for_every_rule_and_no_other() -> None:
    assert {file.name for file in DOCS.iterdir()} == {name.removeprefix("rules/") for name in rule_pages()}
    assert all(f"({rule.code}.md)" in index() for rule in all_rules())


def test_a_page_says_what_why_and_how_to_silence() -> None:
    for rule in all_rules():
        told = page(rule)
        for part in (rule.code, rule.name, rule.severity.capitalize(), rule.message, rule.why, "## Silencing it"):
            assert part in told


def test_the_list_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rule"]) == 0
    printed = capsys.readouterr().out
    assert all(rule.code in printed for rule in all_rules())
    assert all(name in printed for name in LIMITS)


def test_one_family_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rule", "h", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {each["code"][0] for each in told} == {"H"}


@pytest.mark.parametrize("meant", ["H301", "h301", "kpi-no-owner"])
def test_one_rule_on_the_command_line(meant: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rule", meant]) == 0
    printed = capsys.readouterr().out
    assert "H301 kpi-no-owner (error, on a KPI)" in printed
    assert 'allow: {H301: "the reason"}' in printed


def test_one_rule_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rule", "K203", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"code", "name", "severity", "on", "message", "why", "bad", "good", "unless"}


def test_an_unknown_rule_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rule", "kpi-no-ower"]) == 2
    assert "Did you mean H301?" in capsys.readouterr().err
    assert run(["rule", "xyzzy"]) == 2
    assert "lists them all" in capsys.readouterr().err
