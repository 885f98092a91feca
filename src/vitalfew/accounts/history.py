"""The history of every record, and the undo of every change.

`with changing(by=person, summary="…"):` watches what is saved and deleted inside and keeps it as one `Change`.
Bulk writes pass no signals: those of `make_all` and `update_all` are kept too, any other belongs to a record that was
saved (a batch of values), which takes it back.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import reduce
from itertools import groupby
from operator import or_
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save
from django.utils import timezone

from vitalfew.accounts.belonging import belonging
from vitalfew.accounts.models import Change, ChangedRow, Person, Workspace
from vitalfew.accounts.scoping import Scoped

Snapshot = dict[str, Any] | None
Linked = Mapping[str, Sequence[Any]]
UNWATCHED = (Change, ChangedRow)
CHUNK = 500
MOST_COMPARED = 200
UNDID, AGAIN = "Undid: ", "Done again: "


class CannotUndo(ValueError):
    """A change that cannot be taken back, and why."""


class Watch:
    """What was there before, by record, in the order in which the records were first touched.

    After the block `change` is what was kept of it, or None when nothing is different now.
    """

    def __init__(self) -> None:
        self.before: dict[tuple[type[models.Model], int], Snapshot] = {}
        self.change: Change | None = None

    def touch(self, model: type[models.Model], key: int, before: Snapshot) -> None:
        self.before.setdefault((model, key), before)


_watching: ContextVar[Watch | None] = ContextVar("watching", default=None)


def snapshot(record: models.Model) -> Snapshot:
    """A record's stored fields as plain JSON data, many-to-many keys included, without what the product writes."""
    fields: dict[str, Any] = serializers.serialize("python", [record])[0]["fields"]
    derived = getattr(record, "DERIVED_FIELDS", ())
    return _jsonable({name: value for name, value in fields.items() if name not in derived})


def _jsonable(fields: dict[str, Any]) -> dict[str, Any]:
    plain = (int, float, str, bool, list, dict, type(None))
    return {name: v if isinstance(v, plain) else v.isoformat() for name, v in fields.items()}


def _stored(model: type[models.Model], key: int) -> Snapshot:
    record = model._base_manager.filter(pk=key).first()  # noqa: SLF001  (a workspace has no `everywhere`)
    return snapshot(record) if record is not None else None


def _all_stored(places: Iterable[tuple[type[models.Model], int]]) -> dict[tuple[type[models.Model], int], Snapshot]:
    """What is stored of many records, a few statements for each model."""
    keys: dict[type[models.Model], list[int]] = {}
    for model, key in places:
        keys.setdefault(model, []).append(key)
    found: dict[tuple[type[models.Model], int], Snapshot] = {}
    for model, own in keys.items():
        links = [field.name for field in model._meta.many_to_many]
        there = model._base_manager.prefetch_related(*links).in_bulk(own)  # noqa: SLF001  (see `_stored`)
        found |= {(model, key): snapshot(there[key]) if key in there else None for key in own}
    return found


def make_all(records: Sequence[Scoped]) -> None:
    """Store new records of one model at once, each as part of the change that is kept."""
    if records:
        type(records[0]).objects.bulk_create(records, batch_size=CHUNK)
        for record in records:
            _after_save(type(record), record, created=True)


def update_all(records: Sequence[Scoped], fields: Sequence[str]) -> None:
    """Store these fields of records of one model at once, each as part of the change that is kept."""
    if records:
        model, watch = type(records[0]), _watching.get()
        if watch is not None and _watched(model):
            for (_, key), before in _all_stored((model, record.pk) for record in records).items():
                watch.touch(model, key, before)
        model.objects.bulk_update(records, fields, batch_size=CHUNK)


@contextmanager
def changing(*, by: Person | None, summary: str, general: bool = False) -> Iterator[Watch]:
    """Keep what is saved and deleted inside as one change that can be undone; all of it, or none of it, is stored.

    `general` is for words that name nothing which could be private ('Cycle Q4 2026 is closed'): then those who do not
    see a private objective are told of all else that the change touched. Without it they are told nothing.
    """
    outer = _watching.get()
    if outer is not None:  # the outer change speaks for both
        yield outer
        return
    watch = Watch()
    token = _watching.set(watch)
    try:
        with transaction.atomic():
            yield watch
            watch.change = _keep(watch, by=by, summary=summary, general=general)
    finally:
        _watching.reset(token)


