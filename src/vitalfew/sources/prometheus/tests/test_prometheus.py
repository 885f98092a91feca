"""Against a real Prometheus: one that scrapes an exporter of the test, with a history of weeks before it started."""

import math
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import httpx
import pytest

from vitalfew.sources.child import fetched
from vitalfew.sources.contract import Point, SourceError
from vitalfew.sources.prometheus.source import SOURCE
from vitalfew.sources.prometheus.steps import runs
from vitalfew.sources.tests.server import Asked, Said, serving

BESIDE = Path(__file__).parents[5] / ".venv" / "prometheus" / "usr" / "bin"
PATH = f"{os.environ.get('PATH', '')}:{BESIDE}"
BINARY, TOOL = shutil.which("prometheus", path=PATH), shutil.which("promtool", path=PATH)
REAL = pytest.mark.skipif(not (BINARY and TOOL), reason="Prometheus is not installed: make prometheus")
DAY = timedelta(days=1)
CANARY = "canary-7f3a"

pytestmark = pytest.mark.plain


class Running(NamedTuple):
    """Where Prometheus listens, and the first midnight of its history: day n has the value n at its end."""

    url: str
    first: datetime


def history(first: datetime, days: int) -> str:
    lines = ["# TYPE orders gauge", "# TYPE nothing gauge"]
    for day in range(1, days + 1):
        at = int((first + day * DAY).timestamp())
        lines += [f'orders{{shop="a"}} {day} {at}', f'orders{{shop="b"}} 1000 {at}', f"nothing {day % 2} {at}"]
    return "\n".join([*sorted(lines[2:], key=lambda line: line.split("{")[0].split()[0]), "# EOF", ""])


@pytest.fixture(scope="module")
def prometheus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("prometheus")
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    first = midnight - 40 * DAY
    (folder / "history.txt").write_text(history(first, 40))
    blocks = [TOOL, "tsdb", "create-blocks-from", "openmetrics", str(folder / "history.txt"), str(folder / "data")]
    subprocess.run(blocks, check=True, capture_output=True)
    with serving(lambda _: Said(b"work_done 7\n", 200, {"Content-Type": "text/plain; version=0.0.4"})) as exporter:
        (folder / "prometheus.yml").write_text(
            "global: {scrape_interval: 1s}\n"
            f"scrape_configs: [{{job_name: shop, static_configs: [{{targets: ['127.0.0.1:{exporter.port}']}}]}}]\n"
        )
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [BINARY, f"--config.file={folder}/prometheus.yml", f"--storage.tsdb.path={folder}/data"]
        command += [f"--web.listen-address=127.0.0.1:{port}", "--storage.tsdb.retention.time=10y"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _wait(f"http://127.0.0.1:{port}/api/v1/query?query=count_over_time(work_done[1m])")
            yield Running(f"http://127.0.0.1:{port}", first)
        finally:
            process.terminate()
            process.wait(20)


def _wait(url: str) -> None:
    for _ in range(120):
        try:
            result = httpx.get(url, trust_env=False).json()["data"]["result"]
            if result and int(result[0]["value"][1]) >= 4:
                return
        except (httpx.HTTPError, ValueError, KeyError):
            pass
        time.sleep(0.25)
    raise AssertionError("Prometheus did not scrape within 30 s")


def fetch(running: Running, query: str, since: datetime | None, **spec: str) -> list[Point]:
    return list(SOURCE.fetch({"address": running.url, "query": query, **spec}, since))


@REAL
def test_days_have_what_holds_at_their_end(prometheus: Running) -> None:
    points = fetch(prometheus, 'orders{shop="a"}', prometheus.first)
    assert points == [Point(prometheus.first + day * DAY, day + 1) for day in range(40)]
    assert fetch(prometheus, 'orders{shop="a"}', prometheus.first + 38 * DAY + timedelta(hours=5)) == points[38:]


@REAL
def test_weeks_and_months_follow_the_calendar(prometheus: Running) -> None:
    weeks = fetch(prometheus, "sum(max_over_time(orders[7d]))", prometheus.first, step="week")
    assert len(weeks) in {5, 6}
    assert {each.time.weekday() for each in weeks} == {0}
    months = fetch(prometheus, "count(last_over_time(orders[31d]))", prometheus.first, step="month")
    assert {each.time.day for each in months} == {1}
    assert {each.value for each in months} == {2}


@REAL
def test_what_was_scraped_comes_in_short_steps(prometheus: Running) -> None:
    points = fetch(prometheus, "work_done", datetime.now(UTC) - timedelta(seconds=10), step="1s")
    assert points
    assert {each.value for each in points} == {7}


@REAL
def test_in_the_process_that_fetches(prometheus: Running) -> None:
    spec = {"address": prometheus.url, "query": "sum(orders)"}
    host = prometheus.url.removeprefix("http://")
    assert len(fetched(kind="prometheus", spec=spec, since=prometheus.first, allowed=[host])) == 40
    with pytest.raises(SourceError, match="not a public address"):
        fetched(kind="prometheus", spec=spec, since=prometheus.first, allowed=[])


@REAL
def test_what_is_no_number_is_left_out(prometheus: Running) -> None:
    points = fetch(prometheus, "1 / nothing", prometheus.first)
    assert {each.value for each in points} == {1}
    assert len(points) == 20
    with pytest.raises(SourceError, match="no number for any of 40 periods, only NaN or infinity"):
        fetch(prometheus, "orders{shop='a'} / 0", prometheus.first)


@REAL
def test_a_few_periods_without_a_number_are_no_fault_of_the_query(prometheus: Running) -> None:
    since = datetime.now(UTC) - DAY
    assert fetch(prometheus, "orders{shop='a'} / 0", since) == []


@REAL
@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("orders", 'gives 2 series (orders{shop="a"}, orders{shop="b"}), one was expected: sum them up'),
        ("sum(orders", "does not take the query ("),
        ("no_such_metric", "has no series for this query"),
        ("orders[1d]", "does not take the query ("),
        (" ", "There is no query"),
    ],
)
def test_queries_that_cannot_be(prometheus: Running, query: str, words: str) -> None:
    for since in (prometheus.first, datetime.now(UTC) - DAY):  # with all history to come, and with a day of it
        with pytest.raises(SourceError) as caught:
            fetch(prometheus, query, since)
        assert words in str(caught.value)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Said({"hello": 1}), "is no Prometheus"),
        (Said({"status": "success", "data": {}}), "does not answer as Prometheus does"),
        (Said({"status": "success", "data": {"result": [{"values": [["x"]]}]}}), "does not answer as Prometheus does"),
        (Said(b"<title>Sign in</title>"), "titled “Sign in”"),
        (Said({}, 401), "the token is refused or expired"),
        (Said(b"", 404), "404"),
        (Said({"status": "error", "error": f"no {CANARY}"}, 422), "(no …)"),
    ],
)
def test_what_is_no_prometheus(said: Said, words: str) -> None:
    with serving(lambda _: said) as server, pytest.raises(SourceError) as caught:
        SOURCE.fetch({"address": server.url, "query": "up", "secret": CANARY}, None)
    assert words in str(caught.value)
    assert CANARY not in str(caught.value)


