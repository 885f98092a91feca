"""The database backend `vitalfew.lib.sqlite`.

SQLite's own wait for a lock polls and starves some writers for seconds; a file lock wakes the next in line.
"""

import fcntl
import os
import re
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db.backends.sqlite3 import base, operations

WAL_FIXED_IN = (3, 51, 3)
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|WITH\b.*\b(INSERT|UPDATE|DELETE|REPLACE))\b", re.I | re.S)


def journal_mode(version: tuple[int, ...]) -> str:
    """WAL only where the corruption bug of earlier SQLite versions is mended, else the rollback journal."""
    return "WAL" if version >= WAL_FIXED_IN else "DELETE"


class DatabaseOperations(operations.DatabaseOperations):  # type: ignore[misc, unused-ignore]
    """Reads times, which are all kept in UTC, without asking for each which zone it is in: a third of a long read."""

    def convert_datetimefield_value(self, value: Any, *rest: Any) -> Any:
        """The time as an aware one; what is none yet, such as a text from a function, as Django reads it."""
        if isinstance(value, datetime) and value.tzinfo is None:
            return value.replace(tzinfo=UTC)
        return super().convert_datetimefield_value(value, *rest)


class DatabaseWrapper(base.DatabaseWrapper):  # type: ignore[misc, unused-ignore]
    """One transaction at a time, in the order in which they asked; the wait ends with the process that holds it."""

    ops_class = DatabaseOperations
    _queued: int | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """See that single statements queue as well: one that does not would starve, or starve the queue."""
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(self._in_turn)

    def _in_turn(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if self._queued is not None or not WRITES.match(sql):
            return execute(sql, *rest)
        self._enter()
        try:
            return execute(sql, *rest)
        finally:
            self._leave()

    def get_new_connection(self, conn_params: Any) -> Any:
        """Open a connection with the journal rule applied; a new file, and those beside it, are its owner's alone."""
        if not self.is_in_memory_db():
            os.close(os.open(self.settings_dict["NAME"], os.O_CREAT | os.O_RDWR, 0o600))
        connection = super().get_new_connection(conn_params)
        if not self.is_in_memory_db():
            connection.execute(f"PRAGMA journal_mode={journal_mode(sqlite3.sqlite_version_info)}").close()
        connection.execute("PRAGMA synchronous=FULL").close()
        return connection

    def _start_transaction_under_autocommit(self) -> None:
        self._enter()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._leave()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]
        finally:
            self._leave()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._leave()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._leave()

    def _enter(self) -> None:
        if self._queued is None and not self.is_in_memory_db():
            self._queued = os.open(f"{self.settings_dict['NAME']}.queue", os.O_CREAT | os.O_RDWR, 0o600)
            fcntl.flock(self._queued, fcntl.LOCK_EX)

    def _leave(self) -> None:
        if self._queued is not None:
            os.close(self._queued)
            self._queued = None
