"""Notices a pooler between us and PostgreSQL, such as PgBouncer, which may hand each transaction to another session."""

from django.db.backends.base.base import BaseDatabaseWrapper

FLAG = "DISABLE_SERVER_SIDE_CURSORS"


def look_for_pooler(*, connection: BaseDatabaseWrapper, **_: object) -> None:
    """Leave out what outlives a transaction where the session that answers is not the one that was opened."""
    if connection.vendor == "postgresql":
        raw = connection.connection
        with raw.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            connection.settings_dict[FLAG] = cursor.fetchone()[0] != raw.info.backend_pid


def pooled(connection: BaseDatabaseWrapper) -> bool:
    """Whether there is one; asked of a connection that was made."""
    return bool(connection.settings_dict.get(FLAG))
