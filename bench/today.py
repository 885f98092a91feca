"""What the page Today costs: its SQL statements, and its time beside the same page from data already in memory.

    python bench/today.py [--postgres] [--kpis 1000] [--days 1096] [--objectives 300]

Fills a database of its own with three workspaces: a tenth of the KPIs and objectives; all of them with a tenth of the
days; and all of them with all days. Prints medians of five rounds (the pages take turns) and exits 1 when the page
takes more statements for more records, more than ten of them, more than twice the time of the same page from memory,
or when ten times the observations change its time by more than a tenth. `--postgres` measures PostgreSQL as well, at
VITALFEW_TEST_POSTGRES_URL (default postgres://postgres@127.0.0.1:5432/postgres), in a database that is dropped again.
"""

import argparse
import gc
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from time import perf_counter
from typing import Any
from unittest.mock import patch

from vitalfew.lib.frames import with_room

POSTGRES = os.environ.get("VITALFEW_TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
SHAPES = 40
ROUNDS, EACH = 5, 11
MOST_STATEMENTS, MOST_RATIO, MOST_GROWTH, AIM_MS = 10, 2.0, 1.10, 25.0
TODAY = "vitalfew.briefing.today.today"


@dataclass(frozen=True)
class Size:
    """What one workspace holds; the days of values end yesterday."""

    name: str
    kpis: int
    days: int
    objectives: int


class Page:
    """Today of one workspace, called as its view is, with everything that a page needs but the server."""

    def __init__(self, workspace: Any, user: Any) -> None:
        from django.test import Client

        self.client = Client()
        self.client.force_login(user)
        self.address = f"/w/{workspace.slug}/"
        self.found = self._keep()

    def whole(self) -> None:
        """A request from sign-in to the last byte."""
        answer = self.client.get(self.address)
        if answer.status_code != 200:
            raise RuntimeError(f"{self.address} answers {answer.status_code}")

    def from_memory(self) -> None:
        """The same request, but what the page shows is in memory already."""
        with patch(TODAY, lambda **_: self.found):
            self.whole()

    def statements(self) -> int:
        """How many SQL statements one request takes, sign-in included."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as seen:
            self.whole()
        return len(seen)

    def kilobytes(self) -> float:
        """How long the page is."""
        return len(self.client.get(self.address).content) / 1000

    def _keep(self) -> Any:
        from vitalfew.briefing.today import today

        kept: list[Any] = []

        def keeping(**given: Any) -> Any:
            kept.append(today(**given))
            return kept[-1]

        with patch(TODAY, keeping):
            self.whole()
        return kept[0]


def fill(size: Size, *, user: Any, now: datetime) -> Any:
    """A workspace of this size, judged; the first forty KPIs are measured, the others share their values."""
    from django.db import transaction

    from vitalfew.accounts.models import Person, Role, Team, Workspace
    from vitalfew.accounts.scoping import entered

    workspace = Workspace.objects.create(name=size.name, slug=size.name)
    with entered(workspace), transaction.atomic():
        person = Person.objects.create(user=user, email=user.email, role=Role.ADMIN)
        team = Team.objects.create(name="Product")
        kpis = _kpis(size, team, person)
        _values(size, kpis, now)
        _readings(kpis, now)
        _objectives(size, team, person, kpis, now)
    return workspace


def _kpis(size: Size, team: Any, person: Any) -> list[Any]:
    from vitalfew.kpis.models import Definition, Kpi, Series

    definitions = Definition.objects.bulk_create(
        Definition(name=f"KPI {number:04}", unit="ms", direction="lower", lower_bound=0) for number in range(size.kpis)
    )
    series = Series.objects.bulk_create(Series() for _ in definitions)
    made = [
        Kpi(
            definition=definition, team=team, series=own, owner=person, frequency="day", target=110, red_upper=125,
            red_in_a_row=2, action="Look for what changed, and take it back",
        )
        for definition, own in zip(definitions, series, strict=True)
    ]  # fmt: skip
    return list(Kpi.objects.bulk_create(made))


def _values(size: Size, kpis: list[Any], now: datetime) -> None:
    import numpy as np
    from django.db import connection

    from vitalfew.kpis.models import Observation, Origin

    chance = np.random.default_rng(7)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    for shape, kpi in enumerate(kpis[:SHAPES]):
        values = 100 + chance.normal(0, 6, size.days)
        values[-9:] += 18 * (shape % 8 == 0)
        Observation.objects.bulk_create(
            (
                Observation(series_id=kpi.series_id, time=midnight - timedelta(days=size.days - day), value=value,
                            origin=Origin.FILE, recorded_at=now)
                for day, value in enumerate(values.tolist())
            ),
            batch_size=2000,
        )  # fmt: skip
    columns = "workspace_id, time, value, n, note, origin, batch_id, by_id, recorded_at"
    with connection.cursor() as cursor:
        for place, kpi in enumerate(kpis[SHAPES:]):
            cursor.execute(
                f"INSERT INTO kpis_observation (series_id, {columns}) "
                f"SELECT %s, {columns} FROM kpis_observation WHERE series_id = %s",
                [kpi.series_id, kpis[place % SHAPES].series_id],
            )


def _readings(kpis: list[Any], now: datetime) -> None:
    from vitalfew.kpis.models import Kpi, Reading
    from vitalfew.kpis.readings import judge

    shapes = Kpi.objects.select_related("definition", "workspace").prefetch_related("phases").order_by("pk")[:SHAPES]
    judged = [judge(kpi, now=now) for kpi in shapes]
    fields = [field.name for field in Reading._meta.concrete_fields if field.name not in ("id", "kpi")]
    Reading.objects.bulk_create(
        Reading(kpi=kpi, **{name: getattr(judged[place % SHAPES], name) for name in fields})
        for place, kpi in enumerate(kpis[SHAPES:])
    )


def _objectives(size: Size, team: Any, person: Any, kpis: list[Any], now: datetime) -> None:
    from vitalfew.kpis.models import Observation, Origin, Series
    from vitalfew.okrs.course.standing import update
    from vitalfew.okrs.models import Cycle, KeyResult, Objective, Standing

    day = now.date()
    cycle = Cycle.objects.create(name="Cycle", start=day - timedelta(days=60), end=day + timedelta(days=30))
    objectives = Objective.objects.bulk_create(
        Objective(title=f"Objective {number}", team=team, cycle=cycle, owner=person, state="active",
                  responds_to=kpis[number % len(kpis)])
        for number in range(size.objectives)
    )  # fmt: skip
    links = [Objective.guardrails.through(objective=each, kpi=kpis[n % len(kpis)]) for n, each in enumerate(objectives)]
    Objective.guardrails.through.objects.bulk_create(links)
    series = Series.objects.bulk_create(Series() for _ in range(3 * size.objectives))
    key_results = KeyResult.objects.bulk_create(
        KeyResult(objective=objectives[n // 3], position=n % 3, metric=f"Metric {n}", baseline=0, target=100, unit="%",
                  series=own)
        for n, own in enumerate(series)
    )  # fmt: skip
    weeks = range(8, -1, -1)
    Observation.objects.bulk_create(
        Observation(series=own, time=now - timedelta(days=7 * ago), value=(8 - ago) * (3 + n % 9), origin=Origin.HAND,
                    recorded_at=now)
        for n, own in enumerate(series) for ago in weeks
    )  # fmt: skip
    first = [update(each, now=now) for each in key_results[:9]]
    fields = [field.name for field in Standing._meta.concrete_fields if field.name not in ("id", "key_result")]
    Standing.objects.bulk_create(
        Standing(key_result=each, **{name: getattr(first[n % 9], name) for name in fields})
        for n, each in enumerate(key_results[9:])
    )


def milliseconds(*works: Callable[[], None]) -> list[list[float]]:
    """For each work the quickest run of each round; the works take turns run by run, after one round to warm up."""
    rounds = []
    for _ in range(ROUNDS + 1):
        runs = [[_once(work) for work in works] for _ in range(EACH)]
        rounds.append([min(times) for times in zip(*runs, strict=True)])
    return [list(times) for times in zip(*rounds[1:], strict=True)]


def ratio_of(above: list[float], below: list[float]) -> float:
    """The median of the rounds' ratios."""
    return median(one / other for one, other in zip(above, below, strict=True))


def _once(work: Callable[[], None]) -> float:
    began = perf_counter()
    with_room(work)()
    return (perf_counter() - began) * 1000


def measure(sizes: list[Size]) -> int:
    """Fill, measure, print; returns the exit code. Django is set up here, by the environment."""
    pages = _pages(sizes)
    from django.db import connection

    small, tenth, full = pages
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # PostgreSQL's autovacuum does so within a minute of a large load
    counts = [page.statements() for page in pages]
    gc.collect()
    gc.freeze()  # as a worker of the server does once it is loaded
    few, less, whole, memory = milliseconds(small.whole, tenth.whole, full.whole, full.from_memory)
    ratio, growth = ratio_of(whole, memory), ratio_of(whole, less)
    for size, count, taken in zip(sizes, counts, (few, less, whole), strict=True):
        what = f"{size.kpis:,} KPIs × {size.days:,} days, {size.objectives:,} objectives"
        print(f"  {what:<48}{count:>4} statements {median(taken):>7.1f} ms")
    print(f"  {'the last one from data in memory':<48}{'':>15} {median(memory):>7.1f} ms")
    print(
        f"  {full.kilobytes():.0f} KB a page; shown: {len(full.found.kpis)} KPIs, {len(full.found.change)} objectives"
    )
    print(f"  ratio to memory {ratio:.2f} (at most {MOST_RATIO}); ten times the values: × {growth:.2f} "
          f"(at most {MOST_GROWTH}); aim {AIM_MS:.0f} ms")  # fmt: skip
    fine = max(counts) <= MOST_STATEMENTS and counts[0] == counts[2] and ratio <= MOST_RATIO and growth <= MOST_GROWTH
    print("  fine" if fine else "  MISSED")
    return 0 if fine else 1


def _pages(sizes: list[Size]) -> list[Page]:
    import django

    django.setup()
    from django.conf import settings
    from django.utils import timezone

    from vitalfew.accounts.models import User
    from vitalfew.lib.preparing import collect, migrate

    settings.ALLOWED_HOSTS = ["testserver"]
    migrate()
    collect()
    now = timezone.now()
    began = perf_counter()
    workspaces = []
    for size in sizes:  # a person of its own each, so that no page lists the other workspaces
        user = User.objects.create_user(email=f"{size.name}@example.org")
        workspaces.append((fill(size, user=user, now=now), user))
    print(f"  filled in {perf_counter() - began:.0f} s")
    return [Page(workspace, user) for workspace, user in workspaces]


@contextmanager
def postgres_database() -> Iterator[str]:
    """A database of its own on the server, by its URL; dropped afterwards."""
    import psycopg

    name = f"vitalfew_bench_{os.getpid()}"
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{POSTGRES.rpartition('/')[0]}/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _child(words: list[str], url: str) -> int:
    with tempfile.TemporaryDirectory(prefix="vitalfew-bench-") as folder:
        own = {name: value for name, value in os.environ.items() if not name.startswith("VITALFEW_")}
        own |= {"VITALFEW_DATA": folder, "DJANGO_SETTINGS_MODULE": "vitalfew.config.settings"}
        own |= {"VITALFEW_DATABASE_URL": url} if url else {}
        return subprocess.run([sys.executable, __file__, "--here", *words], env=own, check=False).returncode


def main() -> int:
    """Measure each database in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kpis", type=int, default=1000)
    parser.add_argument("--days", type=int, default=1096)
    parser.add_argument("--objectives", type=int, default=300)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.here:
        tenth = max(given.days // 10, 30)
        return measure([
            Size("small", given.kpis // 10, given.days, given.objectives // 10),
            Size("tenth", given.kpis, tenth, given.objectives),
            Size("full", given.kpis, given.days, given.objectives),
        ])  # fmt: skip
    words = [f"--{name}={getattr(given, name)}" for name in ("kpis", "days", "objectives")]
    print(f"Today, {date.today():%d %b %Y}, SQLite:", flush=True)  # noqa: DTZ011
    code = _child(words, "")
    if given.postgres:
        print("PostgreSQL:", flush=True)
        with postgres_database() as url:
            code = max(code, _child(words, url))
    return code


if __name__ == "__main__":
    sys.exit(main())
