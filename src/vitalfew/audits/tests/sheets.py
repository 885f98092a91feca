"""Audits of the tests, kept without a file."""

from typing import Any

from vitalfew.audits.keeping import Sheet, keep_audit
from vitalfew.audits.models import Audit
from vitalfew.method.audit.judged import Judged
from vitalfew.method.audit.rows import Row


def judged(
    name: str,
    verdict: str = "health",
    kind: str = "metric",
    *,
    vital: bool = True,
    confidence: float = 0.9,
    **said: Any,
) -> Judged:
    """A row as it was judged; `said` is what the sheet says of it."""
    row = Row(name, **said)
    return Judged(row, verdict, kind, confidence, ("Because.",), "Do it.", vital=vital)  # type: ignore[arg-type]


def kept(*rows: Judged, by: Any = None, before: Audit | None = None, **given: Any) -> Audit:
    """A kept audit of these rows."""
    sheet = Sheet(
        **{"name": "Metrics", "file": "metrics.csv", "headings": ("Name",), "columns": {"name": "Name"}, **given}
    )
    return keep_audit(sheet=sheet, judged=rows, by=by, before=before)
