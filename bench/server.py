"""granian as `vitalfew serve` starts it, beside gunicorn: `python bench/server.py [sqlite|postgres …]`.

Two workers each, connections to the database kept open, the same pages of the same installation; five runs in turn.
"""

import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from statistics import median

from serving.installation import EMAIL, Installation, installation, serving
from serving.visitor import Load, Visitor, load, request

RUNS = 5
CONNECTIONS = 8
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
    return {"granian": granian, "gunicorn": [*gunicorn, "--worker-class", "gthread", "--threads", threads]}


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
        ports = {name: stack.enter_context(serving(command, on=made))[0] for name, command in commands.items()}
        asked = {name: requests(made, port) for name, port in ports.items()}
        print(f"\n{engine}, 2 workers x {THREADS[engine]} threads, {CONNECTIONS} connections, medians of {RUNS} runs")
        print(f"{'':18}{'granian /s':>12}{'gunicorn /s':>12}{'ratio':>7}{'p50 ms':>14}{'p99 ms':>16}")
        for what in asked["granian"]:
            runs: dict[str, list[Load]] = {name: [] for name in ports}
            for _ in range(RUNS):
                for name, port in ports.items():
                    limits = {"connections": CONNECTIONS, "count": COUNT, "seconds": SECONDS}
                    runs[name].append(load(port, asked[name][what], **limits))
            print(row(what, runs["granian"], runs["gunicorn"]))


def row(what: str, ours: list[Load], other: list[Load]) -> str:
    """One line of the table: rates, their ratio, and the times of both."""
    rates = [median(run.rate for run in runs) for runs in (ours, other)]
    p50, p99 = (
        " / ".join(f"{median(run.percentile(share) for run in runs):.1f}" for runs in (ours, other))
        for share in (0.5, 0.99)
    )
    return f"{what:18}{rates[0]:12.0f}{rates[1]:12.0f}{rates[0] / rates[1]:7.2f}{p50:>14}{p99:>16}"


if __name__ == "__main__":
    for engine in sys.argv[1:] or ["sqlite", "postgres"]:
        measure(engine)
