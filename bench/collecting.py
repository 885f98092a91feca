"""Collecting what is due: how many sources a second are asked and their values kept and judged, from first to last.

`python bench/collecting.py` asks 300 KPIs' sources of each kind for three values each: web addresses, and tables in
files on this machine, on SQLite in a folder of its own or on the empty PostgreSQL database of `VITALFEW_DATABASE_URL`,
with `--kpis N` of more. At the end: the memory of the process that fetches, and what is left after a minute.
Asked: at least 15 a second of web addresses.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)
AT_LEAST = 15
ROWS = 3


def main() -> None:
    """Prepare KPIs with their sources, collect until nothing is due, print the rate."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kpis", type=int, default=300)
    kpis = parser.parse_args().kpis
    with tempfile.TemporaryDirectory() as folder, _web(Path(folder) / "web") as (address, pages):
        os.environ["VITALFEW_DATA"] = f"{folder}/data"
        os.environ["VITALFEW_EGRESS_ALLOW"], os.environ["VITALFEW_SOURCE_FOLDERS"] = "127.0.0.1", str(pages)
        os.environ["DJANGO_SETTINGS_MODULE"] = "vitalfew.config.settings"
        Path(folder, "data").mkdir()
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        _measure("http_json", {"address": f"{address}/a.json", "time": "day", "value": "count"}, kpis)
        _measure("files", {"path": str(pages / "a.csv")}, kpis)
        print(f"What fetches: {_memory()} MB; after a minute of rest: ", end="", flush=True)
        time.sleep(62)
        print(f"{_memory()} MB")


@contextmanager
def _web(folder: Path) -> Iterator[tuple[str, Path]]:
    """A web server of files, and its folder."""
    from vitalfew.cli.listening import free_port

    folder.mkdir()
    days = [f"2026-{1 + day // 28:02}-{1 + day % 28:02}" for day in range(ROWS)]
    rows = ", ".join(f'{{"day": "{day}", "count": {place % 7}}}' for place, day in enumerate(days))
    (folder / "a.json").write_text(f"[{rows}]")
    (folder / "a.csv").write_text("day,count\n" + "".join(f"{day},{place % 7}\n" for place, day in enumerate(days)))
    port = free_port("127.0.0.1", 0)
    command = [sys.executable, "-m", "http.server", "-b", "127.0.0.1", "-d", str(folder), str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}", folder
    finally:
        server.kill()
        server.wait()


def _measure(kind: str, spec: Mapping[str, str], kpis: int) -> None:
    from django.db import connection

    from vitalfew.accounts.models import Workspace
    from vitalfew.accounts.scoping import entered
    from vitalfew.collecting.models import Run
    from vitalfew.collecting.running import collect_due

    workspace = Workspace.objects.create(name=kind, slug=kind.replace("_", "-"))
    with entered(workspace):
        _fill(kind, spec, kpis)
    began, used = time.perf_counter(), time.process_time()
    while collect_due(now=NOW):
        pass
    taken, used = time.perf_counter() - began, time.process_time() - used
    with entered(workspace):
        done, failed = Run.objects.filter(stored=ROWS).count(), Run.objects.exclude(error="").count()
    print(
        f"{connection.vendor}, {kind}: {done:,} of {kpis:,} collected in {taken:.1f} s, {done / taken:.1f} a second"
        f" ({1000 * used / kpis:.0f} ms of processor each to keep and judge), {failed} failed"
        + (f"; {AT_LEAST} asked" if kind == "http_json" else "")
    )


def _fill(kind: str, spec: Mapping[str, str], kpis: int) -> None:
    from vitalfew.accounts.models import Team
    from vitalfew.collecting.models import Feed
    from vitalfew.kpis.keeping import begin_all
    from vitalfew.kpis.models import Definition, Kpi

    team = Team.objects.create(name="Bench")
    made = [Kpi(definition=Definition(name=f"KPI {number}"), team=team, frequency="day") for number in range(kpis)]
    begin_all(kpis=made, by=None)
    Feed.objects.bulk_create(
        Feed(kpi=kpi, kind=kind, settings=dict(spec), next_at=NOW, place=f"place {number % 9}")
        for number, kpi in enumerate(made)
    )


def _memory() -> int:
    """What the processes that fetch hold, in MB."""
    listed = subprocess.run(["ps", "-eo", "ppid,rss,args"], capture_output=True, text=True, check=True).stdout
    own = [line.split(None, 2) for line in listed.splitlines()[1:]]
    return (
        sum(int(rss) for parent, rss, args in own if int(parent) == os.getpid() and "vitalfew.sources" in args) // 1000
    )


if __name__ == "__main__":
    main()
