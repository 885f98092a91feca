"""A closed cycle is not edited: what belongs to one is refused wherever it is saved or deleted, with one sentence."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.signals import pre_delete, pre_save

from vitalfew.accounts.deleting import is_ending
from vitalfew.accounts.history import Snapshot, snapshot
from vitalfew.accounts.models import Change, ChangedRow
from vitalfew.accounts.scoping import BACKGROUND, reading_as
from vitalfew.okrs.models import CheckIn, Cycle, KeyResult, Objective, Retrospective, Score

PLACES = {
    Objective: "objectives",
    KeyResult: "objectives__key_results",
    CheckIn: "objectives__key_results__checkins",
    Score: "objectives__key_results__final",
    Retrospective: "retrospectives",
}
_LABELS = frozenset(model._meta.label for model in PLACES)
LEADS_ON = frozenset({"graduated_to", "carried_to"})
"""What came of a key result afterwards is no part of what its cycle was."""
SAID = ("score", "word", "learned")
"""What a review says of a key result; an entry without any of it may be there for what came afterwards alone."""


def not_undone(changes: Iterable[Change]) -> set[int]:
    """Those of these changes (by their keys, with their rows) that are not undone, because a closed cycle holds what
    they touched: one statement.

    A change of the cycle itself may be: it opens it again.
    """
    held: dict[int, set[int]] = {}
    for change in changes:
        rows = list(change.rows.all())
        if not any(row.model == Cycle._meta.label for row in rows):
            held[change.pk] = {row.belongs_to for row in rows if row.belongs_to is not None and _is_held(row)}
    wanted = set().union(*held.values())
    closed = set(Objective.objects.filter(pk__in=wanted, cycle__state=Cycle.State.CLOSED).values_list("pk", flat=True))
    return {change for change, objectives in held.items() if objectives & closed}


def _is_held(row: ChangedRow) -> bool:
    before, after = row.before, row.after
    if row.model not in _LABELS:
        return False
    if before is None or after is None:
        return row.model != Score._meta.label or not _only_leads_on(before or after)
    return not LEADS_ON.issuperset(name for name in before | after if before.get(name) != after.get(name))


def _refuse(record: Any, *, saves: bool) -> None:
    """Look at the cycle in which the record is stored, and at the one that it would belong to: one statement, and one
    more where it is closed.
    """
    there = Q(**{PLACES[type(record)]: record.pk}) if record.pk is not None else Q()
    closed = Cycle.objects.filter(there | _place(record), state=Cycle.State.CLOSED)
    for cycle in closed[:1]:
        if not _leads_on_alone(record, saves=saves):
            cycle.refuse_if_closed()


def _leads_on_alone(record: Any, *, saves: bool) -> bool:
    """Whether nothing would be different but what came of it afterwards, as when that is undone."""
    with reading_as(BACKGROUND):
        stored = type(record).objects.filter(pk=record.pk).first()
    if stored is None or not saves:
        return isinstance(record, Score) and _only_leads_on(snapshot(stored or record))
    fields = record._meta.concrete_fields
    different = {field.name for field in fields if getattr(stored, field.attname) != getattr(record, field.attname)}
    return bool(different) and different <= LEADS_ON


def _only_leads_on(score: Snapshot) -> bool:
    """Whether an entry of a review was made to note what came afterwards, and holds nothing else."""
    said = score or {}
    return any(said.get(name) for name in LEADS_ON) and all(said.get(name) in (None, "") for name in SAID)


def _place(record: Any) -> Q:
    if isinstance(record, Objective | Retrospective):
        return Q(pk=record.cycle_id)
    if isinstance(record, KeyResult):
        return Q(objectives=record.objective_id)
    return Q(objectives__key_results=record.key_result_id)


def _before_save(sender: type[models.Model], instance: Any, update_fields: Any = None, **_: Any) -> None:
    if sender in PLACES and not (update_fields and LEADS_ON.issuperset(update_fields)):
        _refuse(instance, saves=True)


def _before_delete(sender: type[models.Model], instance: Any, origin: Any = None, **_: Any) -> None:
    """What goes with its workspace, its team or its objective goes; only what is deleted by itself is refused."""
    if sender in PLACES and not is_ending() and getattr(origin, "model", type(origin)) is sender:
        _refuse(instance, saves=False)


def connect() -> None:
    """Watch what is saved and deleted."""
    pre_save.connect(_before_save, dispatch_uid="okrs_closed_save")
    pre_delete.connect(_before_delete, dispatch_uid="okrs_closed_delete")
