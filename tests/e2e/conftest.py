"""A real browser against a real server: one server per run, shared by all workers, with a data folder of its own."""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import count
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page
from tests.e2e import mobile_team
from tests.e2e.serving import EMAIL, PASSWORD, Server, own_database, start, stop

AGAIN = count(1)
# Of what axe would load beforehand, no rule that it runs reads the style sheets.
AXE = """axe.run(document, {resultTypes: ['violations'], preload: {assets: ['media']}})
    .then(({violations}) => violations)"""
SIZES = {"phone": {"width": 360, "height": 780}, "desk": {"width": 1440, "height": 960}}


@pytest.fixture(scope="session")
def shared(run_folder: Path) -> Path:
    """What the workers of this run know of their server."""
    folder = run_folder / "e2e"
    folder.mkdir(exist_ok=True)
    return folder


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One worker at a time."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def server(shared: Path, prepared: Path, template: str) -> Iterator[Server]:
    """The server of this run, with Ana's workspace: whoever comes first starts it, whoever leaves last ends it."""
    note, users = shared / "server.json", shared / "users"
    with alone(shared):
        if not note.exists():
            number = len(list(shared.glob("data*")))
            database = own_database(f"vitalfew_e2e_{os.getpid()}_{number}", template=template)
            url = database.__enter__()
            data = Path(shutil.copytree(prepared, shared / f"data{number}"))
            one = start(data=data, database_url=url)
            try:
                one.run("init", "--workspace", "Product", "--email", EMAIL, "--password-stdin", given=PASSWORD)
            except BaseException:
                stop(one)
                raise
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
def new_server(installed: Path, template: str) -> Iterator[Server]:
    """A server of this test alone, on which nobody has an account."""
    with own_database(f"vitalfew_e2e_{os.getpid()}_new", template=template) as url:
        one = start(data=installed, database_url=url)
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


def cookies_of(browser: Browser, server: Server, email: str) -> dict[str, object]:
    """Somebody's cookies, for contexts that begin signed in."""
    context = browser.new_context(base_url=server.url)
    sign_in(context.new_page(), email)
    state = context.storage_state()
    context.close()
    return dict(state)


@pytest.fixture(scope="session")
def signed_in(server: Server, browser: Browser) -> dict[str, object]:
    """Ana's cookies."""
    return cookies_of(browser, server, EMAIL)


@pytest.fixture(scope="module")
def make_teams(server: Server, shared: Path, worker_id: str) -> Callable[..., list[str]]:
    """Makes workspaces of this worker alone, as `mobile_team` describes them; gives their paths.

    A worker may come back to a file of tests after others, and then makes its workspaces again.
    """

    def make(name: str, *, number: int = 1) -> list[str]:
        with alone(shared):
            return mobile_team.make(server, slug=f"{name}-{worker_id}-{next(AGAIN)}", number=number)

    return make


@pytest.fixture(scope="module")
def ben_signed_in(server: Server, browser: Browser) -> dict[str, object]:
    """The cookies of Ben, who is in the teams of `make_teams`."""
    return cookies_of(browser, server, "ben@example.org")


@pytest.fixture
def ana(server: Server, signed_in: dict[str, object], open_page: Open) -> Page:
    """A page of Ana, the administrator, on her Today."""
    page = open_page(base_url=server.url, storage_state=signed_in)
    page.goto("/w/product/")
    return page


@pytest.fixture(scope="session")
def violations() -> Callable[[Page], list[str]]:
    """What axe finds on a page: the rule, where, and what it says."""

    def find(page: Page) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        found = page.evaluate(AXE)
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
