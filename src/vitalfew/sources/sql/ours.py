"""Knows a database of Vitalfew from within, however it was reached."""

from sqlalchemy import Connection

from vitalfew.sources.contract import SourceError

_TABLES = ("django_migrations", "kpis_kpi", "okrs_objective")
_LIST = ", ".join(f"'{table}'" for table in _TABLES)
_COUNTS = {
    "postgresql": f"SELECT count(DISTINCT relname) FROM pg_catalog.pg_class WHERE relname IN ({_LIST})",  # noqa: S608
    "sqlite": f"SELECT count(*) FROM sqlite_master WHERE name IN ({_LIST})",  # noqa: S608
}


def refuse_ours(connection: Connection) -> None:
    """Raise SourceError where the database is one that Vitalfew keeps itself: it holds what nobody may query."""
    counts = _COUNTS.get(connection.dialect.name)
    if counts and connection.exec_driver_sql(counts).scalar() == len(_TABLES):
        raise SourceError("This is Vitalfew's own database, which is no source: name another database.")
