"""Millions of values at once: checked values of a file are laid beside what is kept, then taken over by two statements.

SQLite lets one write at a time; on PostgreSQL, where others write meanwhile, what is replaced is held and kept as a
correction by one statement, so that none of two corrections at once is lost.
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
PAIRS = "loaded new JOIN kpis_observation kept ON kept.series_id = new.series_id AND kept.time = new.time"
CORRECTIONS = """
INSERT INTO kpis_correction
    (workspace_id, observation_id, replaced_at, batch_id, value, n, note, origin, replaced_batch_id, by_id, recorded_at)
SELECT kept.workspace_id, kept.id, %(now)s, %(batch)s, kept.value, kept.n, kept.note, kept.origin, kept.batch_id,
    kept.by_id, kept.recorded_at
FROM """
OBSERVATIONS = """
INSERT INTO kpis_observation AS kept
    (workspace_id, series_id, time, value, n, note, origin, batch_id, by_id, recorded_at)
SELECT %(workspace)s, series_id, time, value, n, note, %(origin)s, %(batch)s, %(by)s, %(now)s FROM loaded WHERE true
ON CONFLICT (series_id, time) DO """
UPSERT = f"""UPDATE SET value = excluded.value, n = excluded.n, note = excluded.note,
    origin = excluded.origin, batch_id = excluded.batch_id, by_id = excluded.by_id, recorded_at = excluded.recorded_at
WHERE {CHANGED.replace("new.", "excluded.")}
"""
REPLACING = f"""
WITH kept AS MATERIALIZED (
    SELECT kept.*, new.value AS new_value, new.n AS new_n, new.note AS new_note FROM {PAIRS} WHERE {CHANGED}
    ORDER BY kept.series_id, kept.time FOR NO KEY UPDATE OF kept
), corrections AS ({CORRECTIONS} kept)
UPDATE kpis_observation SET value = new_value, n = new_n, note = new_note, origin = %(origin)s, batch_id = %(batch)s,
    by_id = %(by)s, recorded_at = %(now)s
FROM kept WHERE kpis_observation.id = kept.id
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
        stored = _taken_over(batch, count=count, by=by, now=now)
        if batch is not None and stored:
            batch.stored, batch.unchanged = stored, count - stored
            batch.save(update_fields=["stored", "unchanged"])
        elif batch is not None:
            batch.delete()
        if stored:
            arrive(series_ids=series_ids, now=now)
    return Stored(stored, count - stored, batch if stored else None)


def _taken_over(batch: Batch | None, *, count: int, by: Person | None, now: datetime) -> int:
    """How many values were new or are corrected now."""
    given: dict[str, Any] = {
        "now": connection.ops.adapt_datetimefield_value(now),
        "batch": None if batch is None else batch.pk,
        "by": None if by is None else by.pk,
        "origin": Origin.FILE.value,
        "workspace": current_workspace().pk,
    }
    with connection.cursor() as cursor:
        stored = (_replaced_here if connection.vendor == "sqlite" else _replaced_there)(cursor, given, count)
        cursor.execute("DROP TABLE loaded")
    return stored


def _replaced_here(cursor: Any, given: dict[str, Any], _: int) -> int:
    cursor.execute(f"{CORRECTIONS} {PAIRS} WHERE {CHANGED}", given)
    cursor.execute(f"{OBSERVATIONS} {UPSERT}", given)
    return int(cursor.rowcount)


def _replaced_there(cursor: Any, given: dict[str, Any], count: int) -> int:
    """What is new first: who was quicker with the same is waited for, and seen by the statement that replaces."""
    cursor.execute(f"{OBSERVATIONS} NOTHING", given)
    new = int(cursor.rowcount)
    if new == count:
        return new
    cursor.execute(REPLACING, given)
    return new + int(cursor.rowcount)


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
