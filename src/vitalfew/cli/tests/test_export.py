import csv
from pathlib import Path
from typing import Any

import duckdb
import pytest

from vitalfew.accounts.models import Team, Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.cli.root import run as run_line
from vitalfew.kpis.models import Definition, Kpi, Observation


@pytest.fixture
def acme(db: None) -> Any:
    workspace = Workspace.objects.create(name="Acme", slug="acme", zone="Europe/Berlin")
    with entered(workspace):
        definition = Definition.objects.create(name="Lead time", unit="d", direction="lower")
        kpi = Kpi.objects.create(definition=definition, team=Team.objects.create(name="Product"), frequency="month")
        Observation.objects.create(
            series=kpi.series, time="2026-09-30T22:00Z", value=-4.25, note="-1 +1", recorded_at="2026-11-01T09:00Z"
        )
        yield kpi


def test_values_go_out_as_a_file_or_on_standard_output(
    acme: Kpi, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    table, parquet = tmp_path / "values.csv", tmp_path / "values.parquet"
    assert run_line(("export", "--observations", str(table))) == 0
    assert f"Wrote {table}, " in capsys.readouterr().out
    [row] = csv.DictReader(table.read_text().splitlines())
    assert (row["time"], row["value"], row["note"]) == ("2026-10-01T00:00:00+02:00", "-4.25", "'-1 +1")
    assert run_line(("export", "--observations", "-")) == 0
    assert capsys.readouterr().out.splitlines() == table.read_text().splitlines()
    assert run_line(("export", "--observations", str(parquet))) == 0
    assert duckdb.sql(f"SELECT kpi, value, note FROM '{parquet}'").fetchall() == [("Lead time", -4.25, "-1 +1")]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["values.csv", "values.parquet"]
    for file in (table, parquet):
        assert run_line(("record", "--file", str(file))) == 0
        assert "Stored 0, unchanged 1." in capsys.readouterr().out


def test_what_an_older_version_wrote_comes_in_as_it_is_written(
    acme: Kpi, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    table = tmp_path / "values.csv"
    run_line(("export", "--observations", str(table)))
    assert table.read_text().splitlines()[1].endswith(",false")
    table.write_text("".join(line.rpartition(",")[0] + "\n" for line in table.read_text().splitlines()))
    for _ in range(2):
        assert run_line(("record", "--file", str(table))) == 0
    assert "1 values of 1 KPIs, read as they are written." in capsys.readouterr().out


def test_a_file_that_cannot_be_written_leaves_nothing_behind(
    acme: Kpi, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for file, says in (("values.xlsx", "Write .csv or .parquet."), ("nowhere/values.csv", "No such file or directory")):
        assert run_line(("export", "--observations", str(tmp_path / file))) == 2
        assert says in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
