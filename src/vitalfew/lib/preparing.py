"""Brings an installation up to date: tables and static files; quick when nothing changed."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

STAMP = "collected.stamp"
NEVER_SENT = ["ext", "htmx-4*", "htmax-*", "ninja"]  # what libraries bring and no page asks for
PREPARING = 7_483_201  # our number among PostgreSQL's advisory locks


def pending() -> list[str]:
    """The migrations that the database still lacks, as 'app.name', in the order in which they would run."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def migrate() -> None:
    """Apply the migrations that the database lacks; several processes may ask at once, one of them does it."""
    with _alone():
        if pending():
            call_command("migrate", interactive=False, verbosity=0)


def collect() -> None:
    """Collect the static files under their hashed names, if any differs from the last time."""
    if collected():
        return
    folder, now = Path(settings.STATIC_ROOT), fingerprint()
    call_command("collectstatic", interactive=False, clear=folder.is_dir(), ignore_patterns=NEVER_SENT, verbosity=0)
    (folder / STAMP).write_text(now, encoding="ascii")


def collected() -> bool:
    """Whether the static files were collected as they are now."""
    stamp = Path(settings.STATIC_ROOT) / STAMP
    return stamp.is_file() and stamp.read_text(encoding="ascii") == fingerprint()


def fingerprint() -> str:
    """One value for all static files: their names, sizes and times of change."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = os.stat(storage.path(name))
            digest.update(f"{name}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


@contextmanager
def _alone() -> Iterator[None]:
    if connection.vendor == "postgresql":
        beside = connection.copy()
        try:
            # A transaction's lock: behind a pooler the session that takes one need not be the one that gives it back.
            beside.set_autocommit(autocommit=False)
            with beside.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PREPARING])
            yield
        finally:
            beside.close()
        return
    with (settings.DATA / "prepare.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