def _keep(watch: Watch, *, by: Person | None, summary: str, general: bool) -> Change | None:
    now = _all_stored(watch.before)
    rows = [(place, before) for place, before in watch.before.items() if before != now[place]]
    if not rows:
        return None
    change: Change = Change.objects.create(by=by, summary=summary[:300], general=general)
    hangs = belonging({place: {**(before or {}), **(now[place] or {})} for place, before in rows})
    ChangedRow.objects.bulk_create(
        ChangedRow(
            change=change, model=place[0]._meta.label, key=place[1], before=before, after=now[place],
            belongs_to=hangs[place].key, was_private=hangs[place].private,
        )
        for place, before in rows
    )  # fmt: skip
    return change


def changed_since(changes: Iterable[Change]) -> set[int]:
    """Those of these changes (by their keys, with their rows) after which a record of theirs became different again:
    one statement. Where very many records were touched nobody looks.
    """
    rows = [row for change in changes if len(own := change.rows.all()) <= MOST_COMPARED for row in own]
    keys: dict[str, set[int]] = {}
    for row in rows:
        keys.setdefault(row.model, set()).add(row.key)
    if not keys:
        return set()
    of_them = reduce(or_, (models.Q(model=model, key__in=own) for model, own in keys.items()))
    last = ChangedRow.objects.filter(of_them).order_by().values("model", "key").annotate(last=models.Max("pk"))
    latest = {(row.model, row.key): row.after for row in ChangedRow.objects.filter(pk__in=last.values("last"))}
    return {row.change_id for row in rows if not _as_left(latest.get((row.model, row.key), row.after), row.after)}


def undo(change: Change, *, by: Person) -> None:
    """Put every record of a change back as it was before.

    Raises `CannotUndo` when one was changed again since, or when what was made or deleted since leaves no room for it.
    """
    try:
        with changing(by=by, summary=_undoing(change.summary), general=change.general) as watch:
            Change.objects.select_for_update().get(pk=change.pk)  # of two at once the second one waits, and sees
            change.refresh_from_db(fields=["undone_at"])
            _put_back(change, watch)
            change.undone_at = timezone.now()
            change.save(update_fields=["undone_at"])
    except models.RestrictedError as error:
        raise _in_the_way(change, "something made since belongs to it. Move or remove that first.") from error
    except IntegrityError as error:
        why = "something made since has its name or its place. Rename or remove that first."
        raise _in_the_way(change, why) from error
    except ValidationError as error:
        raise _in_the_way(change, " ".join(error.messages)) from error


def _undoing(summary: str) -> str:
    """'Undid: X' of 'X', and 'Done again: X' of that."""
    if summary.startswith(UNDID):
        return AGAIN + summary.removeprefix(UNDID)
    return UNDID + summary.removeprefix(AGAIN)


def _put_back(change: Change, watch: Watch) -> None:
    if change.undone_at is not None:
        raise CannotUndo("This was already undone.")
    rows = list(ChangedRow.everywhere.filter(change=change).order_by("pk"))  # what its reader does not see goes with it
    places = [(apps.get_model(row.model), row.key) for row in rows]
    stored = _all_stored(places)
    if not all(_as_left(stored[place], row.after) for place, row in zip(places, rows, strict=True)):
        raise _in_the_way(change, "something it touched was changed again since.")
    for place in places:
        watch.touch(*place, stored[place])
    restored = list(_restored(reversed(rows)))
    if not _name_what_is_there(restored):
        raise _in_the_way(change, "something it belonged to was deleted since. Undo that first.")
    for record, _ in restored:
        if isinstance(record, Scoped):
            record.refresh()


def _as_left(stored: Snapshot, after: Snapshot) -> bool:
    """Whether a record is as a change left it, in the fields that both know: a newer version may have more."""
    if stored is None or after is None:
        return stored is after
    return all(stored[name] == value for name, value in after.items() if name in stored)


def _in_the_way(change: Change, why: str) -> CannotUndo:
    return CannotUndo(f"“{change.summary}” cannot be undone: {why}")


