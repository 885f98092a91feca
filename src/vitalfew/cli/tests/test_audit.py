import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from vitalfew.cli.root import run

pytestmark = pytest.mark.plain

Printed = pytest.CaptureFixture[str]
SHEET = (
    "Metric,Team,Target\nMTTR,Web,< 4 h\nMean time to resolution,Web,\nPage views,Web,\nRaise sales from 3 to 5,Shop,\n"
)
REAL = Path(__file__).parents[5] / "shared" / "data"


@pytest.fixture
def sheet(tmp_path: Path) -> str:
    path = tmp_path / "metrics.csv"
    path.write_text(SHEET, encoding="utf-8")
    return str(path)


def test_json_has_an_object_a_row_in_order(sheet: str, capsys: Printed) -> None:
    assert run(["audit", sheet, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [each["name"] for each in found] == [
        "MTTR",
        "Mean time to resolution",
        "Page views",
        "Raise sales from 3 to 5",
    ]
    assert [each["verdict"] for each in found] == ["health", "health", "neither", "growth"]
    assert [each["kind"] for each in found] == ["metric", "metric", "vanity", "key_result"]
    assert set(found[0]) == {"name", "verdict", "kind", "confidence", "reasons", "suggestion"}
    assert isinstance(found[0]["reasons"], list)


def test_text_says_the_verdict_first_then_each_team(sheet: str, capsys: Printed) -> None:
    assert run(["audit", sheet]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "4 rows in 2 teams; 2 look vital."
    assert lines[1] == "Health 2 · Growth 1 · The bin 1"
    assert lines.index("Web") < lines.index("Shop")
    assert any(line.startswith("    * MTTR ") for line in lines)
    assert "  2 rows measure one thing: keep one. MTTR, Mean time to resolution" in lines


def test_a_long_sheet_shows_the_few_and_counts_the_rest(tmp_path: Path, capsys: Printed) -> None:
    path = tmp_path / "long.csv"
    cities = [
        f"{first}{second}" for first in ("Ham", "Lü", "Bre", "Ro", "Ki", "Old", "Use") for second in ("burg", "bau")
    ]
    rows = [f"{city} {what}" for city in cities for what in ("error rate", "delay", "churn", "cost")]
    path.write_text("Name\n" + "\n".join(rows) + "\n", encoding="utf-8")
    assert run(["audit", str(path)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("56 rows; 5 look vital.")
    assert "and 51 more: " in out


def test_csv_gives_the_sheet_back_with_the_verdicts(tmp_path: Path, capsys: Printed) -> None:
    path = tmp_path / "m.csv"
    path.write_text("Name\n@SUM(1+1) rate\nUptime\n", encoding="utf-8")
    assert run(["audit", str(path), "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["Name"] for row in rows] == ["'@SUM(1+1) rate", "Uptime"]
    assert (rows[1]["Verdict"], rows[1]["Sure"], rows[1]["Vital"]) == ("health", "sure", "yes")


def test_a_column_may_be_named(sheet: str, capsys: Printed) -> None:
    assert run(["audit", sheet, "--column", "name=Team", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["name"] == "Web"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--column", "name"), "Write --column name=Metric"),
        (("--column", "name=Metrics2"), 'metrics.csv:1: There is no column "Metrics2". Did you mean "Metric"?'),
        (("--sheet", "Board"), 'There is no sheet "Board": this is no workbook.'),
    ],
)
def test_a_wrong_call_says_what_to_do(sheet: str, args: tuple[str, ...], words: str, capsys: Printed) -> None:
    assert run(["audit", sheet, *args]) == 2
    assert words in capsys.readouterr().err


def test_a_file_that_is_none(tmp_path: Path, capsys: Printed) -> None:
    assert run(["audit", str(tmp_path / "no.csv")]) == 2
    assert "There is no such file. Check the path." in capsys.readouterr().err


def test_standard_input_and_no_django() -> None:
    code = (
        "import sys\nfrom vitalfew.cli.root import run\ncode = run(['audit', '-', '--format', 'json'])\n"
        "assert not {'django', 'numpy', 'pydantic'} & set(sys.modules), 'heavy'\nsys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], input=b"Uptime\nPage views\n", capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert [each["verdict"] for each in json.loads(done.stdout)] == ["health", "neither"]


@pytest.mark.skipif(not REAL.is_dir(), reason="the published sheets lie beside the project, not in it")
def test_a_published_sheet_of_192_rows(capsys: Printed) -> None:
    assert run(["audit", str(REAL / "metrics_sheet.csv"), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    kinds = {each["name"]: each["kind"] for each in found}
    assert len(found) == 192
    assert kinds["Product Downloads"] == kinds["Total Web Sessions (about.gitlab.com)"] == "vanity"
    assert kinds["Meetups per month"] == kinds["Sourced Prospects Submitted"] == "vanity"
    assert sum(each["verdict"] == "health" for each in found) > 170
    assert not any(each["kind"] == "task" for each in found)
