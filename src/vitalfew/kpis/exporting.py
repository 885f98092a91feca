"""Every value of a workspace, each with what its KPI is: as CSV piece by piece, or as a Parquet file."""

import csv
import io
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from vitalfew.accounts.models import Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.kpis.aims import aim
from vitalfew.kpis.finishing import half_collected, in_progress_from
from vitalfew.kpis.models import Kpi, Observation
from vitalfew.kpis.stated import Stated, stated
from vitalfew.sheets import export_cell
from vitalfew.sheets.parquet import as_parquet

PIECE = 5000
COLUMNS = {
    "kpi": "VARCHAR",
    "team": "VARCHAR",
    "time": "TIMESTAMPTZ",
    "value": "DOUBLE",
    "n": "INTEGER",
    "note": "VARCHAR",
    "origin": "VARCHAR",
    "recorded_at": "TIMESTAMPTZ",
    "unit": "VARCHAR",
    "direction": "VARCHAR",
    "family": "VARCHAR",
    "frequency": "VARCHAR",
    "owner": "VARCHAR",
    "target": "DOUBLE",
    "target_upper": "DOUBLE",
    "red_lower": "DOUBLE",
    "red_upper": "DOUBLE",
    "in_progress": "BOOLEAN",
}
FIELDS = ("time", "value", "n", "note", "origin", "recorded_at")


def as_csv(workspace: Workspace, *, now: datetime, escaped: bool = True) -> Iterator[str]:
    """All values as lines of CSV, KPI after KPI, oldest first; those of KPIs that were retired, too.

    What is in progress is so at `now`. Between two pieces no statement is open, so that a slow reader keeps no writer
    waiting. Where `escaped`, no cell is one that a spreadsheet would run.
    """
    yield _lines([tuple(COLUMNS)])
    with entered(workspace):
        kept = {kpi.pk: kpi for kpi in Kpi.objects.select_related("workspace", "team")}
        half = half_collected(kept.values())
        kpis = list(stated(Kpi.objects.order_by("team__name", "definition__name", "pk")))
    for kpi in kpis:
        own = kept[kpi.key]
        running = in_progress_from(own, half=kpi.key in half, now=now)
        cells = _Cells(kpi, workspace, running=running, escaped=escaped)
        for rows in _pieces(workspace, own.series_id):
            yield _lines([cells.of(*row) for row in rows])


def write_csv(workspace: Workspace, to: Path, *, now: datetime, escaped: bool = True) -> None:
    """The same as a file."""
    with to.open("w", encoding="utf-8", newline="") as file:
        file.writelines(as_csv(workspace, now=now, escaped=escaped))


def write_parquet(workspace: Workspace, to: Path, *, now: datetime) -> None:
    """All values as a Parquet file with typed columns; raises `SheetError` where it cannot be written."""
    with tempfile.TemporaryDirectory(prefix="vitalfew-export-") as folder:
        table = Path(folder) / "values.csv"
        write_csv(workspace, table, now=now, escaped=False)
        as_parquet(table, to, columns=COLUMNS)


class _Cells:
    """The cells of one KPI's rows: what is the same in all of them is made once."""

    def __init__(self, kpi: Stated, workspace: Workspace, *, running: datetime, escaped: bool) -> None:
        self.zone, self.running, self.escaped = workspace.zone_info, running, escaped
        self.before = tuple(map(self.text, (kpi.name, kpi.team)))
        sheet = (kpi.unit, kpi.direction, kpi.family, kpi.frequency, kpi.owner_email or "")
        self.kpi, self.sheet = kpi, tuple(map(self.text, sheet))
        self.lines = tuple(map(_number, (kpi.target_upper, kpi.red_lower, kpi.red_upper)))

    def text(self, text: str) -> str:
        return export_cell(text) if self.escaped and text else text

    def of(
        self, time: datetime, value: float, n: int | None, note: str, origin: str, recorded_at: datetime
    ) -> tuple[Any, ...]:
        when = time.astimezone(self.zone).isoformat()
        own = (when, _number(value), n, self.text(note), origin, recorded_at.isoformat())
        target = _number(aim(self.kpi, time=time, zone=self.zone))
        return (*self.before, *own, *self.sheet, target, *self.lines, "true" if time >= self.running else "false")


def _number(value: float | None) -> str:
    """Its shortest digits: `float()` of them is the number again; '' for none."""
    return "" if value is None else repr(value).removesuffix(".0")


def _pieces(workspace: Workspace, series: int) -> Iterator[list[tuple[Any, ...]]]:
    after: dict[str, datetime] = {}
    while True:
        with entered(workspace):
            found = Observation.objects.filter(series=series, **after).order_by("time")
            rows = list(found.values_list(*FIELDS)[:PIECE])
        if rows:
            yield rows
        if len(rows) < PIECE:
            return
        after = {"time__gt": rows[-1][0]}


def _lines(rows: list[tuple[Any, ...]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()
