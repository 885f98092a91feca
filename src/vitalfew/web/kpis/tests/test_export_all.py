"""All values of all KPIs go out as CSV and as Parquet, complete, typed, and without a cell that a spreadsheet runs."""

import csv
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.test import Client
from django.utils import timezone

from vitalfew.kpis import exporting
from vitalfew.kpis.models import Kpi, Observation
from vitalfew.sheets.export import export_cell, exported_text

ACTIVE = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", "'=1+1", "''@a", 'say "ah, so"\nand go')
PLAIN = ("", "-5", "+3,5 %", "'-5", "'tis", "a = b")


@pytest.fixture
def kept(make_kpi: Callable[..., Kpi]) -> list[Observation]:
    """Three KPIs: one of notes that spreadsheets would run, one whose name is such a text, one that was retired."""
    notes = [*ACTIVE, *PLAIN]
    churn = make_kpi("Churn", [-0.1 * number for number in range(len(notes))], red_upper=5, target=2.5)
    make_kpi("=HYPERLINK(1)", [1e-7, 1e21, -3.0])
    gone = make_kpi("Gone", [4.0])
    Kpi.objects.filter(pk=gone.pk).update(retired_at=gone.created_at)
    for observation, note in zip(churn.series.observations.order_by("time"), notes, strict=True):
        Observation.objects.filter(pk=observation.pk).update(note=note, n=7)
    return list(Observation.objects.select_related("series__kpi__definition").order_by("series__kpi", "time"))


def test_every_value_of_every_kpi_is_in_the_csv(client: Client, kept: list[Observation], monkeypatch: Any) -> None:
    monkeypatch.setattr(exporting, "PIECE", 4)
    answer = client.get("/w/product/kpis/values.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="product.csv"'
    text = b"".join(answer.streaming_content).decode()
    rows = list(csv.DictReader(text.splitlines(keepends=True)))
    assert all(cell == export_cell(exported_text(cell)) for row in rows for cell in row.values())
    told = {(exported_text(row["kpi"]), row["time"]): (float(row["value"]), exported_text(row["note"])) for row in rows}
    zone = kept[0].workspace.zone_info
    known = {(one.series.kpi.name, one.time.astimezone(zone).isoformat()): (one.value, one.note) for one in kept}
    assert told == known
    assert {(row["unit"], row["team"], row["frequency"]) for row in rows} == {("%", "Product", "month")}
    assert {row["red_upper"] for row in rows if row["kpi"] == "Churn"} == {"5"}


def test_a_target_that_moves_stands_beside_each_value_as_it_was(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    make_kpi("Budget", [1.0, 2.0, 3.0], course=[["2024-01-01", 0.0], ["2024-12-31", 365.0]], target=365.0)
    lines = b"".join(client.get("/w/product/kpis/values.csv").streaming_content).decode().splitlines()
    rows = list(csv.DictReader(lines))
    assert [(row["value"], row["target"]) for row in rows] == [("1", "30"), ("2", "59"), ("3", "90")]


def test_what_is_in_progress_is_marked_in_its_last_column(
    client: Client, make_kpi: Callable[..., Kpi], tmp_path: Path
) -> None:
    kpi, settling, now = make_kpi("Orders", [1.0, 2.0]), make_kpi("Settling", [1.0], settle_days=70), timezone.now()
    for series, time, value in ((kpi.series, now, 16), (settling.series, now - timedelta(days=40), 3)):
        Observation.objects.create(series=series, time=time, value=value, recorded_at=now)
    lines = b"".join(client.get("/w/product/kpis/values.csv").streaming_content).decode().splitlines()
    assert lines[0].endswith(",in_progress")
    rows = {(row["kpi"], row["value"]): row["in_progress"] for row in csv.DictReader(lines)}
    file = tmp_path / "product.parquet"
    file.write_bytes(b"".join(client.get("/w/product/kpis/values.parquet").streaming_content))
    typed = duckdb.sql(f"SELECT kpi, value FROM '{file}' WHERE in_progress ORDER BY kpi").fetchall()
    assert {key for key, said in rows.items() if said == "true"} == {("Orders", "16"), ("Settling", "3")}
    assert (typed, rows[("Orders", "1")]) == ([("Orders", 16), ("Settling", 3)], "false")
    own = client.get(f"/w/product/kpis/{kpi.pk}/values.csv").content.decode().splitlines()
    assert [line.rpartition(",")[2] for line in (own[0], own[1], own[-1])] == ["in progress", "no", "yes"]


def test_a_text_comes_back_as_it_was() -> None:
    assert [exported_text(export_cell(text)) for text in (*ACTIVE, *PLAIN)] == [*ACTIVE, *PLAIN]
    assert [export_cell(text) for text in PLAIN] == list(PLAIN)


def test_the_parquet_has_types_and_the_texts_as_they_are(
    client: Client, kept: list[Observation], tmp_path: Path
) -> None:
    answer = client.get("/w/product/kpis/values.parquet")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="product.parquet"'
    file = tmp_path / "product.parquet"
    file.write_bytes(b"".join(answer.streaming_content))
    rows = duckdb.sql(f"SELECT kpi, epoch_us(time), value, coalesce(note, ''), n FROM '{file}'").fetchall()
    known = {(one.series.kpi.name, round(one.time.timestamp() * 1e6), one.value, one.note, one.n) for one in kept}
    assert set(rows) == known
    types = dict(duckdb.sql(f"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '{file}')").fetchall())
    assert (types["time"], types["value"], types["n"]) == ("TIMESTAMP WITH TIME ZONE", "DOUBLE", "INTEGER")


def test_a_full_disk_is_said_on_the_page(client: Client, kept: list[Observation], monkeypatch: Any) -> None:
    monkeypatch.setattr("vitalfew.sheets.parquet._CONFIG", {})
    monkeypatch.setattr("vitalfew.kpis.exporting.COLUMNS", {**exporting.COLUMNS, "value": "NOTHING"})
    page = client.get("/w/product/kpis/values.parquet", follow=True).content.decode()
    assert "The Parquet file could not be written: " in page
    assert "or take CSV" in page


def test_the_server_never_has_duckdb_in_its_memory() -> None:
    said = "import vitalfew.sheets.parquet, sys; print('duckdb' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", said], capture_output=True, text=True).stdout == "False\n"


def test_the_list_of_kpis_leads_there(client: Client, kept: list[Observation]) -> None:
    page = client.get("/w/product/kpis/").content.decode()
    assert '<a href="/w/product/kpis/values.csv" download>CSV</a>' in page
