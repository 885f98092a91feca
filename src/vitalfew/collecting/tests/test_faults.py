"""Processes that are killed, and several schedulers at once: nothing is lost, nothing is stored twice."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from vitalfew.accounts.models import Team, Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.collecting.leasing import LEASE
from vitalfew.collecting.models import Feed, Run
from vitalfew.collecting.running import MOST_AT_ONCE
from vitalfew.collecting.tests.conftest import NOW
from vitalfew.kpis.keeping import begin_all
from vitalfew.kpis.models import Definition, Kpi, Observation

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]
SCRIPT = Path(__file__).with_name("a_scheduler.py")
MANY = 40
WHEN_LEASES_ARE_OVER = 1.5 * LEASE.total_seconds()


@pytest.fixture
def feeds():
    """Due sources, one for each of many KPIs."""
    workspace = Workspace.objects.create(name="Berlin", slug="berlin", zone="Europe/Berlin")
    with entered(workspace):
        team = Team.objects.create(name="Care")
        kpis = [Kpi(definition=Definition(name=f"KPI {n}"), team=team) for n in range(MANY)]
        begin_all(kpis=kpis, by=None)
        Feed.objects.bulk_create(
            Feed(kpi=kpi, kind="told", settings={"query": str(n)}, next_at=NOW, place=f"host{n % 9}")
            for n, kpi in enumerate(kpis)
        )
        yield


@pytest.fixture
def scheduler(tmp_path):
    """Starts a scheduler in a process of its own; `asked` counts how often each KPI's source was asked."""
    from django.db import connection

    own, noted = connection.settings_dict, tmp_path / "asked"
    url = f"sqlite:///{own['NAME']}"
    if connection.vendor == "postgresql":
        url = f"postgres://{own['USER']}:{own['PASSWORD']}@{own['HOST']}:{own['PORT'] or 5432}/{own['NAME']}"
    environment = {**os.environ, "VITALFEW_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "vitalfew.config.settings"}
    running = []

    def start(*, later=0.0):
        noted.touch()
        command = [sys.executable, str(SCRIPT), str(noted), str(later)]
        running.append(subprocess.Popen(command, env=environment))
        return running[-1]

    start.asked = lambda: Counter(noted.read_text().split())
    yield start
    for process in running:
        process.kill()
        process.wait()


def kept():
    """How many values and finished runs there are for each KPI and slot."""
    values = Counter(Observation.objects.values_list("series", flat=True))
    runs = Counter(Run.objects.exclude(finished_at=None).values_list("feed", "slot"))
    return values, runs


def test_two_schedulers_at_once_double_no_slot(feeds, scheduler):
    both = [scheduler(), scheduler()]
    assert [process.wait(60) for process in both] == [0, 0]
    assert set(scheduler.asked().values()) == {1}
    values, runs = kept()
    assert len(values) == len(runs) == MANY
    assert set(values.values()) == set(runs.values()) == {1}
    assert set(Run.objects.values_list("stored", flat=True)) == {1}


def test_killed_in_the_middle_nothing_is_lost_or_stored_twice(feeds, scheduler):
    kills = 2
    for turn in range(kills):
        process = scheduler(later=turn * WHEN_LEASES_ARE_OVER)
        until = time.monotonic() + 30
        while len(scheduler.asked()) < (turn + 1) * MANY // (kills + 1) and time.monotonic() < until:
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert Run.objects.filter(finished_at=None).exists()
    last = scheduler(later=kills * WHEN_LEASES_ARE_OVER)
    assert last.wait(60) == 0
    values, runs = kept()
    assert len(values) == len(runs) == MANY
    assert set(values.values()) == set(runs.values()) == {1}
    assert not Run.objects.filter(finished_at=None).exists()
    assert sum(scheduler.asked().values()) <= MANY + kills * MOST_AT_ONCE
    assert not Feed.objects.filter(leased_until__isnull=False).exists()
