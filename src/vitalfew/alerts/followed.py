"""What followed a breach on its KPI: lines that were moved, and phases that began with a change of the process."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from vitalfew.accounts.models import ChangedRow, Person
from vitalfew.alerts.models import Breach
from vitalfew.kpis.models import Kpi, Phase
from vitalfew.method.numbers import show, show_range

AFTERWARDS = timedelta(days=30)
MOST = 20
NONE = "none"


class Followed(NamedTuple):
    """One thing that was changed, when, and by whom."""

    words: str
    at: datetime
    by: Person | None


def followed(breach: Breach) -> list[Followed]:
    """What was changed since it was opened, until 30 days after it was closed, the latest first: two statements."""
    found = [*_changes(breach), *_phases(breach)]
    return sorted(found, key=lambda each: each.at, reverse=True)


def _changes(breach: Breach) -> Iterator[Followed]:
    rows = ChangedRow.objects.filter(
        model=Kpi._meta.label, key=breach.kpi_id, change__at__gte=breach.opened_at,
        before__isnull=False, after__isnull=False,
    ).select_related("change__by")  # fmt: skip
    if breach.closed_at is not None:
        rows = rows.filter(change__at__lte=breach.closed_at + AFTERWARDS)
    for row in rows.order_by("-pk")[:MOST]:
        for words in _differences(row.before or {}, row.after or {}, breach.kpi.definition.unit):
            yield Followed(words, row.change.at, row.change.by)


def _phases(breach: Breach) -> Iterator[Followed]:
    begun = Phase.objects.filter(kpi=breach.kpi_id, starts_at__gte=breach.first_time or breach.opened_at)
    if breach.closed_at is not None:
        begun = begun.filter(starts_at__lte=breach.closed_at + AFTERWARDS)
    for phase in begun.select_related("by")[:MOST]:
        reason = f": {phase.reason}" if phase.reason else ""
        yield Followed(f"The process changed, a new phase begins{reason}", phase.starts_at, phase.by)


def _differences(before: dict[str, Any], after: dict[str, Any], unit: str) -> Iterator[str]:
    for name, said in (("red line", _red), ("target", _target), ("written action", _action)):
        was, now = said(before, unit), said(after, unit)
        if was != now:
            yield f"The {name} was changed from {was} to {now}"


def _red(fields: dict[str, Any], unit: str) -> str:
    ends = (("below", fields.get("red_lower")), ("above", fields.get("red_upper")))
    line = " or ".join(f"{word} {show(value, unit)}" for word, value in ends if value is not None)
    row = fields.get("red_in_a_row") or 1
    return f"{line}, {row} in a row" if line and row > 1 else line or NONE


def _target(fields: dict[str, Any], unit: str) -> str:
    target = fields.get("target")
    upper = fields.get("target_upper")
    return NONE if target is None else show_range(target, target if upper is None else upper, unit)


def _action(fields: dict[str, Any], _: str) -> str:
    return f"“{fields['action']}”" if fields.get("action") else NONE
