"""What queries of real databases become, what they cannot do, and what is said where they fail."""

import socket
import time
from contextlib import nullcontext
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

import pytest
from sqlalchemy import make_url

from vitalfew.sources.child import Limits, fetched
from vitalfew.sources.contract import Point, SourceError
from vitalfew.sources.sql.source import SOURCE
from vitalfew.sources.sql.tests.conftest import Shop, done, driven
from vitalfew.sources.words import unanswered

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.plain

SECOND = datetime(2026, 1, 2, tzinfo=UTC)
MANY = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000) SELECT i FROM n"
ENDLESS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
    "postgresql": "SELECT pg_sleep(60)",
    "mariadb": "SELECT sleep(60) FROM orders",
}
BAD = {
    "no rows": ("SELECT day, amount FROM orders WHERE amount < 0", "No row came back, at least one was expected"),
    "text": ("SELECT day, 'abc' AS word FROM orders", "“word” holds the text “abc” where a number was expected"),
    "two dates": ("SELECT day, day AS other FROM orders", "one of times and one of numbers|None of"),
    "NULL": ("SELECT day, NULL AS v FROM orders", "“v” holds no value (NULL) where a number was expected"),
    "unknown table": ("SELECT * FROM nowhere", "nowhere"),
    "unknown column": ("SELECT nothing FROM orders", "nothing"),
    "nonsense": ("SELECT FROM WHERE", "refused the query (“"),
    "two statements": ("SELECT 1; DROP TABLE orders", "more than one statement"),
    "a deletion": ("DELETE FROM orders", "begins with DELETE, which returns no rows: write one SELECT"),
    "nothing": ("  ", "The query is empty"),
    "a zone": ("SELECT 1", "“Mars” is no time zone"),
}  # fmt: skip


def test_the_days_since(shop: Shop) -> None:
    query = "SELECT day, amount, cases FROM orders WHERE day >= :since ORDER BY day DESC"
    read = shop.ask(query, value="amount", cases="cases", since=SECOND)
    assert read == [Point(SECOND, 20, 4), Point(datetime(2026, 1, 3, tzinfo=UTC), 30.25, 5)]
    assert len(shop.ask(query, value="amount")) == 3
    first = "SELECT day, amount FROM orders WHERE day >= :since AND day < :until"
    assert [each.value for each in shop.ask(first, until=SECOND.isoformat())] == [10.5]
    assert len(shop.ask(first)) == 3


def test_without_since_older_rows_are_left_out(shop: Shop) -> None:
    assert [point.value for point in shop.ask("SELECT day, amount FROM orders", since=SECOND)] == [20, 30.25]


def test_nothing_new_since_is_no_failure(shop: Shop) -> None:
    query = "SELECT day, amount FROM orders WHERE day >= :since"
    assert shop.ask(query, since=datetime(2026, 2, 1, tzinfo=UTC)) == []


def test_one_number_is_the_value_of_now(shop: Shop) -> None:
    assert shop.ask("SELECT sum(amount) FROM orders;  ") == [Point(None, 60.75)]


def test_colons_and_percent_signs_are_the_querys_own(shop: Shop) -> None:
    query = "SELECT day, amount FROM orders WHERE ':x %s 12:30' LIKE '%:30' AND day >= :since /* ; */ ORDER BY 1 -- ;"
    assert len(shop.ask(query, since=SECOND)) == 2


def test_a_day_begins_in_the_given_zone(shop: Shop) -> None:
    first, *_ = shop.ask("SELECT day, amount FROM orders ORDER BY day", zone="Europe/Berlin")
    assert first.time == datetime(2025, 12, 31, 23, tzinfo=UTC)


def test_a_timestamp_is_what_it_was(server: Shop) -> None:
    query = "SELECT CAST(CURRENT_TIMESTAMP AS DATE) AS day, CURRENT_TIMESTAMP AS t, 1 AS v"
    at, first = datetime.now(UTC), server.ask(query, time="t", value="v")[0]
    assert first.time is not None
    assert abs(first.time - at).total_seconds() < 60


def test_a_timestamp_of_a_zone_that_the_server_does_not_know(shops: "Callable[[str], Shop]") -> None:
    shop, query = shops("mariadb"), "SELECT made, 1 AS v FROM stamps"
    done(
        driven(make_url(shop.url)),
        "CREATE OR REPLACE TABLE stamps (made TIMESTAMP)",
        "INSERT INTO stamps VALUES (now())",
    )
    known = shop.ask("SELECT convert_tz('2026-01-01', 'UTC', 'Europe/Berlin') IS NOT NULL AS v")[0].value
    with nullcontext() if known else pytest.raises(SourceError, match="“made” is a TIMESTAMP, and the server does not"):
        shop.ask(query, zone="Europe/Berlin")
    assert len(shop.ask(query)) == 1


@pytest.mark.parametrize("case", BAD)
def test_what_is_said(shop: Shop, case: str) -> None:
    query, said = BAD[case]
    with pytest.raises(SourceError) as raised:
        shop.ask(query, zone="Mars" if case == "a zone" else "")
    sentence = str(raised.value)
    assert any(each in sentence for each in said.split("|")), sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 320
    assert shop.rows() == 3


