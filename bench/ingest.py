"""Values that come in by the API, beside the least that Django can do: `python bench/ingest.py [RUNS]`.

One `vitalfew serve` with two workers on PostgreSQL answers all four in turn: `POST /api/v1/observations` with one value
and with a list of 100, each call with an idempotency key of its own, all values new, for 100 KPIs; a view that inserts
one row; and one that copies 100. All go through the same middleware. What arrives is judged by the same server
meanwhile. Asked: at least 0.50 of the rate of the inserting view, with 99 % of the answers within 35 ms, and 0.35 of
the copying one. Prints medians of the runs; exits 1 below what is asked.
"""

import itertools
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import psycopg

from serving.installation import EMAIL, Installation, installation, serving
from serving.visitor import Load, load_all, request

RUNS = 5
CONNECTIONS = 16
SECONDS = 3.0
SINGLE, LISTS, LONG = 6_000, 600, 100
KPIS = 100
FIRST = datetime(2001, 1, 1, tzinfo=UTC)
LEAST_SINGLE, LEAST_LIST, MOST_MS, MOST_SECONDS = 0.50, 0.35, 35.0, 60
TABLE = (
    "CREATE TABLE bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kpi text, time timestamptz, value float8)"
)
PREPARE = f"""
from vitalfew.cli.database import django_ready
django_ready()
from django.db import connection
from vitalfew.accounts.models import Team, Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.kpis.models import Definition, Kpi
with connection.cursor() as cursor:
    cursor.execute({TABLE!r})
with entered(Workspace.objects.get(slug="apollo")):
    team = Team.objects.create(name="Bench")
    for number in range({KPIS}):
        Kpi.objects.create(definition=Definition.objects.create(name=f"KPI {{number}}"), team=team, frequency="day")
"""
Requests = Callable[[int], list[bytes]]


def values() -> Iterator[dict[str, object]]:
    """Values that were never sent before, in turn for each KPI: a day later each time."""
    for number in itertools.count():
        day = FIRST + timedelta(minutes=number // KPIS)
        yield {"kpi": f"KPI {number % KPIS}", "time": f"{day:%Y-%m-%dT%H:%M:%SZ}", "value": 100 + number % 7}


def ours(port: int, token: str, fresh: Iterator[dict[str, object]], *, long: int, count: int) -> list[bytes]:
    """Calls to the API, one value or a list each."""
    bodies = [next(fresh) if long == 1 else list(itertools.islice(fresh, long)) for _ in range(count)]
    path = "/api/v1/observations"
    return [
        request(port, path, token=token, key=f"{long}-{at}-{body!r:.80}", body=json.dumps(body))
        for at, body in enumerate(bodies)
    ]


def bare(port: int, path: str, fresh: Iterator[dict[str, object]], *, long: int, count: int) -> list[bytes]:
    """Calls to a reference view."""
    bodies = [next(fresh) if long == 1 else list(itertools.islice(fresh, long)) for _ in range(count)]
    return [request(port, path, body=json.dumps(body)) for body in bodies]


def measure(made: Installation, runs: int) -> dict[str, list[Load]]:
    """All four in turn, so often."""
    made.run("python", "-c", PREPARE)
    token = made.run("vitalfew", "token", "create", "bench", "--workspace", "apollo", "--email", EMAIL)
    fresh, seen = values(), dict[str, list[Load]]()
    with serving(["vitalfew", "serve", "--port", "PORT", "--workers", "2"], on=made) as (port, _):
        for _ in range(runs + 1):
            for what, asked in {
                "one value": ours(port, token, fresh, long=1, count=SINGLE),
                "inserting view": bare(port, "/api/bare/insert", fresh, long=1, count=SINGLE),
                "list of 100": ours(port, token, fresh, long=LONG, count=LISTS),
                "copying view": bare(port, "/api/bare/copy", fresh, long=LONG, count=LISTS),
            }.items():
                seen.setdefault(what, []).append(load_all(port, asked, connections=CONNECTIONS, seconds=SECONDS))
        print(f"the last values were judged within {seconds_until_judged(made):.1f} s")
    return {what: loads[1:] for what, loads in seen.items()}


def seconds_until_judged(made: Installation) -> float:
    """How long it takes until nothing waits to be judged."""
    began = time.monotonic()
    with psycopg.connect(made.settings["VITALFEW_DATABASE_URL"], autocommit=True) as connection:
        while connection.execute("SELECT count(*) FROM kpis_arrival").fetchone() != (0,):
            time.sleep(0.05)
            if time.monotonic() > began + MOST_SECONDS:
                sys.exit(f"what arrived was not judged within {MOST_SECONDS} s")
    return time.monotonic() - began


def main(runs: int) -> int:
    """Print one line for each, and the ratios."""
    with installation("postgres") as made:
        made.settings["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parent), *sys.path[1:]])
        made.settings["DJANGO_SETTINGS_MODULE"] = "serving.reference_settings"
        seen = measure(made, runs)
    print(f"PostgreSQL, 2 workers x 4 threads, {CONNECTIONS} connections, {KPIS} KPIs, medians of {runs} runs")
    print(f"{'':16}{'calls/s':>9}{'p50 ms':>9}{'p99 ms':>9}")
    for what, loads in seen.items():
        p50, p99 = (median(load.percentile(share) for load in loads) for share in (0.5, 0.99))
        print(f"{what:16}{median(load.rate for load in loads):9.0f}{p50:9.1f}{p99:9.1f}")
    single, many = (
        median(mine.rate / other.rate for mine, other in zip(seen[ours], seen[theirs], strict=True))
        for ours, theirs in (("one value", "inserting view"), ("list of 100", "copying view"))
    )
    slowest = median(load.percentile(0.99) for load in seen["one value"])
    print(f"one value: {single:.2f} of the inserting view (asked {LEAST_SINGLE}),", end=" ")
    print(f"p99 {slowest:.1f} ms (at most {MOST_MS:.0f})")
    print(f"list of 100: {many:.2f} of the copying view (asked {LEAST_LIST})")
    return int(single < LEAST_SINGLE or many < LEAST_LIST or slowest > MOST_MS)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else RUNS))
