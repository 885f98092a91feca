"""A file of a million values: `python bench/loading.py [sqlite|postgres …] [ROWS]`; exits 1 above an aim.

1,000 KPIs × 1,000 days in one CSV, in the order of time, read, checked and stored as `vitalfew record --file` does,
into a table that is as good as empty, with its indexes; seconds, the better of two runs in turn. The reference gets
the same rows unread and unchecked, in the order of the file: on PostgreSQL a COPY into a staging table and INSERT …
ON CONFLICT from it, on SQLite `executemany` of tuples that are there already. Judging comes after and is not counted.
"""

import csv
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from serving.installation import installation

ROWS, KPIS, RUNS = 1_000_000, 1000, 2
AT_MOST = {"postgresql": 1.7, "sqlite": 2.0}
COLUMNS = "workspace_id, series_id, time, value, n, note, origin, recorded_at"
UPSERT = "ON CONFLICT (series_id, time) DO UPDATE SET value = excluded.value, n = excluded.n, note = excluded.note"


def written(file: Path, rows: int) -> None:
    """The CSV that is loaded."""
    draw, first = Random(1), datetime(2024, 1, 1, tzinfo=UTC)
    with file.open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("kpi", "time", "value", "n", "note"))
        for day in range(rows // KPIS):
            moment = (first + timedelta(days=day)).isoformat()
            writer.writerows((f"KPI {at}", moment, draw.gauss(100, 8), "", "") for at in range(KPIS))


def inside(file: Path) -> bool:
    """In an installation of its own: load both ways, print a line; whether the aim was reached."""
    from vitalfew.cli.database import django_ready

    django_ready()
    from django.db import connection

    from vitalfew.accounts.models import Team, Workspace
    from vitalfew.accounts.scoping import entered
    from vitalfew.kpis.models import Definition, Kpi, Series

    with entered(Workspace.objects.get(slug="apollo")) as workspace:
        team = Team.objects.create(name="Bench")
        made = Definition.objects.bulk_create(Definition(name=f"KPI {at}") for at in range(KPIS))
        series = Series.objects.bulk_create(Series() for _ in made)
        kept = zip(made, series, strict=True)
        Kpi.objects.bulk_create(Kpi(definition=one, team=team, series=own, frequency="day") for one, own in kept)
        names = {one.name: own.pk for one, own in zip(made, series, strict=True)}
        bare = _reference(connection, file, names, workspace.pk)
        times: dict[str, list[float]] = {"bare": [], "ours": []}
        for _ in range(RUNS):
            times["bare"].append(_timed(connection, bare))
            times["ours"].append(_timed(connection, lambda: _ours(file)))
    ratio, aim = min(times["ours"]) / min(times["bare"]), AT_MOST[connection.vendor]
    print(
        f"{connection.vendor:12}{min(times['bare']):10.1f}{min(times['ours']):10.1f}{ratio:8.2f} ×   load "
        f"{os.getloadavg()[0]:.1f}{f'  over {aim:g}' if ratio > aim else ''}"
    )
    return ratio <= aim


def _timed(connection: object, work: Callable[[], object]) -> float:
    empty = {
        "postgresql": "TRUNCATE kpis_observation CASCADE",
        "sqlite": "DELETE FROM kpis_observation WHERE origin = 'file'",  # the sample's own are referred to
    }[connection.vendor]  # type: ignore[attr-defined]
    with connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("DELETE FROM kpis_arrival")
        cursor.execute(empty)
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _ours(file: Path) -> None:
    """What the command does, without judging."""
    from vitalfew.cli import loading

    loading._judge = lambda count: None  # noqa: SLF001  (measured by judging.py)
    loading.whole_table(file, "bench.csv", None, team=None, dry_run=False)


def _reference(connection: object, file: Path, names: dict[str, int], workspace: int) -> Callable[[], None]:
    from django.db import transaction

    with file.open(newline="") as given:
        rows = [
            (workspace, names[kpi], moment, float(value)) for kpi, moment, value, _, _ in list(csv.reader(given))[1:]
        ]
    now = datetime.now(UTC).isoformat()

    def staged() -> None:
        with transaction.atomic(), connection.cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute("CREATE TEMP TABLE staged (w bigint, s bigint, t timestamptz, v float8) ON COMMIT DROP")
            with cursor.copy("COPY staged FROM STDIN") as copy:
                copy.write(text)
            taken = "SELECT w, s, t, v, NULL, '', 'file', %s FROM staged"
            cursor.execute(f"INSERT INTO kpis_observation ({COLUMNS}) {taken} {UPSERT}", [now])

    def many() -> None:
        marks = "?, ?, ?, ?, NULL, '', 'file', ?"
        with transaction.atomic():
            raw = connection.connection  # type: ignore[attr-defined]
            raw.executemany(f"INSERT INTO kpis_observation ({COLUMNS}) VALUES ({marks}) {UPSERT}", tuples)

    if connection.vendor == "postgresql":  # type: ignore[attr-defined]
        text = "".join("\t".join(map(str, row)) + "\n" for row in rows)
        return staged
    tuples = [(*row[:2], row[2].replace("T", " ")[:19], row[3], now) for row in rows]
    return many


def main(given: list[str]) -> int:
    """Measure on each engine that was named."""
    count = next((int(word) for word in given if word.isdecimal()), ROWS)
    engines = [word for word in given if not word.isdecimal()] or ["sqlite", "postgres"]
    print(f"{count:,} values of {KPIS:,} KPIs, seconds\n{'':12}{'bare':>10}{'ours':>10}{'ratio':>8}", flush=True)
    reached = []
    with tempfile.TemporaryDirectory(prefix="vitalfew-bench-") as folder:
        file = Path(folder) / "values.csv"
        written(file, count)
        for engine in engines:
            with installation(engine) as made:
                line = made.run("python", __file__, "inside", str(file))
            print(line, flush=True)
            reached.append("over" not in line)
    return int(not all(reached))


if __name__ == "__main__":
    if sys.argv[1:2] == ["inside"]:
        inside(Path(sys.argv[2]))
        sys.exit()
    sys.exit(main(sys.argv[1:]))
