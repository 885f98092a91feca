"""What programs read of KPIs: `python bench/reading_api.py [sqlite|postgres …]`; exits 1 above an aim.

1,000 KPIs with 1,000 daily values of one, two workers, one connection that asks again and again: milliseconds until
the whole answer is here, medians, and the processor time that it costs the server. The references are served by the
same server in the same run: `/readyz`, which asks the database once, and the page of the same list.
"""

import http.client
import os
import sys
import time
from contextlib import ExitStack

import psutil

from serving.installation import EMAIL, Installation, installation, serving
from serving.visitor import Visitor

COUNT = 100
WARM = 10
Asked = tuple[str, dict[str, str]]
THREADS = {"sqlite": "8", "postgres": "4"}
AT_MOST = {"1,000 KPIs": 50.0, "1,000 values": 20.0}
FILL = """
from datetime import datetime, timedelta, UTC
from random import Random
from vitalfew.cli.database import django_ready
django_ready()
from vitalfew.accounts.models import Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.kpis.models import Definition, Kpi, Observation, Series
from vitalfew.kpis.readings import judge_all
with entered(Workspace.objects.get(slug="apollo")) as workspace:
    from vitalfew.accounts.models import Person, Team
    owner, now = Person.objects.first(), datetime.now(UTC)
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    team = Team.objects.create(name="Bench")
    made = [Definition(name=f"KPI {at}", unit="ms", direction="lower") for at in range(1000)]
    made = Definition.objects.bulk_create(made)
    series = Series.objects.bulk_create(Series() for _ in made)
    kpis = Kpi.objects.bulk_create(
        Kpi(definition=one, team=team, owner=owner, series=own, frequency="day", red_upper=130.0, target=110.0)
        for one, own in zip(made, series)
    )
    rows = [(own, back) for own in series for back in range(1000 if own is series[0] else 15)]
    draw = Random(1)
    Observation.objects.bulk_create(
        (
            Observation(series=own, time=today - timedelta(days=back), value=draw.gauss(100, 8), recorded_at=now)
            for own, back in rows
        ),
        batch_size=500,
    )
    kept = Kpi.objects.filter(team=team).select_related("definition", "workspace", "team", "owner", "deputy")
    judge_all(list(kept), now=now)
    print(kpis[0].pk)
"""


def measure(engine: str) -> bool:
    """Print one table for one database; whether every aim was reached."""
    with ExitStack() as stack:
        made = stack.enter_context(installation(engine))
        kpi = made.run("python", "-c", FILL)
        command = ["vitalfew", "serve", "--port", "PORT", "--workers", "2", "--threads", THREADS[engine]]
        port, process = stack.enter_context(serving(command, on=made))
        print(f"\n{engine}, load {os.getloadavg()[0]:.1f}{'median ms':>31}{'p95':>8}{'processor ms an answer':>25}")
        within = [said(what, port, process.pid, asked) for what, asked in requests(made, port, kpi).items()]
        return all(within)


def requests(made: Installation, port: int, kpi: str) -> dict[str, Asked]:
    """What is asked of the server: an address and the headers."""
    visitor = Visitor(port)
    visitor.sign_in()
    token = made.run("vitalfew", "token", "create", "bench", "--workspace", "apollo", "--email", EMAIL)
    program, person = {"Authorization": f"Bearer {token}"}, {"Cookie": visitor.header()}
    return {
        "/readyz": ("/readyz", {}),
        "the page of KPIs, 50 of them": ("/w/apollo/kpis/", person),
        "one KPI": (f"/api/v1/kpis/{kpi}", program),
        "1,000 KPIs": ("/api/v1/kpis?limit=1000", program),
        "1,000 values": (f"/api/v1/kpis/{kpi}/observations?limit=1000", program),
    }


def said(what: str, port: int, server: int, asked: Asked) -> bool:
    """Ask, print a line; whether it is within its aim."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for _ in range(WARM):
        answered(connection, asked)
    before = processor_seconds(server)
    seen = sorted(answered(connection, asked) for _ in range(COUNT))
    cost = (processor_seconds(server) - before) / COUNT * 1000
    connection.close()
    median, slow, aim = seen[COUNT // 2], seen[COUNT * 95 // 100], AT_MOST.get(what)
    late = aim is not None and median > aim
    print(f"{what:40}{median:8.1f}{slow:8.1f}{cost:25.1f}{f'  over {aim:g}' if late else ''}", flush=True)
    return not late


def processor_seconds(supervisor: int) -> float:
    """The processor time of the server's processes so far; on PostgreSQL that of the database comes on top."""
    parent = psutil.Process(supervisor)
    times = [process.cpu_times() for process in [parent, *parent.children(recursive=True)]]
    return sum(time.user + time.system for time in times)


def answered(connection: http.client.HTTPConnection, asked: Asked) -> float:
    """The milliseconds until the whole answer is here."""
    began = time.perf_counter()
    connection.request("GET", asked[0], headers=asked[1])
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        sys.exit(f"{asked[0]}: {answer.status}")
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    reached = [measure(engine) for engine in sys.argv[1:] or ["sqlite", "postgres"]]
    sys.exit(not all(reached))
