"""The rows of the check-in page: one key result each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from vitalfew.accounts.models import Change, Person
from vitalfew.accounts.names import isolated
from vitalfew.kpis.models import Kpi
from vitalfew.method.numbers import show
from vitalfew.okrs.course.courses import kpi_of
from vitalfew.okrs.course.stand_ins import words as stand_in_words
from vitalfew.okrs.course.standing import say
from vitalfew.okrs.models import CheckIn, KeyResult, Standing
from vitalfew.okrs.promises import open_promises, promise_words
from vitalfew.okrs.queries import today_here
from vitalfew.okrs.readiness import is_measurable
from vitalfew.okrs.rounds.owing import Owed
from vitalfew.web.checkin.forms import CheckInForm
from vitalfew.web.okrs.key_result_view import day
from vitalfew.web.okrs.offers import people as people_offered
from vitalfew.web.okrs.words import Journey, journey


@dataclass(frozen=True, slots=True)
class Row:
    """A key result to check in on. `seen` is what it is shown from; `stalled` since when it has not moved, in words;
    `promised` what is not done yet, `saved` the change that was just kept and `told` what it holds.
    """

    key_result: KeyResult
    kpi: Kpi | None
    form: CheckInForm
    journey: Journey
    measurable: bool
    value: str
    hint: str
    seen: str
    stalled: str
    promised: Sequence[str] = ()
    saved: Change | None = None
    told: str = ""
    heading: bool = False


def rows(
    owed: Sequence[Owed],
    *,
    by: Person,
    now: datetime,
    data: Mapping[str, Any] | None = None,
    saved: Change | None = None,
) -> list[Row]:
    """A row for each key result, with what was said and measured last: two statements."""
    people, promised = people_offered(team=by.team), open_promises(one.key_result for one in owed)
    today = today_here(now)
    found: list[Row] = []
    for one in owed:
        before = found[-1].key_result.objective_id if found else None
        row = _row(one, data, people, by=by, now=now, saved=saved, heading=one.key_result.objective_id != before)
        words = [promise_words(each, today=today) for each in promised.get(one.key_result.pk, ())]
        found.append(replace(row, promised=words))
    return found


def _row(
    one: Owed, data: Mapping[str, Any] | None, people: Mapping[str, Person], *,
    by: Person, now: datetime, saved: Change | None, heading: bool,
) -> Row:  # fmt: skip
    key_result, standing, kpi = one.key_result, one.standing, kpi_of(one.key_result)
    stalled = _stalled_since(key_result, standing, now=now)
    form = CheckInForm(
        data, key_result=key_result, collected=kpi is not None, stalled=bool(stalled), people=people, by=by,
        today=today_here(now), confidence=standing.confidence if standing else None,
    )  # fmt: skip
    return Row(
        key_result=key_result,
        kpi=kpi,
        form=form,
        journey=journey(key_result, None),
        measurable=is_measurable(key_result),
        value=show(standing.value if standing else None, key_result.unit),
        hint=" · ".join([hint(key_result, standing, one.latest, kpi=kpi), *_late(key_result, now)]),
        seen=one.seen,
        stalled=stalled,
        saved=saved,
        heading=heading,
    )


def hint(key_result: KeyResult, standing: Standing | None, latest: CheckIn | None, *, kpi: Kpi | None) -> str:
    """Where the value comes from, what it was or what stands in for it, and when the last check-in was."""
    parts = [f"from the KPI {kpi}" if kpi else f"by hand, {key_result.get_measured_display()}"]
    if instead := stand_in_words(standing, unit=key_result.unit):
        parts.append(instead)
    elif standing is not None and standing.value is not None and standing.value_time is not None:
        was = "" if kpi else f"was {show(standing.value, key_result.unit)} "
        parts.append(f"{was}on {day(standing.value_time)}" if was else f"known since {day(standing.value_time)}")
    if latest is None:
        return " · ".join([*parts, "no check-in yet"])
    return " · ".join([*parts, f"last check-in {day(latest.at)}" + (f" by {isolated(latest.by)}" if latest.by else "")])


def _late(key_result: KeyResult, now: datetime) -> Sequence[str]:
    cycle = key_result.objective.cycle
    return [f"counts for the end of {isolated(cycle)}"] if now >= cycle.ends() else []


def told(row: Row) -> str:
    """What a valid row says: '4.4 %, 9 of 10, with a note'."""
    said = row.form.spoken
    value = "" if said["value"] is None else show(said["value"], row.key_result.unit)
    sure = "" if said["confidence"] is None else f"{said['confidence']} of 10"
    more = [name for name, there in (("a note", said["note"]), ("a promise", said["promise"])) if there]
    words = [part for part in (value, sure) if part]
    return ", ".join([*words, f"with {' and '.join(more)}"] if more else words)


def _stalled_since(key_result: KeyResult, standing: Standing | None, *, now: datetime) -> str:
    stalled = say(key_result, standing, now=now).state == "stalled"
    return day(standing.stalled_since) if stalled and standing is not None and standing.stalled_since else ""