def test_a_million_rows_are_refused_before_they_are_read(shop: Shop) -> None:
    if shop.kind == "mariadb":
        many = "SELECT a.cases FROM orders a" + "".join(f", orders AS t{count}" for count in range(12))
    else:
        many = MANY
    began = time.process_time()
    with pytest.raises(SourceError, match="More than 100,000 rows came back"):
        shop.ask(many)
    assert time.process_time() - began < 3


def test_a_query_that_takes_too_long_is_ended_by_the_database(shop: Shop) -> None:
    short = shop._replace(bounds=shop.bounds._replace(seconds=1))
    began = time.monotonic()
    with pytest.raises(SourceError, match="did not finish the query within 1 s: ask for a shorter time"):
        short.ask(ENDLESS[shop.kind])
    assert time.monotonic() - began < 5


WRITES = {
    "sqlite": (
        "WITH a AS (SELECT 1) INSERT INTO orders SELECT '2026-01-09', 1, 1",
        "WITH a AS (SELECT 1) DELETE FROM orders",
        "SELECT load_extension('/tmp/x')",
    ),
    "postgresql": (
        "WITH a AS (DELETE FROM orders RETURNING cases) SELECT * FROM a",
        "SELECT cases INTO other FROM orders",
        "SELECT set_config('transaction_read_only', 'off', false) UNION ALL SELECT nextval('s')::text",
    ),
    "mariadb": (
        "WITH a AS (SELECT 1) DELETE FROM orders",
        "SELECT 1 INTO OUTFILE '/tmp/vitalfew-test-outfile'",
        "SELECT 1 /*! INTO OUTFILE '/tmp/vitalfew-test-outfile' */",
        "SELECT load_file('/etc/passwd')",
    ),
}


def test_nothing_is_written(shop: Shop) -> None:
    for query in WRITES[shop.kind]:
        with pytest.raises(SourceError):
            shop.ask(query)
    assert shop.rows() == 3


def test_the_session_itself_only_reads(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vitalfew.sources.sql.reading.one_query", lambda query: query)
    for statement in ("DELETE FROM orders", "DROP TABLE orders", "CREATE TABLE other (a INTEGER)"):
        with pytest.raises(SourceError, match="refused the query"):
            shop.ask(statement)
    assert shop.rows() == 3


def elsewhere(url: str, *, netloc: str = "", path: str = "") -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=netloc or parts.netloc, path=path or parts.path))


def test_a_wrong_user_or_password_is_said_without_it(server: Shop) -> None:
    parts = urlsplit(server.url)
    url = elsewhere(server.url, netloc=f"nobody:c4n4ry%2Fs3cret@{parts.hostname}:{parts.port}")
    with pytest.raises(
        SourceError, match=r"gave no connection .*nobody.*check host, port, database, user and"
    ) as raised:
        fetched(kind="sql", spec={"url": url, "query": "SELECT 1"}, since=None, allowed=server.bounds.allowed)
    assert "c4n4ry" not in str(raised.value)


@pytest.mark.parametrize(
    ("netloc", "said"),
    [
        ("a:b@no-such-host.invalid", r"no-such-host.invalid:\d+ cannot be reached from this server"),
        ("a:b@127.0.0.1:9", "127.0.0.1:9 takes no connection .*efused"),
    ],
)
def test_no_way_to_the_server(server: Shop, netloc: str, said: str) -> None:
    url = elsewhere(server.url, netloc=netloc)
    with pytest.raises(SourceError, match=said) as raised:
        server._replace(url=url).ask("SELECT 1")
    assert unanswered(str(raised.value), SOURCE.place({"url": url}))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0177.0.0.1"])
def test_a_server_that_nobody_has_allowed_is_not_dialled(server: Shop, host: str) -> None:
    url = elsewhere(server.url, netloc=f"root:x@{host}:{urlsplit(server.url).port}")
    with pytest.raises(SourceError, match="not a public address; an administrator can allow it"):
        fetched(kind="sql", spec={"url": url, "query": "SELECT 1"}, since=None, allowed=[], limits=Limits(20))


def test_the_second_address_of_a_host_is_tried(server: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.getaddrinfo

    def both(host: str | None, *args: object, **more: object) -> list[object]:
        return [each for one in ("127.0.0.9", "127.0.0.1") for each in real(one, *args, **more)]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    netloc = urlsplit(server.url).netloc.replace("127.0.0.1", "db.example.org")
    bounds = server.bounds._replace(allowed=("127.0.0.0/8",))
    assert server._replace(url=elsewhere(server.url, netloc=netloc), bounds=bounds).ask("SELECT 1") == [Point(None, 1)]


def test_in_a_process_of_its_own(shop: Shop) -> None:
    touched = shop.bounds
    spec = {"url": shop.url, "query": "SELECT day, amount FROM orders"}
    read = fetched(kind="sql", spec=spec, since=SECOND, allowed=touched.allowed, folders=touched.folders)
    assert [point.value for point in read] == [20, 30.25]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_installations_own_database_is_known_from_within(kind: str, shops: "Callable[[str], Shop]") -> None:
    shop = shops(kind)
    tables = ("django_migrations", "kpis_kpi", "okrs_objective")
    url = driven(make_url(shop.url))
    done(url, *(f"CREATE TABLE {name} (a INTEGER)" for name in tables))
    try:
        with pytest.raises(SourceError, match="This is Vitalfew's own database, which is no source"):
            shop.ask("SELECT 1")
    finally:
        done(url, *(f"DROP TABLE {name}" for name in tables))
    assert shop.ask("SELECT 1") == [Point(None, 1)]
