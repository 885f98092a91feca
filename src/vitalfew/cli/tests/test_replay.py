"""`vitalfew replay`: what a history would have alarmed."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from vitalfew.cli.root import run

pytestmark = pytest.mark.plain

Printed = pytest.CaptureFixture[str]
CALM = [50, 52, 49, 51, 48, 50, 53, 49, 51, 50, 48, 52]
VALUES = [*CALM, 61, 50, 61, 62, *CALM, *(value + 15 for value in CALM)]


def weeks(values: list[int]) -> str:
    first = date(2025, 1, 6)
    return "date,value\n" + "".join(f"{first + timedelta(weeks=i)},{value}\n" for i, value in enumerate(values))


@pytest.fixture
def sheet(tmp_path: Path) -> str:
    path = tmp_path / "weeks.csv"
    path.write_text(weeks(VALUES), encoding="utf-8")
    return str(path)


def told(sheet: str, capsys: Printed, *options: str) -> dict:
    assert run(["replay", sheet, *options, "--format", "json"]) == 0
    found: dict = json.loads(capsys.readouterr().out)
    return found


def test_counts_come_first_and_alarms_with_their_weeks(sheet: str, capsys: Printed) -> None:
    assert run(["replay", sheet, "--red-above", "60"]) == 0
    text = capsys.readouterr().out
    lines = text.splitlines()
    assert lines[0] == "value, week of 6 Jan 2025 to week of 6 Oct 2025: 40 values"
    assert "red in 15 weeks" in lines[1]
    assert "turns red 3 times" in lines[2]
    assert "week of 31 Mar 2025  61" in text
    assert "told at once" in text
    assert "for the worse" in text


def test_json_is_the_contract(sheet: str, capsys: Printed) -> None:
    found = told(sheet, capsys, "--red-above", "60")
    assert set(found) == {"frequency", "rules", "values", "years", "board", "told", "changes", "held"}
    assert found["board"]["turned_red"][0] == "2025-03-31T00:00:00Z"
    assert found["told"]["at_once"][0]["kind"] == "red_line"
    assert found["changes"][-1]["worse"] is True


def test_what_held_before_the_first_period_is_no_new_change(sheet: str, capsys: Printed) -> None:
    found = told(sheet, capsys, "--good", "lower", "--last", "5")
    assert found["changes"] == []
    assert found["held"]["worse"] is True
    assert run(["replay", sheet, "--good", "lower", "--last", "5"]) == 0
    text = capsys.readouterr().out
    assert "No new real change was shown." in text
    assert "▼ worse; known before, so no new change" in text


def test_two_in_a_row_and_another_rule_set_alarm_less(sheet: str, capsys: Printed) -> None:
    one = told(sheet, capsys, "--red-above", "60")["told"]["at_once"]
    two = told(sheet, capsys, "--red-above", "60", "--in-a-row", "2")["told"]["at_once"]
    assert len(two) < len(one)
    assert told(sheet, capsys, "--rules", "wheeler")["rules"] == "wheeler"


def test_a_rise_is_good_unless_the_red_line_or_a_person_says_otherwise(sheet: str, capsys: Printed) -> None:
    assert told(sheet, capsys)["changes"][-1]["worse"] is False
    assert told(sheet, capsys, "--good", "lower")["changes"][-1]["worse"] is True


def test_a_red_line_on_the_good_side_is_told_beside_the_counts(sheet: str, capsys: Printed) -> None:
    assert run(["replay", sheet, "--red-below", "50", "--good", "lower"]) == 0
    assert "“below 50” is crossed on the good side, for lower is better" in capsys.readouterr().err
    assert run(["replay", sheet, "--red-above", "60", "--target", "70"]) == 0
    assert "crossed at the target of 70 itself" in capsys.readouterr().err
    assert run(["replay", sheet, "--red-above", "60", "--target", "60"]) == 0
    assert capsys.readouterr().err == ""


def test_only_the_last_periods_are_told_of(sheet: str, capsys: Printed) -> None:
    assert told(sheet, capsys, "--red-above", "60", "--last", "5")["values"] == 5


@pytest.mark.parametrize(
    ("content", "options", "words"),
    [
        ("value\n1\n2\n", [], "without a time"),
        (weeks(CALM), ["--red-below", "60", "--red-above", "50"], "no value is good"),
    ],
)
def test_what_cannot_be_replayed_is_said(
    tmp_path: Path, capsys: Printed, content: str, options: list[str], words: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(content, encoding="utf-8")
    assert run(["replay", str(path), *options]) == 2
    assert words in capsys.readouterr().err


def test_one_of_several_series_is_chosen(tmp_path: Path, capsys: Printed) -> None:
    path = tmp_path / "trusts.csv"
    rows = weeks(VALUES).splitlines()[1:]
    both = [row.replace(",", f",{trust},") for trust in ("RX1", "R0A") for row in rows]
    path.write_text("\n".join(["date,trust,value", *both]))
    assert run(["replay", str(path)]) == 2
    [said] = capsys.readouterr().err.splitlines()
    assert said.endswith("Choose one by a column that tells them apart: --where trust=RX1.")
    assert told(str(path), capsys, "--where", "trust=R0A")["values"] == len(VALUES)
    assert run(["replay", str(path), "--where", "trust=RYY"]) == 2
    assert 'No row has "RYY" in the column "trust".' in capsys.readouterr().err
