"""Databases of the three kinds that are tried, each with the same table; one that does not run skips its tests."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import OperationalError

from vitalfew.sources.bounds import Bounds, within
from vitalfew.sources.contract import Point
from vitalfew.sources.sql.source import SOURCE

SERVERS = {
    "postgresql": os.environ.get("VITALFEW_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres"),
    "mariadb": os.environ.get("VITALFEW_TEST_MARIADB_URL", "mariadb://root@127.0.0.1:3306/mysql"),
}
DRIVERS = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg", "mariadb": "mariadb+pymysql"}
TABLES = (
    "CREATE TABLE orders (day DATE, amount NUMERIC(9, 2), cases INTEGER)",
    "INSERT INTO orders VALUES ('2026-01-01', 10.5, 3), ('2026-01-02', 20, 4), ('2026-01-03', 30.25, 5)",
)


class Shop(NamedTuple):
    """A database with orders: its address as a person writes it, and what a source may touch."""

    kind: str
    url: str
    bounds: Bounds

    def ask(self, query: str, *, since: object = None, **settings: str) -> list[Point]:
        """What the source makes of a query, in this process."""
        with within(self.bounds):
            return list(SOURCE.fetch({"url": self.url, "query": query, **settings}, since))

    def rows(self) -> int:
        """How many orders there are, asked without the source."""
        with create_engine(driven(make_url(self.url)), poolclass=NullPool).connect() as connection:
            return connection.execute(text("SELECT count(*) FROM orders")).scalar_one()


def driven(url: URL) -> URL:
    """The URL with the driver that is installed."""
    return url.set(drivername=DRIVERS.get(url.drivername, url.drivername))


def _server(kind: str) -> URL:
    url = driven(make_url(SERVERS[kind]))
    try:
        create_engine(url, poolclass=NullPool, connect_args={"connect_timeout": 5}).connect().close()
    except OperationalError as error:
        said = f"No {kind} answers at {url.host}:{url.port}: {str(error.orig).splitlines()[0]}"
        if os.environ.get("CI") == "true":
            pytest.fail(said)
        pytest.skip(said)
    return url


def done(url: URL, *statements: str) -> None:
    """Change a database, as its owner would."""
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))


@pytest.fixture(scope="session")
def shops(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Shop]]:
    """The shop of each kind of database, made when it is first asked for."""
    with ExitStack() as stack:

        @cache
        def made(kind: str) -> Shop:
            if kind == "sqlite":
                return sqlite_shop(tmp_path_factory.mktemp("shop"))
            return stack.enter_context(server_shop(kind))

        yield made


@pytest.fixture(params=["sqlite", "postgresql", "mariadb"])
def shop(request: pytest.FixtureRequest, shops: Callable[[str], Shop]) -> Shop:
    """One database after the other."""
    return shops(request.param)


@pytest.fixture(params=["postgresql", "mariadb"])
def server(request: pytest.FixtureRequest, shops: Callable[[str], Shop]) -> Shop:
    """One after the other of those that have a host and users."""
    return shops(request.param)


@contextmanager
def server_shop(kind: str) -> Iterator[Shop]:
    """A shop in a database of its own, which ends with the tests."""
    server, name = _server(kind), f"vitalfew_source_{os.getpid()}"
    done(server, f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
    try:
        done(server.set(database=name), *TABLES)
        url = server.set(drivername=kind, database=name).render_as_string(hide_password=False)
        yield Shop(kind, url, Bounds(allowed=(str(server.host),)))
    finally:
        done(server, f"DROP DATABASE {name}")


def sqlite_shop(folder: Path) -> Shop:
    """A shop in a file, in a folder that an administrator has listed."""
    with sqlite3.connect(folder / "shop.sqlite3") as connection:
        for statement in TABLES:
            connection.execute(statement)
    connection.close()
    return Shop("sqlite", f"sqlite:///{folder}/shop.sqlite3", Bounds(folders=(str(folder),)))
