"""What a change touched, in words: each field that became different, before and after.

Only what everybody may read is told: no secrets, no addresses, nothing of how long somebody took.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.text import Truncator

from vitalfew.accounts.models import Change, ChangedRow, Person, Team
from vitalfew.kpis.models import Definition, Kpi
from vitalfew.method.numbers import show
from vitalfew.okrs.models import Cycle, KeyResult, Objective

TOLD = {
    "accounts.Team": "Team", "alerts.Action": "Action", "alerts.Breach": "What was crossed", "kpis.Definition": "KPI",
    "kpis.Kpi": "KPI", "kpis.Phase": "Phase", "okrs.CheckIn": "Check-in", "okrs.Comment": "Comment",
    "okrs.Cycle": "Cycle", "okrs.Initiative": "Initiative", "okrs.KeyResult": "Key result",
    "okrs.Objective": "Objective", "okrs.Override": "Value that stands in", "okrs.Retrospective": "Retrospective",
    "okrs.Score": "Score", "okrs.Step": "Step", "okrs.Strategy": "Strategy", "okrs.TargetChange": "Moved target",
}  # fmt: skip
UNTOLD = frozenset(
    {"workspace", "seconds", "by", "at", "created_at", "position", "series", "observation", "batch", "carried_from",
     "carried_to", "graduated_to", "mentions", "course", "sentence", "told_at", "escalated_at"}
)  # fmt: skip
NAMED: Mapping[type[models.Model], Sequence[str]] = {
    Person: (), Team: (), Definition: (), Kpi: ("definition",), Cycle: (), Objective: (), KeyResult: (),
}  # fmt: skip
NOTHING = "nothing"
LONGEST = 240
Names = Mapping[tuple[type[models.Model], int], str]


class Difference(NamedTuple):
    """One field of one record that a change made different."""

    of: str
    field: str
    was: str
    now: str


def differences(changes: Iterable[Change]) -> Mapping[int, Sequence[Difference]]:
    """What each change made different, by its key: at most one statement for each kind of record that is named."""
    told = [row for change in changes for row in change.rows.all() if row.model in TOLD]
    names = _names(told)
    found: dict[int, list[Difference]] = {}
    for row in told:
        found.setdefault(row.change_id, []).extend(_of_row(row, names))
    return found


def comments(change: Change) -> Sequence[str]:
    """The words of the comments that were made or said differently in it."""
    return [row.after["text"] for row in change.rows.all() if row.model == "okrs.Comment" and row.after]


def _of_row(row: ChangedRow, names: Names) -> Iterable[Difference]:
    before, after = row.before or {}, row.after or {}
    for field in _fields(row):
        was, now = (_shown(field, kept.get(field.name), names) for kept in (before, after))
        if was != now:
            yield Difference(TOLD[row.model], str(field.verbose_name), was, now)


def _fields(row: ChangedRow) -> Iterable[Any]:
    """The fields of a row that are told and differ as they are kept."""
    meta, before, after = apps.get_model(row.model)._meta, row.before or {}, row.after or {}
    for field in (*meta.concrete_fields, *meta.many_to_many):
        told = field.name not in UNTOLD and not field.primary_key
        target = field.related_model
        if told and (target is None or target in NAMED) and before.get(field.name) != after.get(field.name):
            yield field


def _names(rows: Sequence[ChangedRow]) -> Names:
    """What the records are called that the rows name, as far as the reader may see them."""
    wanted: dict[Any, set[int]] = {}
    for row in rows:
        for field in _fields(row):
            if field.related_model is not None:
                for kept in (row.before or {}, row.after or {}):
                    wanted.setdefault(field.related_model, set()).update(_keys(kept.get(field.name)))
    return {
        (model, each.pk): str(each)
        for model, keys in wanted.items()
        if keys
        for each in model.objects.select_related(*NAMED[model]).filter(pk__in=keys)
    }


def _keys(value: Any) -> Sequence[int]:
    if value is None:
        return ()
    return value if isinstance(value, list) else (value,)


def _shown(field: Any, value: Any, names: Names) -> str:
    if field.related_model is not None:
        said = ", ".join(name for key in _keys(value) if (name := names.get((field.related_model, key))))
    elif field.choices and value not in (None, ""):
        said = str(dict(field.flatchoices).get(value, value))
    else:
        said = _plain(field, value)
    return Truncator(said).chars(LONGEST) or NOTHING


def _plain(field: Any, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return show(value)
    if isinstance(field, models.DateField) and isinstance(value, str):
        return _moment(value, whole=isinstance(field, models.DateTimeField))
    return "" if value is None else str(value)


def _moment(text: str, *, whole: bool) -> str:
    """'14 November 2026', with its time where it has one."""
    if not whole:
        day = date.fromisoformat(text)
        return f"{day.day} {day:%B %Y}"
    at = datetime.fromisoformat(text)
    local = timezone.localtime(at) if timezone.is_aware(at) else at
    return f"{local.day} {local:%B %Y, %H:%M}"
