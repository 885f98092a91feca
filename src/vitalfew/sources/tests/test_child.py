"""Fetching in a process of its own: its limits, what it may see, and how its end is said."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from vitalfew.sources import child, fetching, forking
from vitalfew.sources.child import Limits, fetched
from vitalfew.sources.contract import Point, SourceError

pytestmark = pytest.mark.plain

CANARY = "c4n4ry-s3cret"


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """A server that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(15)
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
    for each in _fetching(os.getpid()):
        yield each / "cmdline"
        yield each / "environ"


def _fetching(parent: int) -> list[Path]:
    """What this process has started, and what that has forked."""
    found = []
    for each in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            above = int(each.joinpath("stat").read_text().rpartition(")")[2].split()[1])
            if above == parent and b"vitalfew.sources" in each.joinpath("cmdline").read_bytes():
                found += [each, *_fetching(int(each.name))]
    return found


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
        list(fetching._written([Point(None, 1), Point(None, value)]))


def test_a_source_gives_no_more_than_can_be_kept() -> None:
    with pytest.raises(SourceError, match="more than 100,000 values"):
        list(fetching._written(Point(None, count) for count in range(1_000_000)))


def test_a_kind_that_is_unknown() -> None:
    with pytest.raises(SourceError, match="There is no kind of source called “fax”"):
        fetched(kind="fax", spec={}, since=None, allowed=[])


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A database with one number in it."""
    with sqlite3.connect(tmp_path / "a.sqlite3") as database:
        database.execute("CREATE TABLE a AS SELECT 4 AS b")
    return tmp_path / "a.sqlite3"


def number(table: Path) -> float:
    """The number, fetched."""
    spec = {"url": f"sqlite:///{table}", "query": "SELECT b FROM a"}
    [point] = fetched(kind="sql", spec=spec, since=None, allowed=[], folders=[str(table.parent)])
    return point.value


@contextmanager
def hanging(silent: socket.socket, *, many: int = 1, seconds: float = 30) -> Iterator[list[threading.Thread]]:
    """Threads that ask what says nothing, each until they have waited so long."""

    def hang() -> None:
        with suppress(SourceError):
            limits = Limits(seconds)
            fetched(kind="files", spec={"path": address(silent)}, since=None, allowed=["127.0.0.1"], limits=limits)

    threads = [threading.Thread(target=hang) for _ in range(many)]
    for thread in threads:
        thread.start()
    with ExitStack() as connections:
        for _ in threads:
            connections.enter_context(silent.accept()[0])
        yield threads
    for thread in threads:
        thread.join()


def until_gone(*what: Path) -> list[Path]:
    """Those of the paths that are still there after some seconds."""
    until = time.monotonic() + 5
    while (left := [each for each in what if each.exists()]) and time.monotonic() < until:
        time.sleep(0.01)
    return left


@pytest.fixture
def in_an_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Fetching begun anew, with an empty folder for what lasts as long as a fetch."""
    (tmp_path / "passing").mkdir()
    monkeypatch.setattr(child.tempfile, "tempdir", str(tmp_path / "passing"))
    child._forking.end()
    yield tmp_path / "passing"
    child._forking.end()


def test_a_fetch_that_was_cut_leaves_nothing_behind(in_an_own_folder: Path, silent: socket.socket, table: Path) -> None:
    number(table)
    with hanging(silent, seconds=2) as (thread,):
        forks = _fetching(os.getpid())[1:]
        assert len(forks) == 1
        thread.join()
        assert until_gone(*forks, *in_an_own_folder.iterdir()) == []


def test_one_process_forks_for_every_fetch_and_one_that_was_ended_is_begun_anew(
    in_an_own_folder: Path, table: Path
) -> None:
    assert number(table) == number(table) == 4
    [first] = _fetching(os.getpid())
    os.killpg(int(first.name), signal.SIGKILL)
    assert number(table) == 4
    assert _fetching(os.getpid()) != [first]


def test_sources_that_hang_hold_up_no_other(table: Path, silent: socket.socket) -> None:
    with hanging(silent, many=3) as threads:
        assert number(table) == 4
        assert all(thread.is_alive() for thread in threads)


def test_what_forks_ends_its_forks_with_whoever_asked(table: Path, silent: socket.socket) -> None:
    code = (
        "from vitalfew.sources.child import fetched\n"
        f"fetched(kind='files', spec={{'path': '{address(silent)}'}}, since=None, allowed=['127.0.0.1'])"
    )
    asker = subprocess.Popen([sys.executable, "-c", code])
    with silent.accept()[0]:
        started = _fetching(asker.pid)
        assert len(started) == 2
        asker.kill()
        asker.wait()
        assert until_gone(*started) == []


def test_what_forks_has_one_thread_and_goes_when_nothing_is_asked(
    monkeypatch: pytest.MonkeyPatch, in_an_own_folder: Path, table: Path
) -> None:
    number(table)
    [one] = _fetching(os.getpid())
    assert "\nThreads:\t1\n" in one.joinpath("status").read_text()
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    monkeypatch.setattr(forking, "SECONDS_OF_REST", 0)
    resting = forking.Forking(theirs)
    with ours, theirs, resting.woken, resting.waking:
        assert not resting._turn()


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
