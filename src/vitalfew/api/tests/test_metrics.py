"""What Prometheus scrapes: valid by its own tool, told to a token alone, and seen in a real one."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from vitalfew.accounts.models import Token
from vitalfew.accounts.scoping import entered
from vitalfew.api.tests.acme import workspace_with_kpi
from vitalfew.collecting.models import Feed
from vitalfew.kpis.actions import Value, record
from vitalfew.kpis.models import Arrival, Definition, Kpi, Origin, Reading
from vitalfew.method.periods import Frequency, period_start
from vitalfew.okrs.tests.world import build

BESIDE = Path(__file__).parents[4] / ".venv" / "prometheus" / "usr" / "bin"
PATH = f"{os.environ.get('PATH', '')}:{BESIDE}"
BINARY, TOOL = shutil.which("prometheus", path=PATH), shutil.which("promtool", path=PATH)
REAL = pytest.mark.skipif(not (BINARY and TOOL), reason="Prometheus is not installed: make prometheus")
NASTY = 'Loading "p75"\\n of\nall {pages}'
LABELS = 'workspace="product",team="Product",kpi="API response time",unit="ms"'


@pytest.fixture
def secret(db: None) -> Iterator[str]:
    """The token of somebody who may only read the mobile team's workspace."""
    with transaction.atomic():
        made = build(now=timezone.now())
    with entered(made.workspace):
        Definition.objects.filter(name="Loading time, p75").update(name=NASTY)
        Kpi.objects.create(definition=Definition.objects.create(name="New"), team=made.team)
        loading = made.kpis["Loading time, p75"]
        Feed.objects.create(kpi=loading, kind="http_json", failing_since=timezone.now())
        Arrival.objects.bulk_create(Arrival(series=loading.series) for _ in range(3))
        Reading.objects.filter(kpi=loading).update(due_at=timezone.now() - timedelta(days=1))
        yield Token.issue(person=made.dana, name="scraper")[1]


def scraped(secret: str) -> Any:
    return Client().get("/metrics", headers={"authorization": f"Bearer {secret}"})


def test_every_number_of_the_workspace_is_told(secret: str) -> None:
    other, _ = workspace_with_kpi("other")
    answer = scraped(secret)
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = answer.content.decode().splitlines()
    for line in (
        f"vitalfew_kpi_value{{{LABELS}}} 218.0",
        f'vitalfew_kpi_status{{{LABELS},status="red_line"}} 1.0',
        f'vitalfew_kpi_status{{{LABELS},status="steady"}} 0.0',
        f'vitalfew_kpi_line{{{LABELS},line="red_above"}} 200.0',
        f'vitalfew_kpi_line{{{LABELS},line="target"}} 160.0',
        'vitalfew_kpi_status{workspace="product",team="Product",kpi="New",unit="",status="no_data"} 1.0',
        'vitalfew_breaches_open{workspace="product",kind="red_line"} 1.0',
        'vitalfew_breaches_open{workspace="product",kind="late"} 0.0',
        'vitalfew_sources_failing{workspace="product"} 1.0',
        'vitalfew_series_waiting{workspace="product"} 1.0',
    ):
        assert line in lines
    limits = {line.partition(",limit=")[2][:7] for line in lines if line.startswith(f"vitalfew_kpi_limit{{{LABELS}")}
    assert limits == {'"lower"', '"centre', '"upper"'}
    nasty = r'kpi="Loading \"p75\"\\n of\nall {pages}"'
    assert any(nasty in line and 'status="late"} 1.0' in line for line in lines)
    waiting = next(line for line in lines if line.startswith("vitalfew_messages_waiting{"))
    assert float(waiting.rpartition(" ")[2]) >= 1
    assert other.name not in answer.content.decode()


def test_what_is_in_progress_has_its_own_name(secret: str) -> None:
    before = scraped(secret).content.decode()
    assert f"vitalfew_kpi_value_in_progress{{{LABELS}" not in before
    with entered(Token.everywhere.get().workspace):
        kpi = Kpi.objects.get(definition__name="API response time")
        start = period_start(timezone.now(), Frequency(kpi.frequency), kpi.workspace.zone_info)
        record(kpi=kpi, values=[Value(start, 90)], by=None, origin=Origin.API, now=timezone.now())
    after = scraped(secret).content.decode().splitlines()
    assert f"vitalfew_kpi_value_in_progress{{{LABELS}}} 90.0" in after
    kept = [line for line in before.splitlines() if line.startswith(("vitalfew_kpi_value{", "vitalfew_kpi_value_time"))]
    assert kept
    assert set(kept) <= set(after)


def test_nobody_is_told_without_a_token(secret: str) -> None:
    for headers in ({}, {"authorization": "Bearer vf_wrong"}):
        answer = Client().get("/metrics", headers=headers)
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
        assert b"vitalfew token create NAME" in answer.content
    Token.objects.get().revoke()
    assert scraped(secret).status_code == 401


def test_it_takes_as_many_statements_however_many_kpis_there_are(secret: str, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(8):
        scraped(secret)


@REAL
def test_the_tool_of_prometheus_finds_nothing_wrong(secret: str) -> None:
    checked = subprocess.run([TOOL, "check", "metrics"], input=scraped(secret).content, capture_output=True)
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, b"", b"")


@REAL
@pytest.mark.django_db(transaction=True)
def test_a_real_prometheus_scrapes_it(live_server: Any, secret: str, tmp_path: Path) -> None:
    target = live_server.url.removeprefix("http://")
    (tmp_path / "token").write_text(secret)
    (tmp_path / "prometheus.yml").write_text(
        "global: {scrape_interval: 1s}\n"
        "scrape_configs:\n"
        "  - job_name: vitalfew\n"
        f"    authorization: {{credentials_file: {tmp_path}/token}}\n"
        f"    static_configs: [{{targets: ['{target}']}}]\n"
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [BINARY, f"--config.file={tmp_path}/prometheus.yml", f"--storage.tsdb.path={tmp_path}/data"]
    process = subprocess.Popen(
        [*command, f"--web.listen-address=127.0.0.1:{port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        [found] = _asked(port, 'vitalfew_kpi_value and on(kpi) vitalfew_kpi_status{status="red_line"} == 1')
        assert (found["metric"]["kpi"], found["value"][1]) == ("API response time", "218")
    finally:
        process.terminate()
        process.wait(20)


def _asked(port: int, query: str) -> Any:
    for _ in range(120):
        try:
            answer = httpx.get(f"http://127.0.0.1:{port}/api/v1/query", params={"query": query}, trust_env=False)
            if answer.status_code == 200 and answer.json()["data"]["result"]:
                return answer.json()["data"]["result"]
        except httpx.HTTPError:
            pass
        time.sleep(0.25)
    raise AssertionError("Prometheus did not scrape within 30 s")
