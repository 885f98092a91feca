"""Keeping an audit, moving its rows, deleting it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from vitalfew.accounts.history import changing
from vitalfew.accounts.models import Person
from vitalfew.audits.models import Audit, AuditRow, Linked, Place
from vitalfew.method.audit.compare import compare
from vitalfew.method.audit.judged import Judged
from vitalfew.method.audit.rows import Row
from vitalfew.sheets.audit_input import ROLES

CHUNK = 500
LONGEST_NAME, LONGEST_TEAM, LONGEST_TEXT = 300, 100, 5_000
WAIT = "wait"
MOVES = (*Place.values, WAIT)
LEARNED = ("place", "vital", "moved_by_id")
KNOWN = ("kpi_id", "objective_id", "key_result_id")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where an audit's rows came from. `cells` are the rows as they stood, by their line in the file."""

    name: str
    file: str = ""
    sheet: str = ""
    headings: Sequence[str] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    notes: Sequence[str] = ()
    cells: Mapping[int, Sequence[str]] = field(default_factory=dict)


def keep_audit(*, sheet: Sheet, judged: Sequence[Judged], by: Person | None, before: Audit | None = None) -> Audit:
    """Keep the judgement of a sheet as one change.

    As the repetition of an audit it counts what is different, and what a person moved or accepted then stays so.
    """
    with changing(by=by, summary=f"Audited {sheet.name}"[:300]):
        audit = Audit(
            name=sheet.name[:120], file=sheet.file[:200], sheet=sheet.sheet[:200], headings=list(sheet.headings),
            columns=dict(sheet.columns), notes=list(sheet.notes), by=by, before=before, count=len(judged),
        )  # fmt: skip
        rows = [_row(position, each, sheet) for position, each in enumerate(judged)]
        if before is not None:
            _since(audit, rows, list(before.rows.all()))
        audit.save()
        for row in rows:
            row.audit = audit
        AuditRow.objects.bulk_create(rows, batch_size=CHUNK)
    return audit


def _row(position: int, judged: Judged, sheet: Sheet) -> AuditRow:
    row, vital = judged.row, judged.vital and judged.verdict != "neither"
    return AuditRow(
        position=position, name=row.name[:LONGEST_NAME], team=row.team[:LONGEST_TEAM], said=_said(row),
        cells=list(sheet.cells.get(row.line, ())), verdict=judged.verdict, kind=judged.kind,
        confidence=judged.confidence, reasons=list(judged.reasons), suggestion=judged.suggestion, group=judged.group,
        duplicate_of=judged.duplicate_of, proposed=vital, place=judged.verdict, vital=vital,
    )  # fmt: skip


def _said(row: Row) -> dict[str, object]:
    told = {role: getattr(row, role) for role in ROLES}
    return {
        role: value[:LONGEST_TEXT] if isinstance(value, str) else value
        for role, value in told.items()
        if value not in ("", None)
    }


def _since(audit: Audit, rows: Sequence[AuditRow], earlier: Sequence[AuditRow]) -> None:
    """Count what is different, and let the rows stand where a person put them before."""
    found = compare(_told(earlier), _told(rows))
    audit.came, audit.went, audit.turned = len(found.came), len(found.went), len(found.moved)
    known = {_key(row): row for row in earlier}
    for row in rows:
        then = known.get(_key(row))
        if then is None:
            continue
        kept = (*(LEARNED if then.moved_by_id else ()), *(KNOWN if then.linked else ()))
        for name in kept:
            setattr(row, name, getattr(then, name))
        row.linked = Linked.FOUND if then.linked else Linked.NO


def _told(rows: Sequence[AuditRow]) -> list[tuple[str, str, str]]:
    return [(row.name, row.team, row.verdict) for row in rows]


def _key(row: AuditRow) -> tuple[str, str]:
    return " ".join(row.name.casefold().split()), " ".join(row.team.casefold().split())


def move(*, row: AuditRow, to: str, by: Person) -> None:
    """Put a row into a column, among its vital few, or let it wait in its own (`to` is one of `MOVES`)."""
    place = row.place if to == WAIT else to
    vital = to not in (WAIT, Place.NEITHER)
    if (place, vital) == (row.place, row.vital):
        return
    with changing(by=by, summary=f"“{row}” {said_of(to)}"):
        row.place, row.vital, row.moved_by = place, vital, by
        row.save(update_fields=["place", "vital", "moved_by"])


def said_of(to: str) -> str:
    """What a move is, in words: 'moved to Growth'."""
    return "can wait" if to == WAIT else f"moved to {Place(to).label.replace('The', 'the')}"


def delete(*, audit: Audit, by: Person, now: datetime) -> None:
    """Put an audit out of sight; what was accepted from it stays, and an undo brings it back."""
    with changing(by=by, summary=f"Deleted the audit {audit}"):
        audit.deleted_at = now
        audit.save(update_fields=["deleted_at"])
