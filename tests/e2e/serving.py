"""A `vitalfew serve` of its own, with a data folder and a database of its own."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

VITALFEW = Path(sys.executable).parent / "vitalfew"
SECONDS_TO_START = 60
EMAIL, PASSWORD = "ana@example.org", "correct horse battery"
STARTED: dict[int, "subprocess.Popen[bytes]"] = {}


@dataclass(frozen=True)
class Server:
    """A running `vitalfew serve`: its address, data folder and database, and the setup code while nobody is there."""

    url: str
    data: str
    database_url: str
    pid: int
    code: str

    def run(self, *args: str, given: str = "") -> str:
        """`vitalfew …` on the same installation; its output."""
        done = subprocess.run(
            [VITALFEW, *args], input=given, env=self._environment(), text=True, capture_output=True, timeout=60
        )
        assert done.returncode in (0, 1), done.stderr
        return done.stdout

    def _environment(self) -> dict[str, str]:
        return environment(data=self.data, database_url=self.database_url) | {"VITALFEW_BASE_URL": self.url}


def environment(*, data: str, database_url: str) -> dict[str, str]:
    """What an installation of its own sees: nothing of the test run's settings."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("VITALFEW_", "DJANGO_"))}
    own = {"VITALFEW_DATA": data, "VITALFEW_SOURCE_FOLDERS": f"{data}/tables"}
    return ours | own | ({"VITALFEW_DATABASE_URL": database_url} if database_url else {})


@contextmanager
def own_database(name: str, *, template: str) -> Iterator[str]:
    """The address of a copy of a PostgreSQL database where the run uses PostgreSQL, else ''."""
    if not template:
        yield ""
        return
    import psycopg

    server = os.environ.get("VITALFEW_TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
    yield server.rpartition("/")[0] + f"/{name}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def start(*, data: Path, database_url: str) -> Server:
    """Start a server on a free port and wait until it says where it is."""
    data.mkdir(parents=True, exist_ok=True)
    log = data / "serve.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [VITALFEW, "serve", "--port", "0"],
            env=environment(data=str(data), database_url=database_url),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    STARTED[process.pid] = process
    for _ in range(SECONDS_TO_START * 10):
        said = log.read_text()
        if (at := re.search(r"is at (\S+?)/?\n", said)) and (code := re.search(r"code=(\S+)", said)):
            return Server(url=at[1], data=str(data), database_url=database_url, pid=process.pid, code=code[1])
        if process.poll() is not None:
            break
        time.sleep(0.1)
    pytest.fail(f"vitalfew serve did not start:\n{log.read_text()}")


def _runs(pid: int) -> bool:
    """Whether it has not ended; one that has stays in the list of processes until whoever started it asks for it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def stop(server: Server) -> None:
    """End a server of this run, whichever worker started it."""
    os.kill(server.pid, signal.SIGTERM)
    if server.pid in STARTED:
        STARTED.pop(server.pid).wait(timeout=40)
        return
    for _ in range(400):
        if not _runs(server.pid):
            return
        time.sleep(0.1)
