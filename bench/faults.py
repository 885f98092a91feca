"""What holds when a server is restarted, a disk is full, or a process is told to end, all under load and for real.

`python bench/faults.py [postgres | disk | end | sqlite …]`; all of them without words. Each prints what was lost of
what had been answered with 201, and how long nothing was taken. `disk` mounts a small file system, as root.
"""

import http.client
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from serving.installation import EMAIL, PASSWORD, Installation, serving
from serving.own_postgres import own_postgres

PLAN = "vitalfew: 1\nteams:\n  - name: Care\n    kpis:\n      - {name: Load, frequency: hourly}\n"
SENDERS = 4
DISK = 48
WRITERS, TIMES = 8, 1500


class Load:
    """Sends values, each of another hour, from several threads; remembers what was taken and when."""

    def __init__(self, port: int, token: str) -> None:
        self.port, self.token = port, token
        self.taken: dict[datetime, float] = {}
        self.refused: dict[str, int] = {}
        self.times: list[float] = []
        self.stop = threading.Event()
        self.threads = [threading.Thread(target=self._send, args=(number,)) for number in range(SENDERS)]

    def __enter__(self) -> "Load":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join()

    @property
    def longest_gap(self) -> float:
        """For how many seconds nothing was taken, at most."""
        return max((after - before for before, after in pairwise(sorted(self.times))), default=0.0)

    def _send(self, number: int) -> None:
        hour = datetime(2026, 1, 1, tzinfo=UTC) - timedelta(hours=number)
        while not self.stop.is_set():
            value = float(len(self.times))
            status = self._posted({"kpi": "Load", "time": hour.isoformat(), "value": value})
            if status == "201":
                self.taken[hour] = value
                self.times.append(time.monotonic())
                hour -= timedelta(hours=SENDERS)
            else:
                self.refused[status] = self.refused.get(status, 0) + 1
                time.sleep(0.1)

    def _posted(self, item: dict[str, object]) -> str:
        with suppress(OSError, http.client.HTTPException):
            return _asked(self.port, "POST", "/api/v1/observations", self.token, json.dumps(item))
        return "no answer"


def _asked(port: int, method: str, path: str, token: str = "", body: str | None = None) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, body, {"Authorization": f"Bearer {token}"} if token else {})
        return str(connection.getresponse().status)
    finally:
        connection.close()


def ready(port: int) -> str:
    """What /readyz answers."""
    with suppress(OSError, http.client.HTTPException):
        return _asked(port, "GET", "/readyz")
    return "no answer"


def within(seconds: float, truth: Callable[[], bool]) -> bool:
    """Whether it becomes true within so many seconds."""
    end = time.monotonic() + seconds
    while not truth():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


@contextmanager
def loaded(settings: dict[str, str]) -> Iterator[tuple[Installation, int, "subprocess.Popen[bytes]", Load]]:
    """A new installation that is served, with a load on it."""
    made = Installation("", settings)
    made.run("vitalfew", "init", "--workspace", "Apollo", "--email", EMAIL, "--password-stdin", given=PASSWORD)
    plan = Path(settings["VITALFEW_DATA"]) / "goals.yaml"
    plan.write_text(PLAN)
    made.run("vitalfew", "apply", str(plan))
    token = made.run("vitalfew", "token", "create", "load")
    command = ["vitalfew", "serve", "--port", "PORT"]
    with serving(command, on=made, log=subprocess.DEVNULL) as (port, process), Load(port, token) as load:
        if not within(30, lambda: len(load.times) > 20):
            sys.exit(f"no values are taken: {load.refused}")
        yield made, port, process, load


def lost(made: Installation, load: Load) -> int:
    """How many values that were answered with 201 are not there, or another."""
    code = "import django, json; django.setup(); from vitalfew.kpis.models import Observation as O; print(json.dumps("
    code += "[(t.isoformat(), v) for t, v in O.everywhere.values_list('time', 'value')]))"
    environment = made.environment(DJANGO_SETTINGS_MODULE="vitalfew.config.settings")
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    kept = {datetime.fromisoformat(moment): value for moment, value in json.loads(done.stdout)}
    return sum(kept.get(moment) != value for moment, value in load.taken.items())


