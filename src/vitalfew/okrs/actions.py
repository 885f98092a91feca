"""Writes across records of the change side."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError

from vitalfew.accounts.history import changing
from vitalfew.accounts.models import Person
from vitalfew.alerts.models import Action
from vitalfew.kpis.actions import Value, store
from vitalfew.kpis.models import Definition, Kpi, Observation, Origin
from vitalfew.kpis.refusing import beyond_bounds
from vitalfew.okrs.models import CheckIn, KeyResult, Objective
from vitalfew.okrs.standing import update


@dataclass(frozen=True, slots=True)
class Promise:
    """An action promised in a check-in: what, who, by when."""

    what: str
    who: Person
    due: date


def check_in(
    *,
    key_result: KeyResult,
    by: Person,
    now: datetime,
    value: float | None = None,
    confidence: int | None = None,
    note: str = "",
    promise: Promise | None = None,
) -> CheckIn:
    """Keep a check-in: a typed value goes into the key result's series, the rest beside it; one change, undone as one.

    Raises ValidationError for a confidence outside 0–10, for a typed value where a KPI's series gives it or that lies
    beyond the bounds of the definition that its metric names, and when nothing at all was said.
    """
    shared = Kpi.objects.filter(series=key_result.series_id).first()
    if value is not None and shared is not None:
        raise ValidationError(f"“{key_result}” takes its value from the KPI “{shared}”; record it there.")
    if value is None and confidence is None and not note.strip() and promise is None:
        raise ValidationError(f"Nothing was said about “{key_result}”: give a value, a confidence or a note.")
    with changing(by=by, summary=f"Checked in on {key_result}"):
        typed = None if value is None else _typed(key_result, value, by, now)
        made = CheckIn(
            key_result=key_result, at=now, by=by, observation=typed or _latest(key_result), confidence=confidence,
            note=note.strip(), action=_promised(promise, shared),
        )  # fmt: skip
        made.full_clean()
        made.save()
        update(key_result, now=now)
    return made


def _typed(key_result: KeyResult, value: float, by: Person, now: datetime) -> Observation:
    defined = Definition.objects.filter(name__iexact=key_result.metric, unit=key_result.unit).first()
    if defined is not None and (words := beyond_bounds(defined, value)):
        raise ValidationError({"value": words})
    store(points=[(key_result.series_id, Value(now, value))], origin=Origin.CHECKIN, by=by, now=now)
    found: Observation = Observation.objects.get(series=key_result.series_id, time=now)
    return found


def _latest(key_result: KeyResult) -> Observation | None:
    latest: Observation | None = Observation.objects.filter(series=key_result.series_id).order_by("-time").first()
    return latest


def _promised(promise: Promise | None, kpi: Kpi | None) -> Action | None:
    if promise is None:
        return None
    made: Action = Action.objects.create(what=promise.what, who=promise.who, due=promise.due, kpi=kpi)
    return made


def activate(*, objective: Objective, by: Person) -> None:
    """Put an objective to work, as one change."""
    with changing(by=by, summary=f"Activated “{objective}”"):
        objective.activate()


def drop(*, objective: Objective, because: str, by: Person) -> None:
    """Stop pursuing an objective, with the reason; raises ValidationError without one."""
    with changing(by=by, summary=f"Dropped “{objective}”"):
        objective.drop(because=because)
