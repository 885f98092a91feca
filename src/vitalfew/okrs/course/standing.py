"""Where key results stand, kept in step with the values of their series, and the sentence that says it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from vitalfew.accounts.names import isolated
from vitalfew.accounts.scoping import BACKGROUND, reading_as
from vitalfew.kpis.models import Kpi, Observation
from vitalfew.method.goals.movement import FEWEST_MEASUREMENTS, ROUNDS, Movement, Stall
from vitalfew.method.goals.outlook import Outlook
from vitalfew.method.goals.pace import FIRST_QUARTER, expected_pace, pace_at
from vitalfew.method.goals.sentence import Sentence, sentence
from vitalfew.method.goals.sentence import Standing as Known
from vitalfew.method.goals.standing import standing
from vitalfew.method.periods import Frequency
from vitalfew.okrs.course.courses import known_at
from vitalfew.okrs.course.stand_ins import Measured, current, standing_in
from vitalfew.okrs.course.stand_ins import words as stand_in_words
from vitalfew.okrs.course.steps import points
from vitalfew.okrs.models import CheckIn, Cycle, KeyResult, Objective, Override, Standing

ROUND = {
    Frequency.HOUR: timedelta(hours=1),
    Frequency.DAY: timedelta(days=1),
    Frequency.WEEK: timedelta(days=7),
    Frequency.TWO_WEEKS: timedelta(days=14),
    Frequency.SPRINT: timedelta(days=14),
    Frequency.MONTH: timedelta(days=30.44),
    Frequency.QUARTER: timedelta(days=91.3),
    Frequency.HALF_YEAR: timedelta(days=182.6),
    Frequency.YEAR: timedelta(days=365.25),
}

LEFT = ContextVar[int | None]("left", default=None)


def measured(key_result: KeyResult, *, now: datetime) -> Measured:
    """Every value of its series until now, those of a KPI as well as those that were typed."""
    rows = list(Observation.objects.filter(series=key_result.series_id).order_by("time").values_list("time", "value"))
    kpi = (
        Kpi.objects.filter(series=key_result.series_id)
        .select_related("team")
        .only("frequency", "team", "goes_on_since")
        .first()
    )
    return Measured([known_at(time, kpi=kpi, now=now) for time, _ in rows], [value for _, value in rows])


def round_length(key_result: KeyResult) -> timedelta:
    """The longer of how often it is checked in on and how often it is measured."""
    rhythm, every = Frequency(key_result.objective.rhythm), Frequency(key_result.measured)
    return max(ROUND[rhythm], ROUND[every])


def update(key_result: KeyResult, *, now: datetime) -> Standing:
    """Compute where a key result stands and keep it, for lists and on the key result itself."""
    fields = computed(key_result, now=now)
    kept: Standing | None = getattr(key_result, "standing", None)
    if kept is None or kept.pk is None:
        kept, _ = Standing.objects.update_or_create(key_result=key_result, defaults=fields)
        key_result.standing = kept
        return kept
    for name, value in fields.items():
        setattr(kept, name, value)
    kept.save(update_fields=list(fields))
    return kept


@contextmanager
def left_to_caller(key_result: KeyResult) -> Iterator[None]:
    """Values that are stored meanwhile do not bring this key result up to date; the caller does so once, at the end."""
    token = LEFT.set(key_result.pk)
    try:
        yield
    finally:
        LEFT.reset(token)


def computed(key_result: KeyResult, *, now: datetime) -> dict[str, Any]:
    """The fields of its standing at `now`, from what was known then: later values and check-ins do not count, nor do
    values of after its cycle.
    """
    said = CheckIn.objects.filter(key_result=key_result, confidence__isnull=False, at__lte=now)
    known_until = min(now, key_result.objective.cycle.ends())
    found, override = known_by(measured(key_result, now=now), known_until), current(key_result, now=now)
    seen = standing_in(found, override)
    confidence, by = said.values_list("confidence", "by").first() or (None, None)
    fields: dict[str, Any] = {
        "judged_at": now,
        "confidence": confidence,
        "confidence_by_id": by,
        "value": seen.values[-1] if seen.values else None,
        "value_time": seen.times[-1] if seen.times else None,
        **_stands_in(override, found),
    }
    ahead = points(key_result)
    known = _known(key_result, seen, now, ahead)
    return fields | {"pace_points": ahead} | _fields(known)


def known_by(seen: Measured, now: datetime) -> Measured:
    """The values that were known by then."""
    count = sum(time <= now for time in seen.times)
    return Measured(seen.times[:count], seen.values[:count])


def _stands_in(override: Override | None, found: Measured) -> dict[str, Any]:
    if override is None:
        return {"instead_of": None, "stands_in_until": None, "stands_in_because": ""}
    return {
        "instead_of": found.values[-1] if found.values else None,
        "stands_in_until": override.until,
        "stands_in_because": override.reason[:200],
    }


def begin(key_results: Iterable[KeyResult], *, now: datetime) -> None:
    """Keep the first standings of key results that have no value and no check-in yet: one statement."""
    nothing = Measured([], [])
    Standing.objects.bulk_create(
        Standing(key_result=each, judged_at=now, **_fields(_known(each, nothing, now))) for each in key_results
    )


def _known(key_result: KeyResult, seen: Measured, now: datetime, ahead: Sequence[tuple[float, float]] = ()) -> Known:
    if key_result.baseline is None or key_result.target is None:
        return Known(progress=None, pace=0.0)
    objective = key_result.objective
    begins, ends = objective.cycle.begins(), objective.cycle.ends()
    return standing(
        times=seen.times,
        values=list(seen.values),
        baseline=key_result.baseline,
        target=key_result.target,
        start=begins,
        end=ends,
        now=now,
        kind=objective.kind,
        round_length=round_length(key_result),
        pace_points=[(begins + share * (ends - begins), done) for share, done in ahead],
    )


def _fields(known: Known) -> dict[str, Any]:
    land, moved, stall = known.outlook, known.movement, known.stall
    return {
        "progress": known.progress,
        "low": land.low if land else None,
        "high": land.high if land else None,
        "probability": land.probability if land else None,
        "measured": known.measured,
        "noise": known.noise,
        "moved": moved.change if moved else None,
        "moved_noise": moved.noise if moved else None,
        "moved_pace": known.pace_change,
        "stalled_since": stall.since if stall else None,
        "stalled_rounds": stall.rounds if stall else None,
    }


def pace(objective: Objective, *, now: datetime) -> float:
    """The share of its cycle that has passed, 0–1: what is expected of key results without steps of their own."""
    return expected_pace(objective.cycle.begins(), objective.cycle.ends(), now)


def expected(kept: Standing | None, share: float) -> float:
    """The progress expected of a key result when this share of the cycle has passed: by its dated steps, or evenly."""
    return pace_at(share, [(at, done) for at, done in kept.pace_points] if kept else ())


def say(key_result: KeyResult, kept: Standing | None, *, now: datetime, share: float | None = None) -> Sentence:
    """The one sentence of a key result, from its kept standing; the calendar's part is computed here.

    `share` is its objective's `pace` at `now`, for callers that say several of them.
    """
    objective = key_result.objective
    dropped = objective.state == Objective.State.DROPPED
    if kept is None:
        return sentence(Known(progress=None, pace=0.0, dropped=dropped))
    share = pace(objective, now=now) if share is None else share
    known = Known(
        progress=kept.progress,
        pace=expected(kept, share),
        pace_change=kept.moved_pace,
        noise=kept.noise,
        outlook=_outlook(kept),
        movement=None if kept.moved is None else Movement(kept.moved, kept.moved_noise or 0.0),
        stall=_stall(kept),
        too_early=share < FIRST_QUARTER or kept.measured < FEWEST_MEASUREMENTS,
        over=share >= 1 or objective.cycle.state == Cycle.State.CLOSED,
        dropped=dropped,
        kind=objective.kind,
    )
    said = sentence(known, confidence=kept.confidence, said_by=_said_by(key_result, kept))
    return _with(said, stand_in_words(kept, unit=key_result.unit))


def _said_by(key_result: KeyResult, kept: Standing) -> str:
    who = key_result.responsible
    if who is None or who.pk != kept.confidence_by_id:
        who = kept.confidence_by
    return isolated(who) if who else ""


def _with(said: Sentence, more: str) -> Sentence:
    return replace(said, words=f"{said.words}; {more}", parts=(*said.parts, more)) if more else said


def _outlook(kept: Standing) -> Outlook | None:
    if kept.low is None or kept.high is None or kept.probability is None:
        return None
    return Outlook(kept.low, kept.high, kept.probability)


def _stall(kept: Standing) -> Stall | None:
    if kept.stalled_since is None:
        return None
    return Stall(kept.stalled_since, kept.stalled_rounds or ROUNDS)


def series_moved(sender: object, *, series_ids: Iterable[int], **_: object) -> None:
    """Bring the key results of these series up to date, also those that whoever moved them may not see.

    Those of a closed cycle stand as they stood when it was closed.
    """
    now = timezone.now()
    with reading_as(BACKGROUND):
        found = KeyResult.objects.select_related("objective__cycle__workspace").filter(series__in=list(series_ids))
        moved = found.exclude(objective__cycle__state=Cycle.State.CLOSED).prefetch_related("steps", "overrides")
        if (left := LEFT.get()) is not None:
            moved = moved.exclude(pk=left)
        for key_result in moved:
            update(key_result, now=now)