@pytest.mark.parametrize(("user", "header"), [("", f"Bearer {CANARY}"), ("me", "Basic bWU6Y2FuYXJ5LTdmM2E=")])
def test_it_is_asked_with_the_secret_in_a_header(user: str, header: str) -> None:
    def tell(asked: Asked) -> Said:
        values = [[int(asked.query["end"]), "3"], [int(asked.query["start"]), "NaN"]]
        return Said({"status": "success", "data": {"resultType": "matrix", "result": [{"values": values}]}})

    since = datetime.now(UTC) - 3 * DAY
    with serving(tell) as server:
        spec = {"address": f"{server.url}/prom/?tenant=a", "query": "up + 1", "user": user, "secret": CANARY}
        assert [each.value for each in SOURCE.fetch(spec, since)] == [3]
    asked = server.asked[0]
    assert asked.path == "/prom/api/v1/query_range"
    assert asked.headers["authorization"] == header
    assert asked.query["query"] == "up + 1"
    assert (asked.query["step"], asked.query["tenant"]) == ("86400", "a")
    assert CANARY not in str(asked.query)


@pytest.mark.parametrize(("result", "told"), [([], "has no series for this query"), ([{"values": []}], "")])
def test_no_series_is_told_and_a_series_without_samples_is_not(result: list[object], told: str) -> None:
    with serving(lambda _: Said({"status": "success", "data": {"resultType": "matrix", "result": result}})) as server:
        spec, since = {"address": server.url, "query": "no_such_metric"}, datetime.now(UTC) - 2 * DAY
        with pytest.raises(SourceError, match=told) if told else nullcontext():
            assert SOURCE.fetch(spec, since) == []


def test_a_stretch_of_history_from_before_it_kept_anything_is_empty() -> None:
    now = datetime.now(UTC)
    with serving(lambda _: Said({"status": "success", "data": {"resultType": "matrix", "result": []}})) as server:
        spec = {"address": server.url, "query": "up"}
        assert SOURCE.fetch({**spec, "until": (now - 30 * DAY).isoformat()}, now - 60 * DAY) == []
        with pytest.raises(SourceError, match="has no series for this query"):
            SOURCE.fetch(spec, now - 60 * DAY)


def test_steps_follow_clocks_that_change() -> None:
    berlin, now = ZoneInfo("Europe/Berlin"), datetime(2026, 4, 2, tzinfo=UTC)
    made = runs("day", berlin, since=datetime(2026, 3, 27, tzinfo=UTC), now=now)
    assert [each.seconds for each in made] == [86400, 86400]
    starts = [start for run in made for start in run.starts]
    assert [each.astimezone(berlin).hour for each in starts] == [0] * 6
    assert sum(math.isclose((b - a).total_seconds(), 82800) for a, b in pairwise(starts)) == 1
    months = runs("month", berlin, since=datetime(2025, 1, 5, tzinfo=UTC), now=now)
    assert sum(len(each.starts) for each in months) == 15
    assert runs("day", berlin, since=now, now=now) == []


@pytest.mark.parametrize("step", ["0m", "-1d", "fortnight", "1y; drop", "1000000s"])
def test_steps_that_are_none(step: str) -> None:
    with pytest.raises(SourceError, match="is no step: write hour, day"):
        runs(step, ZoneInfo("UTC"), since=None, now=datetime(2026, 4, 2, tzinfo=UTC))


def test_steps_that_are_too_many() -> None:
    now = datetime(2026, 4, 2, tzinfo=UTC)
    for step in ("1s", "hour"):
        with pytest.raises(SourceError, match="choose a longer step"):
            runs(step, ZoneInfo("UTC"), since=now - timedelta(days=1000), now=now)


@pytest.mark.parametrize(
    ("frequency", "step", "periods"),
    [("hour", "", 5000), ("day", "week", 5000), ("day", "hour", 208), ("week", "15m", 7), ("day", "1s", 1)],
)
def test_a_stretch_of_history_has_no_more_steps_than_are_taken(frequency: str, step: str, periods: int) -> None:
    assert SOURCE.stretch({"frequency": frequency, "step": step}) == periods
