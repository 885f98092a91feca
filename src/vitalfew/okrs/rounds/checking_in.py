"""Check-ins are kept: a value into its series, the rest beside it, as one change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError

from vitalfew.accounts.history import changing
from vitalfew.accounts.models import Person
from vitalfew.alerts.models import Action
from vitalfew.kpis.actions import Value, store
from vitalfew.kpis.models import Definition, Kpi, Observation, Origin
from vitalfew.kpis.refusing import beyond_bounds
from vitalfew.okrs.at_work import why_not_asked
from vitalfew.okrs.course.standing import left_to_caller, update
from vitalfew.okrs.models import CheckIn, KeyResult, Objective
from vitalfew.okrs.rounds.meanwhile import hold, refuse_unseen
from vitalfew.okrs.rounds.minutes import MOST
from vitalfew.okrs.rounds.owing import Owed

RECORDS = {"workspace", "key_result", "by", "observation", "action"}  # in hand, and the database looks at their keys
INSTANT = timedelta(microseconds=1)
BEFORE_THE_END = timedelta(milliseconds=1)


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
    stops: str = "",
    seen: str | None = None,
    seconds: int | None = None,
) -> CheckIn:
    """Keep a check-in: a typed value goes into the key result's series, the rest beside it; one change, undone as one.

    `stops` is added to what the objective stops; `seen` is what was shown to whoever answers (`Owed.seen`); `seconds`
    is how long it took, kept where the workspace counts minutes. Raises ValidationError for a confidence outside 0–10,
    for a typed value where a KPI's series gives it or that lies beyond the bounds of the definition that its metric
    names, for what nobody checks in on now, when nothing at all was said, and `SaidMeanwhile` when something else
    was stored since `seen`.
    """
    shared = Kpi.objects.filter(series=key_result.series_id).first()
    if value is not None and shared is not None:
        raise ValidationError(f"“{key_result}” takes its value from the KPI “{shared}”; record it there.")
    if value is None and confidence is None and promise is None and not (note + stops).strip():
        raise ValidationError(f"Nothing was said about “{key_result}”: give a value, a confidence or a note.")
    key_result.objective.cycle.refuse_if_closed()
    if idle := why_not_asked(key_result.objective, now=now):
        raise ValidationError(idle)
    with changing(by=by, summary=f"Checked in on {key_result}"):
        hold(key_result)
        if seen is not None:
            refuse_unseen(key_result, seen=seen, now=now)
        now = _free_instant(key_result, now)
        typed = None if value is None else _typed(key_result, value, by, now)
        latest = typed or _latest(key_result, now=now)
        made = CheckIn(
            key_result=key_result, at=now, by=by, observation=latest, confidence=confidence,
            note=note.strip(), action=_promised(promise, shared), seconds=_counted(seconds, by),
        )  # fmt: skip
        made.full_clean(exclude=RECORDS)
        made.save()
        _stop(key_result.objective_id, stops)
        update(key_result, now=now)
    return made


def confirm(
    *, owed: Sequence[Owed], seen: Mapping[int, str], by: Person, now: datetime, seconds: int | None = None
) -> None:  # fmt: skip
    """Say again of key results whose values did not move how likely they are, as one change.

    `seen` is what was shown of each, by its key. Raises `SaidMeanwhile` when something else was stored about one of
    them since.
    """
    with changing(by=by, summary=f"Confirmed {len(owed)} collected values that did not move"):
        for each in owed:
            sure = each.standing.confidence if each.standing else None
            shown = seen.get(each.key_result.pk, each.seen)
            check_in(key_result=each.key_result, by=by, now=now, confidence=sure, seen=shown, seconds=seconds)
            seconds = None  # one look at all of them is counted once


def _free_instant(key_result: KeyResult, now: datetime) -> datetime:
    """`now`, or where a value of this very instant is there, one after it, so that neither replaces the other."""
    taken = Observation.objects.filter(series=key_result.series_id, time__gte=now)
    instants = set(taken.filter(time__lt=now + 100 * INSTANT).values_list("time", flat=True))
    while now in instants:
        now += INSTANT
    return now


def _counted(seconds: int | None, by: Person) -> int | None:
    return min(seconds, MOST) if seconds and by.workspace.counts_minutes else None


def _stop(objective_key: int, stops: str) -> None:
    if stops.strip():
        objective = Objective.objects.select_for_update(of=("self",), no_key=True).get(pk=objective_key)
        objective.stops = "\n".join(part for part in (objective.stops.strip(), stops.strip()) if part)
        objective.save(update_fields=["stops"])


def _typed(key_result: KeyResult, value: float, by: Person, now: datetime) -> Observation:
    defined = Definition.objects.filter(name__iexact=key_result.metric, unit=key_result.unit).first()
    if defined is not None and (words := beyond_bounds(defined, value)):
        raise ValidationError({"value": words})
    time = _time_of(key_result, now)
    with left_to_caller(key_result):
        store(points=[(key_result.series_id, Value(time, value))], origin=Origin.CHECKIN, by=by, now=now)
    found: Observation = Observation.objects.get(series=key_result.series_id, time=time)
    return found


def _time_of(key_result: KeyResult, now: datetime) -> datetime:
    """Now; where the cycle is over its last moment, so that the value counts for it and for nothing after it."""
    ends = key_result.objective.cycle.ends()
    return now if now < ends else _free_instant(key_result, ends - BEFORE_THE_END)


def _latest(key_result: KeyResult, *, now: datetime) -> Observation | None:
    """The latest value that was measured before the cycle's end."""
    found = Observation.objects.filter(series=key_result.series_id).order_by("-time")
    ends = key_result.objective.cycle.ends()
    latest: Observation | None = (found.filter(time__lt=ends) if now >= ends else found).first()
    return latest


def _promised(promise: Promise | None, kpi: Kpi | None) -> Action | None:
    if promise is None:
        return None
    made: Action = Action.objects.create(what=promise.what, who=promise.who, due=promise.due, kpi=kpi)
    return made
