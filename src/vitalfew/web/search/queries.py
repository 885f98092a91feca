"""Everything whose name contains what was typed, in one SQL statement."""

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Expression, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, NullIf

from vitalfew.accounts.models import Person, Team
from vitalfew.kpis.models import Definition, Kpi
from vitalfew.okrs.models import KeyResult, Objective

MOST = 40
SHORTEST, LONGEST = 2, 200
Rows = QuerySet[Any, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """One thing: the name of its page, the key that page takes, what it is called and where it lies."""

    page: str
    key: int
    name: str
    note: str


def find(text: str) -> list[Found]:
    """At most 40 things that contain `text`, those that begin with it first; nothing for fewer than two letters."""
    wanted = text.replace("\0", "").strip()[:LONGEST]
    if len(wanted) < SHORTEST:
        return []
    first, *others = _searches(wanted)
    rows = first.union(*others, all=True).order_by("found_name")[: MOST * 5]
    found = [Found(page=row[0], key=row[1], name=row[2], note=row[3] or "") for row in rows]
    return sorted(found, key=lambda f: not f.name.lower().startswith(wanted.lower()))[:MOST]


def _searches(wanted: str) -> list[Rows]:
    definitions = Definition.objects.filter(name__icontains=wanted)
    kpis = Kpi.objects.filter(definition__in=definitions, retired_at=None)
    objectives = Objective.objects.filter(title__icontains=wanted)
    key_results = KeyResult.objects.filter(metric__icontains=wanted)
    people = Person.objects.filter(Q(name__icontains=wanted) | Q(name="", email__icontains=wanted))
    return [
        _named(kpis, "kpi", "pk", "definition__name", "team__name"),
        _named(objectives, "objective", "pk", "title", "cycle__name"),
        _named(key_results, "objective", "objective_id", "metric", "objective__title"),
        _named(people, "people", "pk", Coalesce(NullIf("name", Value("")), "email"), "email"),
        _named(Team.objects.filter(name__icontains=wanted), "teams", "pk", "name", "parent__name"),
    ]


def _named(records: QuerySet[Any], page: str, key: str, name: str | Expression, note: str) -> Rows:
    found = records.order_by().annotate(
        found_page=Value(page, CharField()),
        found_key=F(key),
        found_name=Cast(name, CharField()),
        found_note=Cast(note, CharField()),
    )
    rows: Rows = found.values_list("found_page", "found_key", "found_name", "found_note")
    return rows
