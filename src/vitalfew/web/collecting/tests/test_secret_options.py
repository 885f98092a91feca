"""A secret that stands inside an address of the web is kept sealed, shown nowhere, and goes nowhere else."""

import logging
from datetime import timedelta

import pytest
from django.core.serializers import serialize
from django.db import connection
from django.utils import timezone

from vitalfew.accounts.models import Change, ChangedRow
from vitalfew.collecting.models import Feed, Run
from vitalfew.collecting.running import Collector
from vitalfew.importers.plan.read import plan_of
from vitalfew.kpis.models import Definition, Kpi
from vitalfew.planfile.dump import dump
from vitalfew.sources.tests.server import Said, serving

CANARY = "canary%2F8731"
MEANT = "canary/8731"
KINDS = {"http_json": "address", "prometheus": "address", "files": "path"}
HOST = "https://data.example.org"


@pytest.fixture
def kpi(product):
    made = Kpi.objects.create(definition=Definition.objects.create(name="Orders"), team=product.ana.team)
    made.refresh()
    return made


def at(kpi, name=""):
    return f"/w/product/kpis/{kpi.pk}/source/{name}"


def typed(kind, address):
    return {KINDS[kind]: address, "query": "" if kind == "files" else "up", "method": "GET", "zone": "UTC"}


def saved(product, kpi, kind, address):
    return product.cem_browses.post(at(kpi, f"edit/?kind={kind}"), typed(kind, address), follow=True).content.decode()


def spec(kind):
    return Feed.objects.get().spec[KINDS[kind]]


def stored():
    """All that the database holds of sources, their runs and the history, as it stands there."""
    records = [record for model in (Feed, Run, Change, ChangedRow, Kpi) for record in model.objects.all()]
    return serialize("json", records)


@pytest.mark.parametrize("kind", KINDS)
def test_an_option_of_an_address_is_shown_nowhere_and_kept(product, kpi, kind):
    address = f"{HOST}/orders.csv?from=2026&api_key={CANARY}"
    saved(product, kpi, kind, address)
    assert spec(kind) == address
    names = ("", "edit/", "runs/")
    pages = [product.cem_browses.get(each).content.decode() for each in (*(at(kpi, name) for name in names),)]
    more = ("/w/product/", "/w/product/history/", f"/w/product/kpis/{kpi.pk}/", "/w/product/kpis/")
    pages += [product.ana_browses.get(each).content.decode() for each in more]
    assert f"{HOST}/orders.csv?from=2026&amp;api_key=…" in pages[1]
    assert "… stands for what is kept" in pages[1]
    written = dump(plan_of())
    assert f"{HOST}/orders.csv?from=2026&api_key=…" in written
    assert not any(secret in text for text in (*pages, written, stored()) for secret in (CANARY, MEANT))
    saved(product, kpi, kind, f"{HOST}/other.csv?api_key=…&from=2025")
    assert spec(kind) == f"{HOST}/other.csv?api_key={CANARY}&from=2025"


@pytest.mark.parametrize("elsewhere", ["https://thief.example.org", "http://data.example.org"])
def test_an_option_goes_to_no_other_place(product, kpi, elsewhere):
    saved(product, kpi, "http_json", f"{HOST}/orders?token={CANARY}")
    assert "Type it again for this one." in saved(product, kpi, "http_json", f"{elsewhere}/orders?token=…")
    assert spec("http_json") == f"{HOST}/orders?token={CANARY}"
    saved(product, kpi, "http_json", f"{elsewhere}/orders?token=anew")
    assert spec("http_json") == f"{elsewhere}/orders?token=anew"


def test_what_was_sent_by_https_goes_by_http_only_when_it_is_typed_again(product, kpi):
    data = typed("http_json", f"{HOST}/orders") | {"secret": CANARY}
    product.cem_browses.post(at(kpi, "edit/?kind=http_json"), data)
    page = saved(product, kpi, "http_json", "http://data.example.org/orders")
    assert "It was meant for data.example.org. Type it again for this one." in page
    assert spec("http_json") == f"{HOST}/orders"
    saved(product, kpi, "http_json", f"{HOST}/others")
    assert Feed.objects.get().spec["secret"] == CANARY


def test_what_is_kept_nowhere_is_to_be_typed(product, kpi):
    assert "type the password in its place" in saved(product, kpi, "http_json", f"{HOST}/orders?sig=…")
    assert "before the @" in saved(product, kpi, "http_json", f"https://{MEANT[:6]}@data.example.org/orders")
    assert not Feed.objects.exists()


def test_no_failure_and_no_log_tells_an_option(product, kpi, monkeypatch, caplog):
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("VITALFEW_EGRESS_ALLOW", "127.0.0.1")
    long = "x" * 100
    with serving(lambda asked: Said({"message": f"{long} no {asked.query['key']} here"}, status=403)) as server:
        saved(product, kpi, "http_json", f"{server.url}/orders?key={CANARY}")
        tried = product.cem_browses.post(at(kpi, "try/"), typed("http_json", f"{server.url}/orders?key=…"))
        Feed.objects.update(next_at=timezone.now() - timedelta(minutes=1))
        Collector(patient=True).collect_due(now=timezone.now())
        assert {asked.query["key"] for asked in server.asked} == {MEANT}
    error = Feed.objects.get().error
    assert "403" in error
    page = product.cem_browses.get(at(kpi)).content.decode()
    told = (error, tried.content.decode(), page, stored(), caplog.text)
    assert [
        text[max(text.find("canary") - 80, 0) : text.find("canary") + 40] for text in told if "canary" in text
    ] == []


def test_what_lay_open_before_is_shown_masked_and_sealed_when_it_is_saved(product, kpi):
    address = f"{HOST}/orders?apikey={CANARY}"
    Feed.objects.create(kpi=kpi, kind="http_json", settings={"address": address, "zone": "UTC"}, place=HOST[8:])
    form = product.cem_browses.get(at(kpi, "edit/")).content.decode()
    assert f"{HOST}/orders?apikey=…" in form
    assert CANARY not in form + dump(plan_of())
    saved(product, kpi, "http_json", f"{HOST}/orders?apikey=…")
    assert spec("http_json") == address
    with connection.cursor() as cursor:
        cursor.execute("SELECT settings FROM collecting_feed")
        assert CANARY not in str(cursor.fetchall())


def test_a_file_is_shown_by_its_name(product, kpi):
    saved(product, kpi, "files", "/srv/exports/orders-2026.csv")
    for page in (at(kpi), f"/w/product/kpis/{kpi.pk}/"):
        assert "/srv/exports/orders-2026.csv" in product.dana_browses.get(page).content.decode()
    kpi.refresh_from_db()
    assert kpi.source == "File or table at an address, /srv/exports/orders-2026.csv"
    saved(product, kpi, "files", f"{HOST}/day/orders.csv?token={CANARY}")
    assert "data.example.org/day/orders.csv" in product.dana_browses.get(at(kpi)).content.decode()
