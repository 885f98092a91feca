"""Judging 10,000 KPIs that have just received a value, each with 60 weekly values: `python bench/judging.py`.

On SQLite in a folder of its own, or on the empty PostgreSQL database that `VITALFEW_DATABASE_URL` names.
Asked: under 10 seconds in one process, with a number of statements that hangs on the number of KPIs alone.
"""

import os
import random
import tempfile
import time
from datetime import UTC, datetime, timedelta
from typing import Any

KPIS, WEEKS = 10_000, 60
NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)


def main() -> None:
    """Prepare the records, judge them, print the seconds and the statements."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["VITALFEW_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "vitalfew.config.settings"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        _measure()


def _measure() -> None:
    from django.db import connection

    from vitalfew.accounts.models import Workspace
    from vitalfew.accounts.scoping import entered
    from vitalfew.kpis.models import Kpi
    from vitalfew.kpis.readings import judge_all

    with entered(Workspace.objects.create(name="Bench", slug="bench")):
        _fill()
        kpis = list(Kpi.objects.select_related("definition", "workspace", "team", "owner", "deputy"))
        judge_all(kpis[:1], now=NOW)
        statements: list[str] = []

        def counted(execute: Any, sql: str, *rest: Any) -> Any:
            statements.append(sql)
            return execute(sql, *rest)

        began, used = time.perf_counter(), time.process_time()
        with connection.execute_wrapper(counted):
            judge_all(kpis, now=NOW)
        taken, used = time.perf_counter() - began, time.process_time() - used
    print(f"{connection.vendor}: {KPIS:,} KPIs with {WEEKS} values judged in {taken:.1f} s ({used:.1f} s of processor)")
    print(f"{len(statements)} statements, {len(statements) * 500 / KPIS:.1f} for each 500")


def _fill() -> None:
    from vitalfew.accounts.models import Team
    from vitalfew.kpis.models import Definition, Kpi, Observation, Origin, Series

    chance, team = random.Random(7), Team.objects.create(name="Bench")
    definitions = Definition.objects.bulk_create(Definition(name=f"KPI {number}") for number in range(KPIS))
    series = Series.objects.bulk_create(Series() for _ in range(KPIS))
    Kpi.objects.bulk_create(
        Kpi(definition=definition, team=team, series=own, frequency="week", red_lower=80, target=95)
        for definition, own in zip(definitions, series, strict=True)
    )
    weeks = [datetime(2026, 11, 9, tzinfo=UTC) - timedelta(weeks=back) for back in range(WEEKS)]
    Observation.objects.bulk_create(
        (
            Observation(series=own, time=week, value=chance.gauss(100, 5), origin=Origin.API, recorded_at=NOW)
            for own in series
            for week in weeks
        ),
        batch_size=5_000,
    )


if __name__ == "__main__":
    main()
