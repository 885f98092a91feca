"""Two that watch at the same moment: what is late is opened and told once, and neither fails."""

import threading
from datetime import UTC, datetime

import pytest

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)


def test_two_that_watch_at_once_open_and_tell_once(ana):
    from django.db import connection

    from vitalfew.alerts.models import Breach
    from vitalfew.alerts.watching import watch
    from vitalfew.kpis.keeping import begin_all
    from vitalfew.kpis.models import Definition, Kpi, Reading
    from vitalfew.notices.models import Notice

    kpis = [Kpi(definition=Definition(name=f"Backlog {n}"), team=ana.team, owner=ana) for n in range(20)]
    begin_all(kpis=kpis, by=None)
    Reading.objects.update(due_at=NOW.replace(hour=1))
    both, found, failed = threading.Barrier(2), [], []

    def look() -> None:
        both.wait()
        try:
            found.append(watch(now=NOW))
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=look) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (failed, sum(found)) == ([], 20)
    assert (Breach.objects.count(), Notice.objects.count()) == (20, 1)
