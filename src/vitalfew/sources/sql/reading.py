"""Runs one query and makes points of its rows."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import URL, Connection, NullPool, TextClause, create_engine, text
from sqlalchemy.exc import NoSuchModuleError, SQLAlchemyError

from vitalfew.sources.contract import Point, SourceError, Spec
from vitalfew.sources.folding import zone
from vitalfew.sources.rows import points
from vitalfew.sources.sql.address import address
from vitalfew.sources.sql.engines import Kind, in_zone
from vitalfew.sources.sql.ours import refuse_ours
from vitalfew.sources.sql.place import place
from vitalfew.sources.sql.words import connecting, querying
from vitalfew.sources.statement import SINCE, UNTIL, one_query
from vitalfew.sources.stretch import until

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_FAR_AHEAD = datetime(2999, 12, 31, tzinfo=UTC)
_OTHER_COLON = re.compile(r"(?<![:\w\\]):(?!(?:since|until)\b)(?=\w)")


def read(spec: Spec, since: datetime | None) -> list[Point]:
    """The points of the query's rows, from `since` on; raises SourceError."""
    query, kept = one_query(spec.get("query", "")), zone(spec)
    kind, url = address(spec.get("url", ""))
    bound = {"since": in_zone(kind, since or _LONG_AGO, kept)} if SINCE.search(query) else {}
    at, newer = place(spec), bool(bound) and since is not None
    if UNTIL.search(query):
        bound["until"] = in_zone(kind, until(spec) or _FAR_AHEAD, kept)
    with _connected(kind, url, at) as connection:
        try:
            kind.begin(connection, kept.key)
            refuse_ours(connection)
            with connection.execution_options(stream_results=True).execute(_clause(query), bound) as found:
                if not found.returns_rows:
                    raise SourceError("The query returns no rows: write one SELECT that gives a time and a value.")
                kind.columns(connection, found.cursor.description if found.cursor else ())
                named = {role: spec.get(role, "").strip() for role in ("time", "value", "cases")}
                read = points(list(found.keys()), found, **named, zone=kept, none_will_do=newer)
        except SQLAlchemyError as error:
            raise querying(error, at) from None
    return [point for point in read if since is None or point.time is None or point.time >= since]


def _clause(query: str) -> TextClause:
    """The query, in which no other colon than those of `:since` and `:until` asks for a value."""
    return text(
        UNTIL.sub(":until ", SINCE.sub(":since ", _OTHER_COLON.sub(r"\\:", query)))
    )  # the space keeps it apart from '::date'


@contextmanager
def _connected(kind: Kind, url: URL, at: str) -> Iterator[Connection]:
    try:
        dialled, arguments = kind.dial(url)
        engine = create_engine(dialled, poolclass=NullPool, connect_args=dict(arguments))
        connection = engine.connect()
    except (ImportError, NoSuchModuleError):
        raise SourceError(f"The driver for {at} is not installed: pip install 'vitalfew[{kind.extra}]'.") from None
    except (SQLAlchemyError, OSError) as error:
        raise connecting(error, at) from None
    try:
        yield connection
    finally:
        connection.invalidate()  # at once, and nothing is ever committed
        connection.close()
