"""A pooler between us and PostgreSQL is noticed, and nothing that outlives a transaction is counted on."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from vitalfew.lib.pooling import look_for_pooler, pooled
from vitalfew.lib.preparing import PREPARING, _alone


class Session:
    """What answers: PostgreSQL's session 7."""

    def __init__(self, opened: int) -> None:
        self.info = SimpleNamespace(backend_pid=opened)

    def cursor(self) -> "Session":
        return self

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: object) -> None: ...

    def execute(self, statement: str) -> None:
        assert statement == "SELECT pg_backend_pid()"

    def fetchone(self) -> tuple[int]:
        return (7,)


@pytest.mark.plain
@pytest.mark.parametrize(("opened", "there"), [(7, False), (2_084_949_216, True)])
def test_another_session_answers_than_was_opened_behind_a_pooler(opened: int, there: bool):  # noqa: FBT001
    made: Any = SimpleNamespace(vendor="postgresql", connection=Session(opened), settings_dict={})
    look_for_pooler(connection=made)
    assert (pooled(made), made.settings_dict["DISABLE_SERVER_SIDE_CURSORS"]) == (there, there)


@pytest.mark.django_db
def test_here_there_is_none():
    connection.ensure_connection()
    assert not pooled(connection)


@pytest.mark.django_db(transaction=True)
def test_the_lock_of_those_who_prepare_is_a_transactions_and_is_gone_afterwards():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite is prepared under the lock of a file.")

    def locks() -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pid FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database "
                "WHERE locktype = 'advisory' AND objid = %s AND datname = current_database()",
                [PREPARING],
            )
            return [pid for (pid,) in cursor.fetchall()]

    with _alone():
        (pid,) = locks()
        assert connection.connection.info.backend_pid != pid
    assert locks() == []
