"""What followed a breach on its KPI: lines that were moved, and phases that began with a change of the process."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from vitalfew.accounts.models import ChangedRow, Person
from vitalfew.alerts.models import Breach
from vitalfew.kpis.models import Kpi, Phase
from vitalfew.method.course import Course
from vitalfew.method.numbers import show, show_range

AFTERWARDS = timedelta(days=30)
MOST = 20
MOST_DAYS = 3
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
        elif said is _target and (moved := _on_the_way(before, after, unit)):
            yield f"The target was changed on its way: {moved}"


def _red(fields: dict[str, Any], unit: str) -> str:
    ends = (("below", fields.get("red_lower")), ("above", fields.get("red_upper")))
    line = " or ".join(f"{word} {show(value, unit)}" for word, value in ends if value is not None)
    row = fields.get("red_in_a_row") or 1
    return f"{line}, {row} in a row" if line and row > 1 else line or NONE


def _target(fields: dict[str, Any], unit: str) -> str:
    target = fields.get("target")
    upper = fields.get("target_upper")
    if course := _course(fields):
        (first, start), (last, end) = course.points[0], course.points[-1]
        return f"“{show(start, unit)} on {_day(first)} to {show(end, unit)} on {_day(last)}”"
    return NONE if target is None else show_range(target, target if upper is None else upper, unit)


def _on_the_way(before: dict[str, Any], after: dict[str, Any], unit: str) -> str:
    """'250 instead of 200 on 1 April 2026': where a course between the same ends differs, the first three dates."""
    was, now = _course(before), _course(after)
    if was is None or now is None:
        return ""
    days = sorted({day for course in (was, now) for day, _ in course.points})
    moved = [
        f"{new} instead of {old} on {_day(day)}"
        for day in days
        if (new := show(now.at(day), unit)) != (old := show(was.at(day), unit))
    ]
    more = f" and on {len(moved) - MOST_DAYS} more dates" if len(moved) > MOST_DAYS else ""
    return ", ".join(moved[:MOST_DAYS]) + more


def _course(fields: dict[str, Any]) -> Course | None:
    return Course.kept(fields["course"]) if fields.get("course") else None


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _action(fields: dict[str, Any], _: str) -> str:
    return f"“{fields['action']}”" if fields.get("action") else NONE
