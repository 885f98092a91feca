"""Millions of values at once: checked values of a file are laid beside what is kept, then taken over by two statements.

Every statement is the same for PostgreSQL and SQLite; only the way into the staging table differs.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from vitalfew.accounts.models import Person
from vitalfew.accounts.scoping import current_workspace
from vitalfew.kpis.actions import Stored
from vitalfew.kpis.arriving import arrive
from vitalfew.kpis.models import Batch, Origin

PIECE = 10_000
READ = 1 << 20
STAGED = "series_id, time, value, n, note"
CHANGED = "(kept.value <> new.value OR coalesce(kept.n, -1) <> coalesce(new.n, -1) OR kept.note <> new.note)"
CORRECTIONS = f"""
INSERT INTO kpis_correction
    (workspace_id, observation_id, replaced_at, batch_id, value, n, note, origin, replaced_batch_id, by_id, recorded_at)
SELECT kept.workspace_id, kept.id, %(now)s, %(batch)s, kept.value, kept.n, kept.note, kept.origin, kept.batch_id,
    kept.by_id, kept.recorded_at
FROM loaded new JOIN kpis_observation kept ON kept.series_id = new.series_id AND kept.time = new.time
WHERE {CHANGED}
"""  # noqa: S608
OBSERVATIONS = f"""
INSERT INTO kpis_observation AS kept
    (workspace_id, series_id, time, value, n, note, origin, batch_id, by_id, recorded_at)
SELECT %(workspace)s, series_id, time, value, n, note, %(origin)s, %(batch)s, %(by)s, %(now)s FROM loaded WHERE true
ON CONFLICT (series_id, time) DO UPDATE SET value = excluded.value, n = excluded.n, note = excluded.note,
    origin = excluded.origin, batch_id = excluded.batch_id, by_id = excluded.by_id, recorded_at = excluded.recorded_at
WHERE {CHANGED.replace("new.", "excluded.")}
"""  # noqa: S608


def load(
    *, values: Path, count: int, series_ids: Iterable[int], by: Person | None, now: datetime, name: str, batched: bool
) -> Stored:
    """Store checked values, all or none, and have their series judged soon.

    `values` is a CSV of `count` rows without a header, by series and time: series, time in UTC, value, number of cases,
    note. Nothing of it is checked again. Without `batched` they cannot be taken back as one. Raises ValueError where
    more periods lie between the first and the last value of a series than can be kept.
    """
    if connection.vendor == "sqlite":
        _stage_here(values)
    with transaction.atomic():
        if connection.vendor == "postgresql":
            _stage_there(values)
        batch = None
        if batched:
            batch = Batch.objects.create(by=by, origin=Origin.FILE, name=name[:200], stored=count)
        stored = _taken_over(batch, by=by, now=now)
        if batch is not None:
            batch.stored, batch.unchanged = stored, count - stored
            batch.save(update_fields=["stored", "unchanged"])
        arrive(series_ids=series_ids, now=now)
    return Stored(stored, count - stored, batch)


def _taken_over(batch: Batch | None, *, by: Person | None, now: datetime) -> int:
    """How many values were new or are corrected now."""
    given: dict[str, Any] = {
        "now": connection.ops.adapt_datetimefield_value(now),
        "batch": None if batch is None else batch.pk,
        "by": None if by is None else by.pk,
        "origin": Origin.FILE.value,
        "workspace": current_workspace().pk,
    }
    with connection.cursor() as cursor:
        cursor.execute(CORRECTIONS, given)
        cursor.execute(OBSERVATIONS, given)
        stored = int(cursor.rowcount)
        cursor.execute("DROP TABLE loaded")
    return stored


def _stage_there(values: Path) -> None:
    """Into a table that ends with the transaction, as the file stands."""
    with connection.cursor() as cursor, values.open("rb") as file:
        cursor.execute(
            "CREATE TEMP TABLE loaded (series_id bigint, time timestamptz, value float8, n int, note text) "
            "ON COMMIT DROP"
        )
        with cursor.copy(f"COPY loaded ({STAGED}) FROM STDIN (FORMAT csv, FORCE_NOT_NULL (note))") as copy:
            while piece := file.read(READ):
                copy.write(piece)


def _stage_here(values: Path) -> None:
    """Into a temporary table, before the transaction begins, so that others may write meanwhile."""
    connection.ensure_connection()
    raw = connection.connection
    raw.execute("DROP TABLE IF EXISTS temp.loaded")
    raw.execute("CREATE TEMP TABLE loaded (series_id integer, time text, value real, n integer, note text)")
    own = not raw.in_transaction
    if own:
        raw.execute("BEGIN")
    with values.open(encoding="utf-8", newline="") as file:
        rows = _as_sqlite_keeps(csv.reader(file))
        while piece := list(islice(rows, PIECE)):
            raw.executemany(f"INSERT INTO loaded ({STAGED}) VALUES (?, ?, ?, ?, ?)", piece)  # noqa: S608
    if own:
        raw.execute("COMMIT")


def _as_sqlite_keeps(rows: Iterable[list[str]]) -> Iterator[tuple[Any, ...]]:
    for series, time, value, n, note in rows:
        moment = time[:-3]  # without the offset, which is that of UTC
        if "." in moment:
            moment = moment.ljust(26, "0")
        yield int(series), moment, float(value), int(n) if n else None, note