def report(what: str, made: Installation, load: Load) -> None:
    """Print what became of the values."""
    gone = lost(made, load)
    print(
        f"{what}: {len(load.taken):,} values taken, {gone} lost; nothing taken for {load.longest_gap:.1f} s at most; "
        f"refused: {load.refused or 'none'} (load {os.getloadavg()[0]:.1f})",
        flush=True,
    )


def postgres() -> None:
    """PostgreSQL is restarted under load, once in order and once as after a crash."""
    with own_postgres() as server, tempfile.TemporaryDirectory() as folder:
        settings = {"VITALFEW_DATA": folder, "VITALFEW_DATABASE_URL": server.url}
        with loaded(settings) as (made, port, _, load):
            for how in ("fast", "immediate"):
                server.stop(how)
                print(f"  stopped ({how}): /readyz says {ready(port)}")
                time.sleep(3)
                server.start()
                back, before = time.monotonic(), len(load.times)
                taken = within(60, lambda before=before: len(load.times) > before)
                print(f"  values are taken again {time.monotonic() - back:.1f} s after its return: {taken}")
            load.stop.set()
            report("PostgreSQL restarted twice", made, load)


def disk() -> None:
    """The disk runs full, and is freed."""
    if os.geteuid():
        print("  left out: only root may mount a file system.")
        return
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}m", "tmpfs", folder], check=True)
        try:
            _fill(Path(folder))
        finally:
            subprocess.run(["umount", "-l", folder], check=True)


def _fill(folder: Path) -> None:
    with loaded({"VITALFEW_DATA": str(folder)}) as (made, port, _, load):
        filler = folder / "filler"
        with filler.open("wb", buffering=0) as file, suppress(OSError):
            while file.write(bytes(4096)):
                pass
        within(10, lambda: bool(load.refused))
        time.sleep(2)
        print(f"  full: /readyz says {ready(port)}, refused {load.refused}")
        filler.unlink()
        before = len(load.times)
        print(f"  freed: values are taken again: {within(30, lambda: len(load.times) > before)}")
        print(f"  freed: /readyz says {ready(port)}")
        load.stop.set()
        with sqlite3.connect(folder / "vitalfew.sqlite3") as checked:
            print(f"  integrity_check: {checked.execute('PRAGMA integrity_check').fetchone()[0]}")
        report("Disk full, then freed", made, load)


def end() -> None:
    """The server is told to end under load."""
    with tempfile.TemporaryDirectory() as folder:
        with loaded({"VITALFEW_DATA": folder}) as (made, _, process, load):
            time.sleep(2)
            told = time.monotonic()
            process.send_signal(signal.SIGTERM)
            code = process.wait(40)
            print(f"  ended with {code} after {time.monotonic() - told:.1f} s")
            load.stop.set()
        report("SIGTERM under load", made, load)


def sqlite() -> None:
    """Eight processes write 12,000 transactions into one SQLite database."""
    with tempfile.TemporaryDirectory() as folder:
        with sqlite3.connect(Path(folder) / "vitalfew.sqlite3") as made:
            made.execute("CREATE TABLE counter AS SELECT 0 AS value")
        writer = [sys.executable, "-m", "vitalfew.lib.sqlite.tests.writer", str(TIMES)]
        seen = Installation("sqlite", {"VITALFEW_DATA": folder}).environment()
        ways = ["transaction", "autocommit"] * (WRITERS // 2)
        running = [subprocess.Popen([*writer, way], env=seen, stdout=subprocess.PIPE, text=True) for way in ways]
        reports = [json.loads(process.communicate()[0]) for process in running]
        with sqlite3.connect(Path(folder) / "vitalfew.sqlite3") as checked:
            count = checked.execute("SELECT value FROM counter").fetchone()[0]
            sound = checked.execute("PRAGMA integrity_check").fetchone()[0]
        refused, longest = sum(each["refused"] for each in reports), max(each["longest"] for each in reports)
        print(f"{WRITERS} writers: {count:,} transactions, {refused} refused, longest wait {longest:.2f} s")
        print(f"  integrity_check: {sound} (load {os.getloadavg()[0]:.1f})")


FAULTS = {each.__name__: each for each in (postgres, disk, end, sqlite)}

if __name__ == "__main__":
    for name in sys.argv[1:] or FAULTS:
        print(f"== {name}", flush=True)
        FAULTS[name]()
