"""Any database that SQLAlchemy speaks to: one query, read-only, with a limit of time and rows."""

from collections.abc import Iterable
from datetime import datetime

from vitalfew.sources.columns import COLUMNS
from vitalfew.sources.contract import Point, Setting, Source, Spec
from vitalfew.sources.sql.place import place
from vitalfew.sources.statement import stretch

_DRIVERS = ("sqlalchemy.dialects.sqlite", "sqlalchemy.dialects.postgresql", "psycopg", "pymysql")


def _fetch(spec: Spec, since: datetime | None) -> Iterable[Point]:
    from vitalfew.sources.sql.reading import read  # SQLAlchemy is loaded only where something is fetched

    return read(spec, since)


SOURCE = Source(
    kind="sql",
    name="SQL database",
    about="A query of PostgreSQL, MariaDB, MySQL, SQLite or a warehouse; it can only read.",
    settings=(
        Setting(
            "url",
            "Address of the database",
            "address",
            hint="With a user who may only read. It is stored encrypted, and its password never shown again.",
            example="postgresql://reader:password@db.example.org:5432/shop",
        ),
        Setting(
            "query",
            "Query",
            "long",
            hint="A column of times and one of numbers, or one number, the value of now. :since and :until are the "
            "times from and before which values are wanted.",
            example="SELECT ordered_on, count(*) FROM orders WHERE ordered_on >= :since GROUP BY ordered_on",
        ),
        *COLUMNS,
    ),
    fetch=_fetch,
    place=place,
    stretch=stretch,
    loads=("vitalfew.sources.sql.reading", *_DRIVERS),
)
