"""What each kind of database needs so that a query only reads and ends in time."""

import re
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, NamedTuple
from urllib.parse import quote

from sqlalchemy import URL, Connection
from sqlalchemy.exc import DBAPIError

from vitalfew.egress import guard
from vitalfew.sources.bounds import bounds
from vitalfew.sources.contract import SourceError
from vitalfew.sources.local import readable
from vitalfew.sources.rows import MOST_POINTS

CONNECT_SECONDS = 10
_UNKNOWN_ZONE = "unknown zone"
_TIMESTAMP = 7  # in the protocol of MySQL


Dialled = tuple[URL, Mapping[str, Any]]


class Kind(NamedTuple):
    """A kind of database: its driver in SQLAlchemy, the extra that brings it, the options that its URL may have, the
    URL and the arguments to connect with, how to make a session that only reads, which columns it must not answer
    with, and how it takes a time.
    """

    driver: str
    extra: str
    options: frozenset[str] = frozenset()
    dial: Callable[[URL], Dialled] = lambda url: (url, {})
    begin: Callable[[Connection, str], None] = lambda *_: None
    columns: Callable[[Connection, Sequence[Sequence[Any]]], None] = lambda *_: None
    moment: Callable[[datetime], object] = lambda moment: moment


def _seconds() -> float:
    """Less than the limit of the process, so that the database can say itself that it was too slow."""
    return max(bounds().seconds - 3, bounds().seconds / 2)


def _dial_postgres(url: URL) -> Dialled:
    host, port = url.host or "localhost", url.port or 5432
    found = guard.pinned_all(host, port, bounds().allowed)
    pinned = {"host": ",".join([host] * len(found)), "hostaddr": ",".join(found)}
    return url, {**pinned, "connect_timeout": CONNECT_SECONDS}


def _begin_postgres(connection: Connection, zone: str) -> None:
    connection.exec_driver_sql("SET TRANSACTION READ ONLY")
    connection.exec_driver_sql(
        "SELECT set_config('statement_timeout', %s, true), set_config('TimeZone', %s, true)",
        (str(int(_seconds() * 1000)), zone),
    )


def _dial_mysql(url: URL) -> Dialled:
    limit = int(bounds().seconds) + 1
    return url, {"connect_timeout": CONNECT_SECONDS, "read_timeout": limit, "local_infile": False}


def _begin_mysql(connection: Connection, zone: str) -> None:
    maria = getattr(connection.dialect, "is_mariadb", False)
    limit = ("max_statement_time", _seconds()) if maria else ("max_execution_time", int(_seconds() * 1000))
    connection.exec_driver_sql("SET SESSION TRANSACTION READ ONLY")
    connection.exec_driver_sql(f"SET SESSION {limit[0]} = %s", (limit[1],))
    connection.exec_driver_sql("SET SESSION sql_select_limit = %s", (MOST_POINTS + 1,))
    try:
        connection.exec_driver_sql("SET SESSION time_zone = %s", ("+00:00" if zone == "UTC" else zone,))
    except DBAPIError:
        connection.info[_UNKNOWN_ZONE] = zone
    connection.rollback()  # the next transaction is the first that only reads


def _columns_mysql(connection: Connection, columns: Sequence[Sequence[Any]]) -> None:
    """Without the server's time zone tables days are of its own zone; but a TIMESTAMP could be of any."""
    zone = connection.info.get(_UNKNOWN_ZONE)
    stamps = [name for name, kind, *_ in columns if kind == _TIMESTAMP]
    if zone and stamps:
        raise SourceError(
            f"“{stamps[0]}” is a TIMESTAMP, and the server does not know the time zone {zone}: load its time zone "
            "tables (mariadb-tzinfo-to-sql), select its DATE, or choose the zone UTC."
        )


_SQLITE_READS = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
)


def _dial_sqlite(url: URL) -> Dialled:
    if not url.database or url.database == ":memory:":
        raise SourceError("The address names no file: write it like sqlite:////srv/data/shop.sqlite3.")
    file = f"file:{quote(str(readable(url.database)))}"
    return url.set(database=file, query={"mode": "ro", "uri": "true"}), {"timeout": 5}


def _begin_sqlite(connection: Connection, _: str) -> None:
    raw: Any = connection.connection.dbapi_connection
    until = time.monotonic() + _seconds()
    raw.set_progress_handler(lambda: time.monotonic() > until, 10_000)
    raw.set_authorizer(_allowed)


def _allowed(action: int, _: str | None, name: str | None, *__: str | None) -> int:
    reads = action in _SQLITE_READS and name not in ("load_extension", "readfile", "fts3_tokenizer")
    return sqlite3.SQLITE_OK if reads else sqlite3.SQLITE_DENY


def _dial_snowflake(url: URL) -> Dialled:
    """Its driver dials in Rust, past the guard, so that an account's name alone may decide where to."""
    account = url.host or ""
    if url.port or not _ACCOUNT.fullmatch(account) or "snowflakecomputing" in account.lower():
        raise SourceError(
            "The address names no account of Snowflake: write snowflake://user:password@account/database."
        )
    return url, {}


def _text_of(moment: datetime) -> str:
    """As SQLite's own functions write it, so that it compares with texts: a day alone where it is midnight."""
    plain = moment.replace(tzinfo=None, microsecond=0).isoformat(" ")
    return plain.removesuffix(" 00:00:00")


def _naive(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)


_ACCOUNT = re.compile(r"[\w-]+(\.[\w-]+)*", re.ASCII)
_POSTGRES = Kind(
    "postgresql+psycopg",
    "postgres",
    frozenset({"sslmode", "sslrootcert", "channel_binding", "gssencmode", "application_name", "target_session_attrs"}),
    _dial_postgres,
    _begin_postgres,
)
_MYSQL, _MARIADB = (
    Kind(
        f"{name}+pymysql",
        "mariadb",
        frozenset({"charset", "ssl_ca", "ssl_verify_cert", "ssl_verify_identity"}),
        _dial_mysql,
        _begin_mysql,
        _columns_mysql,
        _naive,
    )
    for name in ("mysql", "mariadb")
)
_SQLITE = Kind("sqlite+pysqlite", "", frozenset(), _dial_sqlite, _begin_sqlite, moment=_text_of)

# Written from their documentation and not tried. All but Snowflake's dial through Python's sockets, where the guard is.
_WAREHOUSES = {
    "bigquery": Kind("bigquery", "bigquery", frozenset({"credentials_base64", "location"})),
    "clickhouse": Kind("clickhousedb+connect", "clickhouse", frozenset({"secure", "verify"})),
    "clickhousedb": Kind("clickhousedb+connect", "clickhouse", frozenset({"secure", "verify"})),
    "databricks": Kind("databricks", "databricks", frozenset({"http_path", "catalog", "schema"})),
    "mssql": Kind("mssql+pytds", "mssql"),
    "oracle": Kind("oracle+oracledb", "oracle", frozenset({"service_name"})),
    "snowflake": Kind("snowflake", "snowflake", frozenset({"warehouse", "role"}), _dial_snowflake),
    "trino": Kind("trino", "trino", frozenset({"roles"})),
}
KINDS: Mapping[str, Kind] = {
    "postgres": _POSTGRES,
    "postgresql": _POSTGRES,
    "mysql": _MYSQL,
    "mariadb": _MARIADB,
    "sqlite": _SQLITE,
    **_WAREHOUSES,
}


def in_zone(kind: Kind, since: datetime, zone: tzinfo) -> object:
    """A time as the database compares it with its own."""
    return kind.moment(since.astimezone(zone))
