"""Workers that are killed with SIGKILL in the midst of 10,000 due sources: what is lost, doubled and repeated.

`python bench/kills.py [due] [kills]`. Real PostgreSQL, Redis and SMTP, one beat and two workers of two processes each;
every twentieth KPI crosses its red line and is told. A stand-in answers for the sources after 20 ms; leases last 10 s
instead of minutes.
"""

import os
import sys
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.faults.hands import Hands, within

from serving.installation import installation
from vitalfew.channels.tests.post_office import PostOffice

BROKER = os.environ.get("VITALFEW_TEST_REDIS_URL", "redis://127.0.0.1:6379/0")
RED = 20
MOST_SECONDS = 3600


def prepare(due: int) -> None:
    """KPIs of Ana with a source each, all due now."""
    import django

    django.setup()
    from django.utils import timezone

    from vitalfew.accounts.models import Person, Team, Workspace
    from vitalfew.accounts.scoping import entered
    from vitalfew.collecting.models import Feed
    from vitalfew.kpis.keeping import begin_all
    from vitalfew.kpis.models import Definition, Kpi

    workspace = Workspace.objects.create(name="Berlin", slug="berlin", zone="Europe/Berlin")
    with entered(workspace):
        team = Team.objects.create(name="Care")
        ana = Person.objects.create(name="Ana", email="ana@example.org", team=team)
        kpis = [
            Kpi(definition=Definition(name=f"Backlog {n}", direction="lower"), team=team, owner=ana,
                red_upper=30 if n % RED else 3)
            for n in range(due)
        ]  # fmt: skip
        begin_all(kpis=kpis, by=None)
        Feed.objects.bulk_create(
            Feed(kpi=kpi, kind="told", settings={"query": str(n)}, next_at=timezone.now() - timedelta(minutes=1),
                 place=f"host{n % 50}")
            for n, kpi in enumerate(kpis)
        )  # fmt: skip


def finished() -> int:
    """How many runs of sources are over."""
    from vitalfew.collecting.models import Run

    return Run.everywhere.exclude(finished_at=None).count()


def unsent() -> int:
    """How many messages and notices wait."""
    from vitalfew.notices.models import Delivery, Notice

    return Delivery.everywhere.filter(sent_at=None).count() + Notice.everywhere.filter(packed_at=None).count()


def measure(due: int, kills: int, post: PostOffice, hands: Hands) -> None:
    """Work until nothing is due, killing a worker after each equal share of it."""
    hands.start("beat")
    workers = [hands.start("worker", "--processes", "2") for _ in range(2)]
    began = time.monotonic()
    for turn in range(kills):
        share = (turn + 1) * due // (kills + 1)
        if not within(MOST_SECONDS, lambda share=share: finished() >= share):
            sys.exit("It took too long.")
        hands.kill(workers.pop(0))
        workers.append(hands.start("worker", "--processes", "2"))
        print(f"kill {turn + 1} after {finished():,} of {due:,}", flush=True)
    if not within(MOST_SECONDS, lambda: finished() >= due and unsent() == 0):
        print("It did not end in time.")
    report(due, kills, post, hands, seconds=time.monotonic() - began)


def report(due: int, kills: int, post: PostOffice, hands: Hands, *, seconds: float) -> None:
    """Print what became of it."""
    from vitalfew.alerts.models import Breach
    from vitalfew.collecting.models import Run
    from vitalfew.kpis.models import Observation
    from vitalfew.notices.models import Delivery

    values = Counter(Observation.everywhere.values_list("series", flat=True))
    runs = Counter(Run.everywhere.exclude(finished_at=None).values_list("feed", "slot"))
    asked, ids = hands.asked(), post.ids()
    asked.pop("job-berlin", None)
    breaches, deliveries = Breach.everywhere.count(), Delivery.everywhere.count()
    print(f"{due:,} due, {kills} kills, {seconds:.0f} s (load {os.getloadavg()[0]:.1f})")
    print(f"sources: {due - len(values)} lost, {max(values.values())} stored run for each at most")
    print(f"slots: {max(runs.values())} finished run for each at most, {asked.total() - due} asked again")
    print(f"breaches: {breaches} of {len(range(0, due, RED))}")
    repeated = ids.total() - len(ids)
    print(f"mails: {deliveries - len(ids)} lost of {deliveries}, {repeated} repeated by their old Message-ID")


def main(due: int = 10_000, kills: int = 10) -> None:
    """Set up, measure, and remove everything."""
    with installation("postgres", sample=False) as made, PostOffice() as post, tempfile.TemporaryDirectory() as folder:
        settings = made.settings | {"VITALFEW_BROKER_URL": BROKER, "VITALFEW_EMAIL_URL": post.url}
        hands = Hands(settings, Path(folder))
        hands.stand_in()
        os.environ |= hands.settings
        prepare(due)
        try:
            measure(due, kills, post, hands)
        finally:
            hands.end()
            from django.db import connection

            connection.close()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
