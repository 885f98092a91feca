"""Reads the files that a source names and makes points of their rows."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from vitalfew.sources.contract import Point, Spec
from vitalfew.sources.files.finding import found
from vitalfew.sources.files.table import asked, opened
from vitalfew.sources.folding import zone
from vitalfew.sources.rows import points
from vitalfew.sources.statement import SINCE, one_query

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def read(spec: Spec, since: datetime | None) -> list[Point]:
    """The points of the rows, from `since` on; raises SourceError."""
    kept = zone(spec)
    query = one_query(spec.get("query", "").strip() or "SELECT * FROM data")
    with tempfile.TemporaryDirectory(prefix="vitalfew-files-") as name:
        files = found(spec, Path(name))
        with opened(files, sheet=spec.get("sheet", "").strip(), zone=kept.key, folder=Path(name)) as database:
            columns, rows = asked(database, query, (since or _LONG_AGO).astimezone(kept).replace(tzinfo=None))
    newer = since is not None and SINCE.search(query) is not None
    named = {role: spec.get(role, "").strip() for role in ("time", "value", "cases")}
    read = points(columns, rows, **named, zone=kept, none_will_do=newer)
    return [point for point in read if since is None or point.time is None or point.time >= since]
