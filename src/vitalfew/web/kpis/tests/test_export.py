import csv
from collections.abc import Callable

import pytest
from django.test import Client

from vitalfew.kpis.models import Kpi, Observation
from vitalfew.sheets import export_cell, exported_text

RUN_BY_SPREADSHEETS = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1")


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ('a"; filename="b.exe', "a-filenamebexe.csv"),
        ("a\r\nSet-Cookie: b=1", "a-set-cookie-b1.csv"),
        ("../../etc/passwd\x00", "etcpasswd.csv"),
        ("..\\con", "con.csv"),
        ("\u202egnp.exe \U0001f525", "gnpexe.csv"),
        ("\U0001f525", "kpi.csv"),
    ],
)
def test_a_name_says_nothing_but_the_name_of_the_file(
    client: Client, make_kpi: Callable[..., Kpi], name: str, file: str
) -> None:
    kpi = make_kpi("Churn", [1.0])
    kpi.definition.name = name.replace("\x00", "")  # no database keeps it
    kpi.definition.save()
    answer = client.get(f"/w/{kpi.workspace.slug}/kpis/{kpi.pk}/values.csv")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{file}"'
    assert "Set-Cookie" not in answer.headers


def test_no_cell_is_run_by_a_spreadsheet(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    kpi = make_kpi("Churn", [float(-number) for number in range(len(RUN_BY_SPREADSHEETS))])
    observations = list(kpi.series.observations.order_by("time"))
    for observation, note in zip(observations, RUN_BY_SPREADSHEETS, strict=True):
        Observation.objects.filter(pk=observation.pk).update(note=note)
    text = client.get(f"/w/{kpi.workspace.slug}/kpis/{kpi.pk}/values.csv").content.decode()
    rows = list(csv.DictReader(text.splitlines(keepends=True)))
    assert [row["note"] for row in rows] == [f"'{note}" for note in RUN_BY_SPREADSHEETS]
    assert [float(row["value"]) for row in rows] == [-number for number in range(len(rows))]
    assert all(cell == export_cell(exported_text(cell)) for row in rows for cell in row.values())
