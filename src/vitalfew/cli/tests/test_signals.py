import json
import os
import random
import statistics
import subprocess
import sys
import time
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from vitalfew.cli.root import run
from vitalfew.cli.sparkline import sparkline

pytestmark = pytest.mark.plain

Printed = pytest.CaptureFixture[str]


def days(values: list[object], first: date = date(2026, 1, 1)) -> str:
    return "date,value\n" + "".join(f"{first + timedelta(days=i)},{value}\n" for i, value in enumerate(values))


STEADY = [50, 52, 49, 51, 50, 48, 51, 50, 52, 49, 50, 51, 49, 50, 52, 48, 51, 50, 51, 49]
SHIFTED = [*STEADY, 60, 61, 59, 60, 62, 58, 61, 60]


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "days.csv"
    path.write_text(days(SHIFTED), encoding="utf-8")
    return path


def test_the_verdict_comes_first_in_words(sheet: Path, capsys: Printed) -> None:
    assert run(["signals", str(sheet)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Real change")
    assert lines[1] == "Since 2026-01-21."
    assert any("28 points, 2026-01-01 to 2026-01-28" in line for line in lines)


def test_json_is_the_contract(sheet: Path, capsys: Printed) -> None:
    assert run(["signals", str(sheet), "--rules", "outside", "--baseline", "20", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    moving = [abs(b - a) for a, b in pairwise(STEADY)]
    assert told["centre"] == pytest.approx(statistics.fmean(STEADY))
    assert told["upper"] == pytest.approx(told["centre"] + 2.66 * statistics.fmean(moving))
    assert told["range_upper"] == pytest.approx(3.268 * statistics.fmean(moving))
    assert {"centre", "upper", "lower", "sigma", "range_mean", "range_upper", "phases", "doubts", "verdict"} <= set(
        told
    )
    assert [signal["index"] for signal in told["signals"]] == list(range(20, 28))
    assert told["signals"][0]["time"] == "2026-01-21T00:00:00Z"
    assert (told["signals"][0]["rule"], told["signals"][0]["indices"]) == ("beyond_limits", [20])


def test_median_forms_and_a_stretch_as_baseline(sheet: Path, capsys: Printed) -> None:
    call = ["signals", str(sheet), "--format", "json", "--baseline", "8:19", "--centre", "median", "--range", "median"]
    assert run(call) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["centre"] == statistics.median(STEADY[8:20])
    assert told["phases"][-1]["baseline"] == [8, 19]


def test_no_time_column_is_needed_and_standard_input_is_read() -> None:
    text = "value\n" + "\n".join(map(str, SHIFTED))
    done = subprocess.run(
        [sys.executable, "-m", "vitalfew", "signals", "-"], input=text, capture_output=True, text=True, check=True
    )
    assert "point 20" in done.stdout


def test_a_missing_period_stays_a_gap(tmp_path: Path, capsys: Printed) -> None:
    path = tmp_path / "gap.csv"
    path.write_text(days([1, 2, 1, 2, 1, 2, "", 9, 8, 9, 8, 9, 8]))
    assert run(["signals", str(path), "--format", "json"]) == 0
    shown = capsys.readouterr()
    assert json.loads(shown.out)["range_mean"] == 1
    assert "row 8" in shown.err


def test_rows_are_put_in_order_of_time_and_skipped_periods_are_said(tmp_path: Path, capsys: Printed) -> None:
    path = tmp_path / "late.csv"
    head, *rows = days(list(range(30))).splitlines()
    path.write_text("\n".join([head, *reversed(rows[:10] + rows[12:])]))
    assert run(["signals", str(path)]) == 0
    shown = capsys.readouterr()
    assert "are sorted" in shown.err
    assert "Between 2026-01-10 and 2026-01-13 a period seems to be missing" in shown.err
    assert "2026-01-01 to 2026-01-30" in shown.out


BAD = {
    "not CSV": (b"%PDF-1.7\x00", "This is a PDF document"),
    "mixed decimal commas": (b'date,value\n2026-01-01,"1,5"\n2026-01-02,2.5\n2026-01-03,2.5\n', ":2:value: "),
    "thousands separators": (b'date,value\n2026-01-01,"1,23,4"\n', ":2:value: "),
    "duplicate timestamps": (b"date,value\n2026-01-01,1\n2026-01-01,2\n", ":3:date: row 3 has the same time as row 2"),
    "NaN": (b"date,value\n2026-01-01,1\n2026-01-02,NaN\n", ":3:value: "),
    "infinity": (b"date,value\n2026-01-01,1\n2026-01-02,-inf\n", ":3:value: "),
    "1e400": (b"date,value\n2026-01-01,1e400\n", ":2:value: "),
    "a date in 1066": (b"date,value\n1066-10-14,1\n", ':2:date: "1066-10-14" is a date in 1066'),
    "a formula in a cell": (b"date,value\n2026-01-01,=1+1\n", ":2:value: this is a formula"),
    "two series": (b"kpi,date,value\nA,2026-01-01,1\nB,2026-01-01,2\n", "several series"),
    "no values": (b"date,value\n", "no measurement in it"),
    "empty": (b"", "empty"),
}


@pytest.mark.parametrize("what", BAD)
def test_bad_input_exits_with_2_and_names_the_row(what: str, tmp_path: Path, capsys: Printed) -> None:
    data, words = BAD[what]
    path = tmp_path / "bad.csv"
    path.write_bytes(data)
    assert run(["signals", str(path), "--format", "json"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert words in shown.err
    assert shown.err.startswith(str(path))


def test_a_file_of_300_mb_is_refused_at_once(tmp_path: Path, capsys: Printed) -> None:
    path = tmp_path / "big.csv"
    path.touch()
    os.truncate(path, 300_000_000)
    began = time.perf_counter()
    assert run(["signals", str(path)]) == 2
    assert time.perf_counter() - began < 0.5
    assert "300 MB" in capsys.readouterr().err


def test_emoji_and_right_to_left_names_are_fine(tmp_path: Path, capsys: Printed) -> None:
    path = tmp_path / "😀 שלום.csv"
    path.write_text(days(SHIFTED).replace("value", "ערך 😀"), encoding="utf-8")
    assert run(["signals", str(path), "--value", "ערך 😀"]) == 0
    assert "ערך 😀: " in capsys.readouterr().out


def test_many_bad_rows_are_counted(tmp_path: Path, capsys: Printed) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("date,value\n2025-12-31,1\n" + days(["x"] * 50).removeprefix("date,value\n"))
    assert run(["signals", str(path), "--value", "value"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 21
    assert "30 more rows" in lines[-1]


@pytest.mark.parametrize("baseline", ["0", "5:3", "x", "-3", "4:", "99", "3:99"])
def test_a_baseline_that_cannot_be_is_a_wrong_call(sheet: Path, baseline: str) -> None:
    assert run(["signals", str(sheet), f"--baseline={baseline}"]) == 2


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.floats(-1e100, 1e100) | st.just(0.0), min_size=1, max_size=40))
@example([0.0, 5e-324])
def test_any_series_is_judged(tmp_path: Path, capsys: Printed, values: list[float]) -> None:
    path = tmp_path / "any.csv"
    path.write_text(days(values))
    assert run(["signals", str(path), "--rules", "wheeler"]) == 0
    assert run(["signals", str(path)]) == 0
    assert capsys.readouterr().out


def test_5_000_rows_are_judged_quickly_and_without_django(tmp_path: Path) -> None:
    chance = random.Random(1)
    path = tmp_path / "long.csv"
    path.write_text(days([round(chance.gauss(50, 4), 3) for _ in range(5000)], date(2010, 1, 1)))
    code = (
        "import sys, time; from vitalfew.cli.root import run\n"
        f"code = run(['signals', {str(path)!r}])\n"
        "foreign = sorted({'django', 'pandas', 'yaml', 'pydantic', 'python_calamine'} & set(sys.modules))\n"
        "print('foreign:', foreign, 'cpu:', time.process_time()); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    told = done.stdout.splitlines()[-1]
    assert "foreign: []" in told
    assert float(told.rpartition(" ")[2]) < 1


def test_a_sparkline_is_as_wide_as_asked_and_shows_gaps() -> None:
    assert sparkline([1, 2, 3, 4, None, 8]) == "▁▂▃▄ █"
    assert sparkline([5, 5]) == "▅▅"
    assert len(sparkline(list(range(1000)), width=60)) == 60
    assert sparkline([None]) == ""


def test_no_season_is_proposed_that_does_not_fit_the_days(tmp_path: Path, capsys: Printed) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(days([50 + index % 5 / 10 - (9 if index % 13 > 10 else 0) for index in range(156)]))
    assert run(["signals", str(path)]) == 0
    assert "A season seems to repeat" not in capsys.readouterr().out
