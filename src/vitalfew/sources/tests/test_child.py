"""Fetching in a process of its own: its limits, what it may see, and how its end is said."""

import os
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from vitalfew.sources import __main__ as process
from vitalfew.sources import child
from vitalfew.sources.child import Limits, fetched
from vitalfew.sources.contract import Point, SourceError

pytestmark = pytest.mark.plain

CANARY = "c4n4ry-s3cret"


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """A server that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def address(server: socket.socket) -> str:
    return f"http://127.0.0.1:{server.getsockname()[1]}/x.csv"


def test_a_source_that_hangs_is_cut_at_its_limit(silent: socket.socket) -> None:
    began = time.monotonic()
    with pytest.raises(SourceError, match="did not answer within 2 s: check that it can be reached"):
        fetched(kind="files", spec={"path": address(silent)}, since=None, allowed=["127.0.0.1"], limits=Limits(2))
    assert time.monotonic() - began < 7


def test_secrets_travel_by_standard_input_alone(silent: socket.socket) -> None:
    os.environ["VITALFEW_CANARY"] = CANARY
    seen: list[bytes] = []

    def look() -> None:
        connection, _ = silent.accept()
        with connection:
            seen.append(connection.recv(10_000))
            seen.extend(path.read_bytes() for path in _of_children())

    thread = threading.Thread(target=look)
    thread.start()
    try:
        spec = {"path": address(silent), "token": CANARY}
        with pytest.raises(SourceError) as raised:
            fetched(kind="files", spec=spec, since=None, allowed=["127.0.0.1"], limits=Limits(20))
    finally:
        thread.join()
        del os.environ["VITALFEW_CANARY"]
    assert CANARY.encode() in seen[0]
    assert len(seen) > 2
    assert not any(CANARY.encode() in each for each in seen[1:])
    assert CANARY not in str(raised.value)


def _of_children() -> Iterator[Path]:
    """The arguments and the environment of each process that this one has started to fetch."""
    for each in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parent = each.joinpath("stat").read_text().rpartition(")")[2].split()[1]
            if int(parent) == os.getpid() and b"vitalfew.sources" in each.joinpath("cmdline").read_bytes():
                yield each / "cmdline"
                yield each / "environ"


def test_the_guard_holds_in_the_child(silent: socket.socket) -> None:
    with pytest.raises(SourceError, match="not a public address; an administrator can allow it"):
        fetched(kind="files", spec={"path": address(silent)}, since=None, allowed=["127.0.0.1:1"])


def test_memory_has_a_limit(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "a.sqlite3").execute("CREATE TABLE a (b)").connection.close()
    spec = {"url": f"sqlite:///{tmp_path}/a.sqlite3", "query": "SELECT length(hex(zeroblob(400000000)))"}
    with pytest.raises(SourceError, match="200 MB of memory"):
        fetched(kind="sql", spec=spec, since=None, allowed=[], folders=[str(tmp_path)], limits=Limits(30, 200))


@pytest.mark.parametrize(
    ("written", "code", "said"),
    [
        (b"", -9, "was ended by signal 9 before it answered; it may use 512 MB"),
        (b"", 1, "ended with code 1 before it answered"),
        (b'{"points": [[', 0, "ended with code 0 before it answered"),
        (b"", -14, "did not answer within 30 s"),
        (b"x" * (child.MOST_BYTES + 1), 0, "more than can be kept"),
    ],
)
def test_the_end_of_a_child_is_said(written: bytes, code: int, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        child._read(written, code, Limits())


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_whatever_a_source_gives_is_a_number(value: float) -> None:
    with pytest.raises(SourceError, match="which is no number that can be kept"):
        list(process._written([Point(None, 1), Point(None, value)]))


def test_a_source_gives_no_more_than_can_be_kept() -> None:
    with pytest.raises(SourceError, match="more than 100,000 values"):
        list(process._written(Point(None, count) for count in range(1_000_000)))


def test_a_kind_that_is_unknown() -> None:
    with pytest.raises(SourceError, match="There is no kind of source called “fax”"):
        fetched(kind="fax", spec={}, since=None, allowed=[])


def test_nothing_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, silent: socket.socket) -> None:
    monkeypatch.setattr(child.tempfile, "tempdir", str(tmp_path))
    with pytest.raises(SourceError):
        fetched(kind="files", spec={"path": address(silent)}, since=None, allowed=["127.0.0.1"], limits=Limits(2))
    assert list(tmp_path.iterdir()) == []
    assert not list(_of_children())


@pytest.mark.parametrize("module", ["contract", "catalogue", "child", "sql.source", "files.source"])
def test_forms_load_no_database_and_no_driver(module: str) -> None:
    heavy = "{'sqlalchemy', 'duckdb', 'psycopg', 'pymysql', 'django'}"
    code = f"import sys, vitalfew.sources.{module}; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "set()"


def test_the_catalogue_loads_neither() -> None:
    code = (
        "import sys; from vitalfew.sources.catalogue import sources; print(sorted(sources()));"
        "print({'sqlalchemy', 'duckdb', 'django'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    kinds, heavy = done.stdout.splitlines()
    assert "'sql'" in kinds
    assert "'files'" in kinds
    assert heavy == "set()"
