"""Two people who replace one value at the same moment leave a correction each, whichever way it is stored."""

import threading
import time
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from vitalfew.accounts.models import Team, Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.kpis.actions import Value, record, store
from vitalfew.kpis.loading import load
from vitalfew.kpis.models import Correction, Definition, Kpi, Observation, Origin

pytestmark = pytest.mark.django_db(transaction=True)
MONDAY = datetime(2026, 11, 2, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 3, tzinfo=UTC)
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def kpi():
    workspace = Workspace.objects.create(name="Berlin", slug="berlin", zone="UTC")
    with entered(workspace):
        made = Kpi.objects.create(
            definition=Definition.objects.create(name="Waiting"), team=Team.objects.create(name="Care")
        )
        with transaction.atomic():
            made.refresh()
        yield made


def by_hand(kpi, values, _folder):
    record(kpi=kpi, values=[Value(at, value) for at, value in values], origin=Origin.HAND, by=None, now=NOW)


def from_a_source(kpi, values, _folder):
    points = [(kpi.series_id, Value(at, value)) for at, value in values]
    store(points=points, origin=Origin.SOURCE, by=None, now=NOW, batched=False)


def from_a_file(kpi, values, folder):
    file = folder / f"{threading.get_ident()}.csv"
    file.write_text("".join(f'{kpi.series_id},{at:%Y-%m-%d %H:%M:%S}+00,{value},,""\n' for at, value in values))
    load(values=file, count=len(values), series_ids=[kpi.series_id], by=None, now=NOW, name="waiting.csv", batched=True)


WAYS = [by_hand, from_a_source, from_a_file]


@pytest.mark.parametrize("second", WAYS)
@pytest.mark.parametrize("first", WAYS)
@pytest.mark.parametrize("before", [[], [(MONDAY, 1.0)], [(MONDAY, 1.0), (TUESDAY, 3.0)]])
def test_every_value_that_is_replaced_leaves_its_correction(kpi, tmp_path, first, second, before):
    """The second begins while the first has stored and not committed; of Tuesday one may say what is there already."""
    if before:
        by_hand(kpi, before, tmp_path)
    stored, go_on, failed = threading.Event(), threading.Event(), []

    def working(work, values, *, waits):
        try:
            with entered(kpi.workspace), transaction.atomic():
                work(kpi, values, tmp_path)
                if waits:
                    stored.set()
                    go_on.wait(20)
        except Exception as error:
            failed.append(error)
        finally:
            stored.set()
            connection.close()

    threads = [
        threading.Thread(target=working, args=(first, [(MONDAY, 2.0), (TUESDAY, 2.0)]), kwargs={"waits": True}),
        threading.Thread(target=working, args=(second, [(MONDAY, 3.0), (TUESDAY, 3.0)]), kwargs={"waits": False}),
    ]
    threads[0].start()
    assert stored.wait(20)
    threads[1].start()
    time.sleep(0.3)
    go_on.set()
    for thread in threads:
        thread.join(30)
    assert failed == []
    left = {at: [value for day, value in before if day == at] + [2.0] for at in (MONDAY, TUESDAY)}
    now = dict(Observation.objects.filter(series=kpi.series_id).values_list("time", "value"))
    kept = list(Correction.objects.order_by("pk").values_list("observation__time", "value"))
    for at in (MONDAY, TUESDAY):
        known = [value for day, value in kept if day == at]
        assert (now[at], known) in ((3.0, left[at]), (2.0, left[at][:-1]))
    assert now[MONDAY] == 3.0
