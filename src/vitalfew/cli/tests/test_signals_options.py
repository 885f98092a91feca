"""What the report advises can be done by an option."""

import json
from pathlib import Path

import pytest

from vitalfew.cli.root import run

pytestmark = pytest.mark.plain

Printed = pytest.CaptureFixture[str]
YEAR = [120, 118, 112, 104, 96, 88, 82, 84, 92, 100, 110, 116]


def months(values: list[object]) -> str:
    times = [f"{2016 + index // 12}-{index % 12 + 1:02d}-01" for index in range(len(values))]
    return "month,value\n" + "".join(f'{time},"{value}"\n' for time, value in zip(times, values, strict=True))


@pytest.fixture
def yearly(tmp_path: Path) -> Path:
    path = tmp_path / "months.csv"
    path.write_text(months([value + (index * 7) % 5 for index, value in enumerate(YEAR * 3)]), encoding="utf-8")
    return path


def judged(path: Path, capsys: Printed, *options: str) -> dict:
    assert run(["signals", str(path), "--format", "json", *options]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_season_that_shows_is_taken_out_by_the_option_it_names(yearly: Path, capsys: Printed) -> None:
    run(["signals", str(yearly)])
    assert "(--season 12)" in capsys.readouterr().out
    with_season = judged(yearly, capsys)
    without = judged(yearly, capsys, "--season", "12")
    assert without["range_mean"] < with_season["range_mean"]
    assert "season" not in [doubt["code"] for doubt in without["doubts"]]


def test_a_line_upwards_is_followed_by_the_option_it_names(tmp_path: Path, capsys: Printed) -> None:
    path = tmp_path / "climb.csv"
    path.write_text(months([10 + 2 * index + (index * 7) % 5 for index in range(30)]), encoding="utf-8")
    run(["signals", str(path)])
    assert "(--trend)" in capsys.readouterr().out
    assert judged(path, capsys, "--trend")["verdict"]["state"] == "steady"


def test_numbers_that_can_be_read_in_two_ways_are_settled_by_the_option_it_names(
    tmp_path: Path, capsys: Printed
) -> None:
    path = tmp_path / "odd.csv"
    path.write_text(months(["1,234", "1,235", "1,236", "1,233", "1,235", "1,234", "1,236"]), encoding="utf-8")
    assert judged(path, capsys, "--decimal", "comma")["centre"] == pytest.approx(1.2347, abs=1e-4)
    run(["signals", str(path)])
    told = capsys.readouterr()
    assert "is read as 1234. " in told.err
    assert "(--decimal)" in told.err
