"""What the data say now, as a person may read it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from vitalfew.accounts.models import Person, Team
from vitalfew.findings.models import SUBJECTS, Found, Silence
from vitalfew.findings.silences import Place, Silenced, read_silences
from vitalfew.kpis.models import Kpi
from vitalfew.method.rules.data_engine import OWNERS_ONLY
from vitalfew.method.rules.rule import SEVERITIES
from vitalfew.method.status import Status
from vitalfew.okrs.models import KeyResult, Objective

RELATED = ("kpi__definition", "kpi__team", "objective__team", "key_result__objective__team", "team")
NEAR_BY_NOW = Q(code="D501", kpi__reading__status=Status.RED_LINE)
Record = Team | Kpi | Objective | KeyResult


@dataclass(frozen=True, slots=True)
class Standing:
    """What is so now, by team and record, and the silences without which there would be more."""

    found: Sequence[Found]
    silences: Sequence[Silence]


def standing(*, reader: Person | None, only: Q | None = None) -> Standing:
    """What is so now, or only on some records, in two statements.

    What is a question to an owner is left out for everybody else; nobody (`None`) owns anything. So is what a value has
    refuted since it was found.
    """
    rows = list(_standing(reader, only))
    silences = read_silences()
    silenced = Silenced(silences)
    kept = [one for one in rows if one.code not in silenced.on(*place_of(one))]
    hidden = {(one.code, place_of(one)) for one in rows} - {(one.code, place_of(one)) for one in kept}
    return Standing(_ordered(kept), [each for each in silences if _hides(each, hidden)])


def _standing(reader: Person | None, only: Q | None) -> QuerySet[Found]:
    mine = Q(kpi__owner=reader) if reader is not None else Q(pk__in=())
    rows: QuerySet[Found] = Found.objects.filter(Q(kpi=None) | Q(kpi__retired_at=None), ended_at=None)
    rows = rows.filter(~Q(code__in=OWNERS_ONLY) | mine).exclude(NEAR_BY_NOW)
    return (rows if only is None else rows.filter(only)).select_related(*RELATED)


def place_of(found: Found) -> Place:
    """The kind and the key of the record that it is about."""
    return next((name, key) for name in SUBJECTS if (key := getattr(found, f"{name}_id")) is not None)


def record_of(found: Found) -> Record:
    """The record that it is about."""
    record: Record = getattr(found, place_of(found)[0])
    return record


def team_of(found: Found) -> Team:
    """The team that keeps or pursues what it is about."""
    record = record_of(found)
    if isinstance(record, Team):
        return record
    return record.objective.team if isinstance(record, KeyResult) else record.team


def _ordered(rows: Sequence[Found]) -> list[Found]:
    """By team; within one the records with the strongest findings first, what concerns one record together."""
    strongest: dict[Place, int] = {}
    for one in rows:
        strength = SEVERITIES.index(one.severity)
        strongest[place_of(one)] = max(strongest.get(place_of(one), 0), strength)

    def order(one: Found) -> tuple[object, ...]:
        kind, key = place_of(one)
        return team_of(one).name, -strongest[kind, key], kind, str(record_of(one)), key, one.code

    return sorted(rows, key=order)


def _hides(silence: Silence, hidden: set[tuple[str, Place]]) -> bool:
    places = [(name, key) for name in SUBJECTS if (key := getattr(silence, f"{name}_id")) is not None]
    return any(code == silence.code and (not places or place == places[0]) for code, place in hidden)
