import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest

from vitalfew.cli.errors import InputError
from vitalfew.cli.listening import free_port, url
from vitalfew.cli.tests.server import Served, environment, served, vitalfew

pytestmark = pytest.mark.plain


def answer(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as response:
        return str(response.read(100), "utf-8")


def within(seconds: float, truth: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if truth():
            return True
        time.sleep(0.05)
    return False


def lives(server: Served) -> bool:
    try:
        return answer(f"{server.base}/livez") == "alive\n"
    except OSError:
        return False


def test_it_answers_and_shows_the_way_in_until_somebody_has_an_account(tmp_path: Path):
    with served(tmp_path) as server:
        assert answer(f"{server.base}/livez") == "alive\n"
        assert answer(f"{server.base}/readyz") == "ready\n"
        code = (tmp_path / "setup.code").read_text()
        assert server.next_line().endswith(f" {server.base}/start/?code={code}\n")
    options = ["--workspace", "Apollo", "--email", "ana@example.org", "--password-stdin"]
    assert vitalfew(tmp_path, "init", *options, typed="correct horse battery\n").returncode == 0
    with served(tmp_path) as server:
        server.process.send_signal(signal.SIGTERM)
        assert server.next_line() == ""


def test_a_worker_that_is_killed_is_replaced(installed: Path):
    with served(installed) as server:
        (worker,) = server.workers()
        worker.kill()
        assert within(10, lambda: lives(server))
        (other,) = server.workers()
        assert other.pid != worker.pid


def test_no_worker_outlives_its_supervisor(installed: Path):
    with served(installed, "--workers", "2") as server:
        workers = server.workers()
        assert len(workers) == 2
        server.process.kill()
        assert psutil.wait_procs(workers, timeout=10)[1] == []
        assert free_port("127.0.0.1", urlsplit(server.base).port or 0)


def test_it_ends_in_time_and_in_peace_under_load(installed: Path):
    cut: list[str] = []

    def visit(base: str) -> None:
        while True:
            try:
                if answer(f"{base}/readyz") != "ready\n":
                    cut.append("an answer was cut")
            except urllib.error.URLError:
                return
            except OSError:
                continue

    with served(installed) as server:
        visitors = [threading.Thread(target=visit, args=(server.base,)) for _ in range(4)]
        for visitor in visitors:
            visitor.start()
        time.sleep(0.5)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(30) == 0
        for visitor in visitors:
            visitor.join(10)
    assert cut == []


def test_a_port_that_is_taken_is_refused_in_one_sentence(tmp_path: Path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        shown = vitalfew(tmp_path, "serve", "--port", str(port))
    assert (shown.returncode, shown.stdout) == (2, "")
    assert shown.stderr.startswith(f"Something already listens on 127.0.0.1, port {port}. Choose another with --port")


def test_an_address_of_nobody_is_refused():
    with pytest.raises(InputError, match="not an address of this machine"):
        free_port("nowhere.invalid", 0)
    with pytest.raises(InputError, match="Cannot listen on 192"):
        free_port("192.0.2.1", 0)


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", "http://127.0.0.1:80"), ("0.0.0.0", "http://127.0.0.1:80"), ("::1", "http://[::1]:80")],
)
def test_the_address_that_is_shown_can_be_opened_here(host: str, expected: str):
    assert url(host, 80) == expected


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"VITALFEW_DATABASE_URL": "nonsense"}, "VITALFEW_DATABASE_URL is no address"),
        ({"VITALFEW_DATABASE_URL": "mysql://a@b/c"}, "another database than PostgreSQL or SQLite"),
        ({"VITALFEW_DATABASE_URL": "postgres://a@127.0.0.1:1/c"}, "The database does not answer"),
        ({"VITALFEW_BASE_URL": "goals.example.org"}, "write a whole address like https://goals.example.org"),
        ({"VITALFEW_BEHIND_PROXY": "perhaps"}, "VITALFEW_BEHIND_PROXY is 'perhaps'; write yes or no"),
        ({"VITALFEW_LOG_LEVEL": "loud"}, "VITALFEW_LOG_LEVEL is 'LOUD'; write one of DEBUG"),
        ({"VITALFEW_SECRET_KEY_FILE": "/nowhere"}, "/nowhere, which cannot be read: No such file or directory"),
        ({"VITALFEW_DATA": "/dev/null/x"}, "VITALFEW_DATA is /dev/null/x, which cannot be made"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_in_one_sentence(tmp_path: Path, settings: dict[str, str], says: str):
    shown = vitalfew(tmp_path, "serve", "--port", "0", **settings)
    assert (shown.returncode, shown.stdout) == (2, "")
    assert says in shown.stderr
    assert shown.stderr.count("\n") == 1


def test_the_supervisor_holds_no_django(installed: Path):
    code = """
import json, sys
from unittest.mock import patch
import granian
from vitalfew.cli.serve import serve
with patch.object(granian.Granian, "serve"):
    serve.main(["--port", "0"], standalone_mode=False)
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules} & {"django", "numpy", "sqlite3", "granian"})))
"""
    shown = subprocess.run(
        [sys.executable, "-c", code], env=environment(installed), capture_output=True, text=True, check=True
    )
    assert json.loads(shown.stdout) == ["granian"]


def test_on_another_port_a_form_is_still_its_own(installed: Path):
    """Cookies and the forms' origin follow the port that was taken."""
    with served(installed, VITALFEW_LOG_LEVEL="CRITICAL") as server:
        (worker,) = server.workers()
        assert worker.environ()["VITALFEW_BASE_URL"] == server.base
        assert re.search(r":\d+$", server.base)
    assert os.environ.get("VITALFEW_BASE_URL") is None
