"""A real broker and a real mail server for workers in processes of their own, on the test's PostgreSQL database."""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.faults.hands import MANY, Hands

from vitalfew.channels.tests.post_office import PostOffice

BROKERS = {
    "redis": os.environ.get("VITALFEW_TEST_REDIS_URL", "redis://127.0.0.1:6379/0"),
    "rabbitmq": os.environ.get("VITALFEW_TEST_RABBITMQ_URL", "amqp://guest:guest@127.0.0.1:5672//"),
}


@pytest.fixture(params=list(BROKERS))
def broker(request: pytest.FixtureRequest, transactional_db: None) -> Iterator[str]:
    """The address of a broker that answers; the queue of this database is gone afterwards."""
    from django.db import connection
    from kombu import Connection

    if connection.vendor != "postgresql":
        pytest.skip("Workers share a PostgreSQL database, and this run is of another one.")
    url, queue = BROKERS[request.param], f"vitalfew-{connection.settings_dict['NAME']}"
    with Connection(url, connect_timeout=5) as there:
        try:
            there.ensure_connection(max_retries=1, timeout=5)
        except there.connection_errors as error:
            if os.environ.get("CI") == "true":
                raise
            pytest.skip(f"No broker at {there.as_uri()}: {error}")
        yield url
        with suppress(there.channel_errors):  # it may not be there
            there.default_channel.queue_purge(queue)
            there.default_channel.queue_delete(queue)


@pytest.fixture
def ana(transactional_db: None) -> Iterator[Any]:
    """Ana of Care in the workspace Berlin, which is entered."""
    from vitalfew.accounts.models import Person, Team, Workspace
    from vitalfew.accounts.scoping import entered

    workspace = Workspace.objects.create(name="Berlin", slug="berlin", zone="Europe/Berlin")
    with entered(workspace):
        yield Person.objects.create(name="Ana", email="ana@example.org", team=Team.objects.create(name="Care"))


@pytest.fixture
def feeds(ana: Any) -> list[Any]:
    """Due sources of many KPIs; every third will cross its red line."""
    from django.utils import timezone

    from vitalfew.collecting.models import Feed
    from vitalfew.kpis.keeping import begin_all
    from vitalfew.kpis.models import Definition, Kpi

    due = timezone.now() - timedelta(minutes=1)
    kpis = [
        Kpi(
            definition=Definition(name=f"Backlog {n}", direction="lower"),
            team=ana.team,
            owner=ana,
            red_upper=3 if n % 3 == 0 else 30,
        )
        for n in range(MANY)
    ]
    begin_all(kpis=kpis, by=None)
    told = [
        Feed(kpi=kpi, kind="told", settings={"query": str(n)}, next_at=due, place=f"host{n % 9}")
        for n, kpi in enumerate(kpis)
    ]
    return Feed.objects.bulk_create(told)


@pytest.fixture
def post() -> Iterator[PostOffice]:
    """A real mail server."""
    with PostOffice() as office:
        yield office


@pytest.fixture
def hands(broker: str, post: PostOffice, tmp_path: Path) -> Iterator[Hands]:
    """What starts workers and beats, which are gone when the test ends."""
    from vitalfew.notices.tests.test_crashes import database_url

    own = {
        "VITALFEW_BROKER_URL": broker,
        "VITALFEW_DATABASE_URL": database_url(),
        "VITALFEW_EMAIL_URL": post.url,
        "VITALFEW_SOURCE_FOLDERS": str(tmp_path),
    }
    made = Hands(own, tmp_path)
    yield made
    made.end()
    sys.stdout.write(made.said.read_text())
