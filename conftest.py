"""What every test run starts from: a data folder of its own, and the database that `VITALFEW_TEST_DATABASE` names."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vitalfew.lib.frames import with_room

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from playwright.sync_api import Browser
    from pytest_django import DjangoDbBlocker

    from vitalfew.accounts.models import Workspace

KINDS = ("sqlite", "postgres")
FIRST = {"e2e", "long"}
DATABASE = frozenset({"db", "transactional_db", "django_db", "e2e"})  # fixtures and marks
POSTGRES = os.environ.get("VITALFEW_TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
MIGRATE = "import django; django.setup(); from vitalfew.lib.preparing import collect, migrate; migrate()"
ROOMY = pytest.StashKey[bool]()
DATA = Path(tempfile.mkdtemp(prefix="vitalfew-tests-"))


def _environment(kind: str) -> None:
    for name in [name for name in os.environ if name.startswith("VITALFEW_") and "_TEST_" not in name]:
        del os.environ[name]
    os.environ["VITALFEW_DATA"] = str(DATA)
    (DATA / "static").mkdir(exist_ok=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = "vitalfew.config.settings"
    if kind == "postgres":
        os.environ["VITALFEW_DATABASE_URL"] = POSTGRES


def pytest_configure() -> None:
    """Load the settings, once, before any test imports a model."""
    kind = os.environ.get("VITALFEW_TEST_DATABASE", "sqlite")
    if kind not in KINDS:
        raise pytest.UsageError(f"VITALFEW_TEST_DATABASE is {kind!r}; write one of {', '.join(KINDS)}.")
    _environment(kind)

    import hypothesis
    from django.conf import settings
    from django.db import connections
    from django.db.backends.signals import connection_created

    # How long an example takes says more about the machine than about the product; benches measure speed.
    hypothesis.settings.register_profile("vitalfew", deadline=None)
    hypothesis.settings.load_profile("vitalfew")

    # Playwright leaves an event loop in its thread, where Django would keep a connection for each context: two of one
    # thread then wait for each other for ever, or keep the test database from being dropped.
    connections._connections = threading.local()  # noqa: SLF001

    settings.PASSWORD_HASHERS = ["vitalfew.lib.tests.quick_hasher.Quick"]
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    # A file, not memory: threads then wait for each other as they do in an installation. On PostgreSQL, runs at the
    # same time must not meet in one database.
    name = f"test_vitalfew_{os.getpid()}" if kind == "postgres" else str(DATA / "test.sqlite3")
    connections.settings["default"]["TEST"]["NAME"] = name
    connection_created.connect(_trust_the_power)


def _trust_the_power(*, connection: "BaseDatabaseWrapper", **_: object) -> None:
    """Wait for no disk: what a test stores need not outlive a power cut, and all else stays as it is."""
    said = {"sqlite": "PRAGMA synchronous=OFF", "postgresql": "SET synchronous_commit=off"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(said)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no worker ends alone with it; try once what asks for no database."""
    for item in items:
        if DATABASE.isdisjoint(getattr(item, "fixturenames", ())) and not any(map(item.get_closest_marker, DATABASE)):
            item.add_marker("once")
    items.sort(key=lambda item: FIRST.isdisjoint(mark.name for mark in item.iter_markers()))


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> object:
    """Run the tests as pytest would, below a frame with much room."""
    if session.stash.get(ROOMY, False):
        return None
    session.stash[ROOMY] = True
    return with_room(session.config.hook.pytest_runtestloop)(session=session)


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    shutil.rmtree(DATA, ignore_errors=True)


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all workers of this run see, and no other run does."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """One worker at a time."""
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _prepare(data: Path, script: str, **settings: str) -> None:
    """Migrate an installation of its own, as a process, which sees nothing of the test run's settings."""
    seen = {name: value for name, value in os.environ.items() if not name.startswith(("VITALFEW_", "DJANGO_"))}
    seen |= {"VITALFEW_DATA": str(data), "DJANGO_SETTINGS_MODULE": "vitalfew.config.settings", **settings}
    subprocess.run([sys.executable, "-c", script], env=seen, check=True, timeout=120)  # noqa: S603  (ours)


@pytest.fixture(scope="session")
def prepared(run_folder: Path) -> Path:
    """A data folder with SQLite's tables and the static files, made once in a run; to be copied, not used."""
    folder, making = run_folder / "prepared", run_folder / "preparing"
    with _alone(run_folder / "prepared.lock"):
        if not folder.is_dir():
            _prepare(making, f"{MIGRATE}; collect()")
            making.rename(folder)
    return folder


def _say(statement: str) -> None:
    import psycopg

    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(statement.encode())


@pytest.fixture(scope="session")
def template(run_folder: Path) -> Iterator[str]:
    """A PostgreSQL database with the tables, made once in a run; to be copied, not used. Who leaves last drops it.

    The empty name where the run is not of PostgreSQL.
    """
    if os.environ.get("VITALFEW_TEST_DATABASE", "sqlite") != "postgres":
        yield ""
        return
    users = run_folder / "template.users"
    with _alone(run_folder / "template.lock"):
        names = users.read_text().split() if users.exists() else []
        name = names[0] if names else f"vitalfew_template_{os.getpid()}"
        if not names:
            _say(f"CREATE DATABASE {name}")
            url = f"{POSTGRES.rpartition('/')[0]}/{name}"
            _prepare(run_folder / "template", MIGRATE, VITALFEW_DATABASE_URL=url)
        users.write_text(" ".join([*names, name]))
    yield name
    with _alone(run_folder / "template.lock"):
        *left, _ = users.read_text().split()
        users.write_text(" ".join(left))
        if not left:
            _say(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The tables are there before Django looks for them: see `django_db_modify_db_settings`."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, request: pytest.FixtureRequest
) -> Iterator[None]:
    """Copy the tables, which every worker would otherwise migrate anew, to where this worker's tests look for them."""
    from django.db import connections

    name = connections.settings["default"]["TEST"]["NAME"]
    if connections["default"].vendor == "sqlite":
        shutil.copyfile(request.getfixturevalue("prepared") / "vitalfew.sqlite3", name)
        yield
        return
    _say(f"CREATE DATABASE {name} TEMPLATE {request.getfixturevalue('template')}")
    yield
    _say(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def installed(prepared: Path, tmp_path: Path) -> Path:
    """The data folder of an installation that nobody has set up yet."""
    return Path(shutil.copytree(prepared, tmp_path / "installed"))


@pytest.fixture(scope="module")
def sample_workspace(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> "Iterator[Workspace]":
    """The sample, loaded once for the tests of a module; what each of them changes is taken back, and at last all."""
    from django.db import transaction
    from django.utils import timezone

    from vitalfew.importers.sample import load

    with django_db_blocker.unblock(), transaction.atomic():
        yield load(now=timezone.now())
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Chromium, as Debian packs it; one for all browser tests of a process, which can hold no second Playwright."""
    from playwright.sync_api import sync_playwright

    # The first has no windows, tabs and profiles to keep for each context, which cost more than the pages do.
    found = map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser"))
    path = next(filter(None, found), None)
    if path is None and os.environ.get("CI") == "true":
        pytest.fail("No chromium here; in CI the browser tests must run. Install chromium.")
    if path is None:
        pytest.skip("No chromium here. Install chromium to run the browser tests.")
    # Playwright leaves an event loop in this thread, where Django would refuse to ask the database from then on.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()
