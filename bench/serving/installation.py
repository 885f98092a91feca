"""A fresh installation with the sample workspace, and servers on it."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

EMAIL, PASSWORD = "ana@example.org", "correct horse battery"
BIN = Path(sys.executable).parent
POSTGRES = os.environ.get("VITALFEW_TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
SECONDS_TO_START = 180


@dataclass(frozen=True)
class Installation:
    """A data folder and a database with one account and the sample."""

    engine: str
    settings: dict[str, str]

    def run(self, *command: str, given: str = "") -> str:
        """Run a command of the environment's bin folder; its output."""
        done = subprocess.run(
            [BIN / command[0], *command[1:]], env=self.environment(), input=given, capture_output=True, text=True
        )
        if done.returncode:
            sys.exit(f"{' '.join(command)}: {done.stderr}")
        return done.stdout.strip()

    def environment(self, **more: str) -> dict[str, str]:
        """What its processes see: nothing of ours from outside."""
        others = {name: value for name, value in os.environ.items() if not name.startswith(("VITALFEW_", "DJANGO_"))}
        return others | self.settings | more


@contextmanager
def installation(engine: str, *, sample: bool = True) -> Iterator[Installation]:
    """Make one on 'sqlite' or 'postgres', with the sample or without, and remove it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="vitalfew-bench-"))
    database = f"vitalfew_bench_{os.getpid()}"
    settings = {"VITALFEW_DATA": str(folder)}
    if engine == "postgres":
        _on_server(f"CREATE DATABASE {database}")
        settings["VITALFEW_DATABASE_URL"] = POSTGRES.rpartition("/")[0] + f"/{database}"
    try:
        made = Installation(engine, settings)
        made.run("vitalfew", "init", "--workspace", "Apollo", "--email", EMAIL, "--password-stdin", given=PASSWORD)
        if sample:
            made.run("vitalfew", "sample", "load")
        yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if engine == "postgres":
            _on_server(f"DROP DATABASE {database} WITH (FORCE)")


@contextmanager
def serving(
    command: list[str], *, on: Installation, log: int | None = None
) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Start a server whose command holds 'PORT', wait until it answers; its port and process. `log` as in Popen."""
    port = free_port()
    words = [str(BIN / command[0]), *(word.replace("PORT", str(port)) for word in command[1:])]
    environment = on.environment(VITALFEW_BASE_URL=f"http://127.0.0.1:{port}")
    with subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=log) as process:
        try:
            _wait(port)
            yield port, process
        finally:
            process.terminate()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
                connection.sendall(b"GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                if connection.recv(100):
                    return
        except OSError:
            time.sleep(0.1)
    sys.exit("the server does not answer")


def _on_server(statement: str) -> None:
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(statement.encode())