def _name_what_is_there(restored: Iterable[tuple[models.Model, Linked]]) -> bool:
    """Whether every record that these refer to is there; databases look only when the transaction ends."""
    named: dict[Any, set[int]] = {}
    for record, linked in restored:
        for field in record._meta.concrete_fields:
            if field.is_relation:
                named.setdefault(field.related_model, set()).add(getattr(record, field.attname))
        for name, keys in linked.items():
            named.setdefault(record._meta.get_field(name).related_model, set()).update(keys)
    return all(_all_there(model, keys - {None}) for model, keys in named.items())


def _all_there(model: Any, keys: set[int]) -> bool:
    found: int = model._base_manager.filter(pk__in=keys).count()  # noqa: SLF001  (a workspace has no `everywhere`)
    return found == len(keys)


def _restored(rows: Iterable[ChangedRow]) -> Iterator[tuple[models.Model, Linked]]:
    """Put records back one after the other; gives what was written. Neighbours that were made alike go together."""
    for (label, made), own in groupby(rows, key=lambda row: (row.model, row.before is None)):
        if made:
            _take_back(apps.get_model(label), [row.key for row in own])
        else:
            yield from (each for row in own for each in _restore(row))


def _take_back(model: Any, keys: Sequence[int]) -> None:
    """Undo the making of these records of one model."""
    there = model.everywhere.filter(pk__in=keys)
    if model.take_back is Scoped.take_back:
        there.delete()
        return
    found = {record.pk: record for record in there}
    for key in keys:
        if key in found:
            found[key].take_back()


def _derived(model: Any, key: int) -> dict[str, Any]:
    """What the product has written of a record since: an undo leaves it as it is."""
    names = getattr(model, "DERIVED_FIELDS", ())
    return model.everywhere.filter(pk=key).values(*names).first() or {} if names else {}


def _as_it_was(model: Any, row: ChangedRow) -> dict[str, Any]:
    """A record before a change; fields that it did not know then stay as they are."""
    watch, known = _watching.get(), {field.name for field in model._meta.get_fields()}
    now = watch.before.get((model, row.key)) if watch is not None else None
    return {**(now or {}), **{name: value for name, value in (row.before or {}).items() if name in known}}


def _restore(row: ChangedRow) -> list[tuple[models.Model, Linked]]:
    """Put one record back; gives what was written, with the keys of its links by field."""
    model = apps.get_model(row.model)
    fields = {**_as_it_was(model, row), **_derived(model, row.key)}
    wrapped = {"model": model._meta.label_lower, "pk": row.key, "fields": fields}
    written: list[tuple[models.Model, Linked]] = []
    for restored in serializers.deserialize("python", [wrapped]):
        written.append((restored.object, dict(restored.m2m_data or {})))
        _before_save(type(restored.object), restored.object)
        restored.save()
    return written


def _before_save(sender: type[models.Model], instance: models.Model, **_: Any) -> None:
    watch = _watching.get()
    if watch is None or instance.pk is None or (sender, instance.pk) in watch.before:
        return
    if _watched(sender):
        watch.touch(sender, instance.pk, _stored(sender, instance.pk))


def _after_save(sender: type[models.Model], instance: models.Model, *, created: bool, **_: Any) -> None:
    watch = _watching.get()
    if watch is not None and created and _watched(sender) and sender is not Workspace:
        watch.touch(sender, instance.pk, None)


def _before_delete(sender: type[models.Model], instance: models.Model, **_: Any) -> None:
    _before_save(sender, instance)


def _before_link(instance: models.Model, action: str, **_: Any) -> None:
    if action.startswith("pre_"):
        _before_save(type(instance), instance)


def _watched(model: type[models.Model]) -> bool:
    if model is Workspace:
        return True
    return issubclass(model, Scoped) and model not in UNWATCHED and not (model.DERIVED or model._meta.auto_created)


def connect() -> None:
    """Watch what Django saves and deletes."""
    pre_save.connect(_before_save, dispatch_uid="history_before_save")
    post_save.connect(_after_save, dispatch_uid="history_after_save")
    pre_delete.connect(_before_delete, dispatch_uid="history_before_delete")
    m2m_changed.connect(_before_link, dispatch_uid="history_links")
