"""A real browser against a real server: one server per run, shared by all workers, with a data folder of its own."""

import fcntl
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

VITALFEW = Path(sys.executable).parent / "vitalfew"
SECONDS_TO_START = 60
EMAIL, PASSWORD = "ana@example.org", "correct horse battery"
STARTED: dict[int, "subprocess.Popen[bytes]"] = {}
SIZES = {"phone": {"width": 360, "height": 780}, "desk": {"width": 1440, "height": 960}}


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
    return ours | {"VITALFEW_DATA": data} | ({"VITALFEW_DATABASE_URL": database_url} if database_url else {})


@contextmanager
def own_database(name: str) -> Iterator[str]:
    """The address of a new PostgreSQL database where the run uses PostgreSQL, else ''."""
    if os.environ.get("VITALFEW_TEST_DATABASE", "sqlite") != "postgres":
        yield ""
        return
    import psycopg

    server = os.environ.get("VITALFEW_TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    yield server.rpartition("/")[0] + f"/{name}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def start(*, data: Path, database_url: str) -> Server:
    """Start a server on a free port and wait until it says where it is."""
    data.mkdir(parents=True)
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


def stop(server: Server) -> None:
    """End a server of this run, whichever worker started it."""
    os.kill(server.pid, signal.SIGTERM)
    if server.pid in STARTED:
        STARTED.pop(server.pid).wait(timeout=40)
        return
    for _ in range(400):
        if not Path(f"/proc/{server.pid}").exists():
            return
        time.sleep(0.1)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all workers of this run see, and no other run does."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "e2e"
    folder.mkdir(exist_ok=True)
    return folder


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One worker at a time."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def server(shared: Path) -> Iterator[Server]:
    """The server of this run, with Ana's workspace: whoever comes first starts it, whoever leaves last ends it."""
    note, users = shared / "server.json", shared / "users"
    with alone(shared):
        if not note.exists():
            number = len(list(shared.glob("data*")))
            database = own_database(f"vitalfew_e2e_{os.getpid()}_{number}")
            url = database.__enter__()
            one = start(data=shared / f"data{number}", database_url=url)
            one.run("init", "--workspace", "Product", "--email", EMAIL, "--password-stdin", given=PASSWORD)
            note.write_text(json.dumps(asdict(one)))
        users.write_text(str(int(users.read_text() if users.exists() else 0) + 1))
    running = Server(**json.loads(note.read_text()))
    yield running
    with alone(shared):
        left = int(users.read_text()) - 1
        users.write_text(str(left))
        if not left:
            note.unlink()
            stop(running)


@pytest.fixture(scope="session")
def sample(server: Server, shared: Path) -> str:
    """The address of the sample workspace, which Ana administers."""
    with alone(shared):
        server.run("sample", "load", "--if-missing")
    return "/w/sample/"


@pytest.fixture
def new_server(tmp_path: Path) -> Iterator[Server]:
    """A server of this test alone, on which nobody has an account."""
    with own_database(f"vitalfew_e2e_{os.getpid()}_new") as url:
        one = start(data=tmp_path / "data", database_url=url)
        yield one
        stop(one)


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Opens pages in contexts of their own (`base_url`, `color_scheme`, `viewport`, `storage_state`, …).

    What the console said, a breach of the Content-Security-Policy included, fails the test at its end.
    """
    contexts: list[BrowserContext] = []
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        refused = message.text.startswith("Failed to load resource") and "/static/" not in message.location["url"]
        if message.type in ("error", "warning") and not refused:
            said.append(f"{message.text} ({message.location['url']})")

    def make(**options: object) -> Page:
        context = browser.new_context(**{"viewport": SIZES["desk"], "locale": "en-GB", **options})
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("console", hear)
        page.on("pageerror", lambda error: said.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert not said, said


def sign_in(page: Page, email: str = EMAIL, password: str = PASSWORD) -> None:
    """By the form."""
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/w/**")


@pytest.fixture(scope="session")
def signed_in(server: Server, browser: Browser) -> dict[str, object]:
    """Ana's cookies, for contexts that begin signed in."""
    context = browser.new_context(base_url=server.url)
    sign_in(context.new_page())
    state = context.storage_state()
    context.close()
    return dict(state)


@pytest.fixture
def ana(server: Server, signed_in: dict[str, object], open_page: Open) -> Page:
    """A page of Ana, the administrator, on her Today."""
    page = open_page(base_url=server.url, storage_state=signed_in)
    page.goto("/w/product/")
    return page


@pytest.fixture(scope="session")
def violations() -> Callable[[Page], list[str]]:
    """What axe finds on a page: the rule, where, and what it says."""
    axe = Axe()

    def find(page: Page) -> list[str]:
        found = axe.run(page).response["violations"]
        return [
            f"{rule['id']}: {node['html'][:300]} {node['failureSummary']}" for rule in found for node in rule["nodes"]
        ]

    return find


@pytest.fixture(scope="session")
def assert_no_violations(violations: Callable[[Page], list[str]]) -> Callable[[Page], None]:
    """Fails where axe finds anything on a page."""

    def check(page: Page) -> None:
        assert violations(page) == [], page.url

    return check
