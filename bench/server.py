"""granian as `vitalfew serve` starts it, beside gunicorn: `python bench/server.py [sqlite|postgres …]`.

Two workers each, connections to the database kept open, the same pages of the same installation; five runs in turn.
Processor time per answer is the figure that a busy machine disturbs least.
"""

import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from statistics import median
from typing import NamedTuple

import psutil

from serving.installation import EMAIL, Installation, installation, serving
from serving.visitor import Load, Visitor, load, request

RUNS = 5
CONNECTIONS = 16
COUNT = 2000
SECONDS = 2.5
THREADS = {"sqlite": "8", "postgres": "4"}
SAMPLE = """
from vitalfew.cli.database import django_ready
django_ready()
from vitalfew.kpis.models import Kpi
kpi = Kpi.everywhere.select_related("workspace").order_by("pk").first()
print(kpi.workspace.slug, kpi.pk)
"""


def servers(threads: str) -> dict[str, list[str]]:
    """The command of each server."""
    granian = ["vitalfew", "serve", "--port", "PORT", "--workers", "2", "--threads", threads]
    gunicorn = ["gunicorn", "vitalfew.config.wsgi:application", "--bind", "127.0.0.1:PORT", "--workers", "2"]
    return {
        "granian": granian,
        "gunicorn": [*gunicorn, "--worker-class", "gthread", "--threads", threads, "--log-level", "warning"],
    }


def requests(made: Installation, port: int) -> dict[str, bytes]:
    """What is asked of a server: from nothing but the server itself to a whole page."""
    visitor = Visitor(port)
    visitor.sign_in()
    slug, kpi = made.run("python", "-c", SAMPLE).split()
    token = made.run("vitalfew", "token", "create", "bench", "--workspace", slug, "--email", EMAIL)
    value = f'{{"kpi": {kpi}, "time": "{datetime.now(UTC):%Y-%m-%d}T00:00:00Z", "value": 50}}'
    return {
        "/livez": request(port, "/livez"),
        "/readyz": request(port, "/readyz"),
        "sign-in page": request(port, "/accounts/login/"),
        "Today": request(port, f"/w/{slug}/", cookie=visitor.header()),
        "one value by API": request(port, "/api/v1/observations", token=token, body=value),
    }


def measure(engine: str) -> None:
    """Print one table for one database."""
    with ExitStack() as stack:
        made = stack.enter_context(installation(engine))
        commands = servers(THREADS[engine])
        running = {name: stack.enter_context(serving(command, on=made)) for name, command in commands.items()}
        asked = {name: requests(made, port) for name, (port, _) in running.items()}
        print(f"\n{engine}, 2 workers x {THREADS[engine]} threads, {CONNECTIONS} connections; granian / gunicorn")
        print(f"{'':18}{'answers/s':>15}{'p50 ms':>15}{'p99 ms':>17}{'processor ms':>15}{'ratio':>7}")
        for what in asked["granian"]:
            runs: dict[str, list[Run]] = {name: [] for name in running}
            for _ in range(RUNS):
                for name, (port, process) in running.items():
                    runs[name].append(run(port, process.pid, asked[name][what]))
            print(row(what, runs["granian"], runs["gunicorn"]), flush=True)


class Run(NamedTuple):
    """One run: what the client saw, and the milliseconds of processor time that an answer cost."""

    load: Load
    processor: float


def run(port: int, supervisor: int, asked: bytes) -> Run:
    """Load one server once."""
    before = processor_seconds(supervisor)
    seen = load(port, asked, connections=CONNECTIONS, count=COUNT, seconds=SECONDS)
    return Run(seen, (processor_seconds(supervisor) - before) / len(seen.times) * 1000)


def processor_seconds(supervisor: int) -> float:
    """The processor time of a server's processes so far."""
    parent = psutil.Process(supervisor)
    times = [process.cpu_times() for process in [parent, *parent.children(recursive=True)]]
    return sum(time.user + time.system for time in times)


def row(what: str, ours: list[Run], other: list[Run]) -> str:
    """One line of the table: medians of both, and the ratio of what an answer costs."""
    rate = " / ".join(f"{median(run.load.rate for run in runs):.0f}" for runs in (ours, other))
    p50, p99 = (
        " / ".join(f"{median(run.load.percentile(share) for run in runs):.1f}" for runs in (ours, other))
        for share in (0.5, 0.99)
    )
    cost = [median(run.processor for run in runs) for runs in (ours, other)]
    return f"{what:18}{rate:>15}{p50:>15}{p99:>17}{cost[0]:>8.2f} / {cost[1]:.2f}{cost[0] / cost[1]:7.2f}"


if __name__ == "__main__":
    for engine in sys.argv[1:] or ["sqlite", "postgres"]:
        measure(engine)
