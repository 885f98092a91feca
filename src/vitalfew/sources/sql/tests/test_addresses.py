"""Which addresses of databases are taken."""

import sqlite3
from pathlib import Path

import pytest

from vitalfew.sources.bounds import Bounds, within
from vitalfew.sources.contract import SourceError
from vitalfew.sources.local import readable
from vitalfew.sources.sql.address import address
from vitalfew.sources.sql.engines import KINDS
from vitalfew.sources.sql.source import SOURCE

pytestmark = pytest.mark.plain


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The address is none of a database: write it like postgresql://"),
        ("shop", "The address is none of a database"),
        ("postgresql://u:p@host:port/x", "The address is none of a database"),
        ("informix://u:p@host/x", "“informix” is no database that is known here: write one of bigquery, "),
        ("postgresql+psycopg2://u:p@host/x", "“postgresql\\+psycopg2” is no database"),
        ("mysql+mysqldb://u:p@host/x", "“mysql\\+mysqldb” is no database"),
        ("postgresql://u:p@host/x?host=/var/run/postgresql", "has the option “host”; known are application_name"),
        ("postgresql://u:p@host/x?hostaddr=127.0.0.1", "has the option “hostaddr”"),
        ("postgresql://u:p@host/x?service=other", "has the option “service”"),
        ("mariadb://u:p@host/x?unix_socket=/run/mysqld/mysqld.sock", "has the option “unix_socket”"),
        ("mariadb://u:p@host/x?local_infile=1", "has the option “local_infile”"),
        ("mariadb://u:p@host/x?read_default_file=/root/.my.cnf", "has the option “read_default_file”"),
        ("sqlite:////srv/a.sqlite3?mode=rw", "has the option “mode”; known are none"),
    ],
)
def test_refused(text: str, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        address(text)


@pytest.mark.parametrize("dialect", sorted(KINDS))
def test_taken_with_the_driver_that_the_guard_knows(dialect: str) -> None:
    kind, url = address(f" {dialect}://user:p%40ss@host:99/name ")
    assert url.drivername == kind.driver
    assert url.password == "p@ss"


def test_a_driver_that_is_not_installed_is_named() -> None:
    with pytest.raises(
        SourceError, match=r"The driver for host:1521 is not installed: pip install 'vitalfew\[oracle\]'"
    ):
        list(SOURCE.fetch({"url": "oracle://u:p@host/x", "query": "SELECT 1"}, None))


@pytest.mark.parametrize("host", ["127.0.0.1:80", "x.snowflakecomputing.com.example.org", "a%23b", ""])
def test_snowflake_is_dialled_by_the_name_of_an_account(host: str) -> None:
    with pytest.raises(SourceError, match="names no account of Snowflake"):
        list(SOURCE.fetch({"url": f"snowflake://u:p@{host}/x", "query": "SELECT 1"}, None))


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("postgresql://u:p@db.example.org:5433/shop", "db.example.org:5433"),
        ("postgres://u:p@db.example.org/shop", "db.example.org:5432"),
        ("mysql+pymysql://u:p@db.example.org/shop", "db.example.org:3306"),
        ("postgresql:///shop", "localhost:5432"),
        ("snowflake://u:p@account/db", "account"),
        ("sqlite:////srv/data/shop.sqlite3", "/srv/data"),
        ("", ""),
        ("http://[", ""),
        ("postgresql://u:p@host:port/x", ""),
    ],
)
def test_what_fails_together(url: str, place: str) -> None:
    assert SOURCE.place({"url": url}) == place


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Our own database, in a folder that an administrator has listed by mistake."""
    path = tmp_path / "own" / "db.sqlite3"
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE a (b)")
    connection.close()
    return path


def refused(path: object, *, bounds: Bounds) -> str:
    with within(bounds), pytest.raises(SourceError) as raised:
        list(SOURCE.fetch({"url": f"sqlite:///{path}", "query": "SELECT 1"}, None))
    return str(raised.value)


@pytest.mark.parametrize("scheme", ["", "sqlite:///"])
def test_our_own_file_is_no_source_under_any_name(own: Path, tmp_path: Path, scheme: str) -> None:
    bounds = Bounds(forbidden=(f"{scheme}{own}",), folders=(str(tmp_path),))
    soft, hard = tmp_path / "soft.sqlite3", tmp_path / "hard.sqlite3"
    soft.symlink_to(own)
    hard.hardlink_to(own)
    for path in (own, soft, hard, tmp_path / "own" / ".." / "own" / "db.sqlite3"):
        assert "Vitalfew's own file" in refused(path, bounds=bounds)


def test_files_lie_in_listed_folders(own: Path, tmp_path: Path) -> None:
    listed = tmp_path / "listed"
    listed.mkdir()
    (listed / "link.sqlite3").symlink_to(own)
    bounds = Bounds(folders=(str(listed),))
    for path in (own, listed / "link.sqlite3", listed / ".." / "own" / "db.sqlite3"):
        assert "lies in no folder that sources may read" in refused(path, bounds=bounds)
        assert "VITALFEW_SOURCE_FOLDERS" in refused(path, bounds=Bounds())
    assert "does not exist" in refused(listed / "none.sqlite3", bounds=bounds)
    assert "names no file" in refused("", bounds=bounds)
    assert "names no file" in refused(":memory:", bounds=bounds)


def test_other_files_are_out_of_a_querys_reach(own: Path, tmp_path: Path) -> None:
    for query in (f"SELECT * FROM pragma_database_list; ATTACH '{own}' AS x", "SELECT * FROM pragma_table_list"):
        with within(Bounds(folders=(str(tmp_path),))), pytest.raises(SourceError):
            list(SOURCE.fetch({"url": f"sqlite:///{own}", "query": query}, None))


def test_where_our_own_database_is_a_server_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "shop.sqlite3"
    path.touch()
    with within(Bounds(forbidden=("postgresql://localhost:5432/vitalfew",), folders=(str(tmp_path),))):
        assert readable(str(path)) == path.resolve()
