"""What becomes of an answer: values are stored once, or the failure is kept in words."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from math import isfinite

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from vitalfew.accounts.history import changing
from vitalfew.collecting.asking import A_MOMENT
from vitalfew.collecting.history import failed, went_on
from vitalfew.collecting.models import Feed, Run
from vitalfew.kpis.actions import Stored, Value, store
from vitalfew.kpis.models import Kpi, Observation, Origin, Reading
from vitalfew.kpis.refusing import refusal
from vitalfew.method.periods import capitalised, label, period_start
from vitalfew.sources.contract import Point, SourceError

KEPT = timedelta(days=90)
MOST_CASES = 2_147_483_647
BY_HAND = (Origin.HAND, Origin.CHECKIN)


@transaction.atomic
def keep(run: Run, points: Sequence[Point], *, since: datetime | None, now: datetime) -> bool:
    """Store what a source gave, and say that it works; False where another process has finished the run.

    Raises SourceError where a value cannot be kept: then none of them is.
    """
    if not Run.objects.filter(pk=run.pk, finished_at=None).update(finished_at=now):
        return False
    feed: Feed = Feed.objects.select_for_update(of=("self",)).get(pk=run.feed_id)
    if _settings(feed) != _settings(run.feed):  # they were changed meanwhile: this is no answer to them
        _free(run, feed, now=now)
        return True
    try:
        done = _stored(run, points, since=since, now=now)
    except ValueError as error:  # more periods than can be kept
        raise SourceError(str(error)) from error
    Run.objects.filter(pk=run.pk).update(stored=done.stored, unchanged=done.unchanged)
    _free(run, feed, now=now)
    came: dict[str, object] = {"last_stored_at": now} if done.stored else {}
    Feed.objects.filter(pk=feed.pk).update(last_run_at=now, **came)
    if run.history:
        went_on(run, feed, since=since, now=now)
    else:
        _works(feed)
    return True


@transaction.atomic
def fail(run: Run, words: str, *, now: datetime) -> bool:
    """Keep why nothing came; it is asked again in 5 minutes, half an hour, two hours, then when it is due.

    A history that fails says nothing of new values, which come as before.
    """
    if not Run.objects.filter(pk=run.pk, finished_at=None).update(finished_at=now, error=words):
        return False
    feed: Feed = Feed.objects.select_for_update(of=("self",)).get(pk=run.feed_id)
    _free(run, feed, now=now, after_failure=True)
    if _settings(feed) != _settings(run.feed) or feed.paused_at is not None:
        return True
    if run.history:
        failed(run, feed, words, now=now)
        return True
    Feed.objects.filter(pk=feed.pk).update(
        last_run_at=now, error=words, failing_since=Coalesce(F("failing_since"), now), failures=F("failures") + 1
    )
    failing = Feed.objects.values_list("failing_since", flat=True).get(pk=feed.pk)
    Reading.objects.filter(kpi=feed.kpi_id).update(failing_since=failing, failing_why=words)
    return True


def values_of(kpi: Kpi, points: Sequence[Point], *, since: datetime | None, now: datetime) -> list[Value]:
    """The values that points are: one without a time is of the period that `period_of_now` says.

    Raises SourceError, with the first of them and how many, where some cannot be kept.
    """
    zone, frequency = kpi.workspace.zone_info, kpi.every
    current = period_of_now(kpi, now=now)
    wanted = [point for point in points if point.time is None or since is None or point.time >= since]
    values = [Value(point.time or current, point.value, point.n) for point in wanted]
    wrong = [(value, words) for value in values if (words := _wrong(kpi, value, now))]
    if wrong:
        value, words = wrong[0]
        several = f"{len(wrong):,} of {len(values):,} values cannot be kept, so none is."
        at = capitalised(label(period_start(value.time, frequency, zone), frequency, zone))
        raise SourceError(f"{several if len(values) > 1 else 'The value cannot be kept.'} {at}: {words}")
    return values


def period_of_now(kpi: Kpi, *, now: datetime) -> datetime:
    """The start of the period that a value of now speaks of: the one that ended last, until it has one from after it.

    Then the one that runs: whoever asks in the middle of a week does not change what Monday morning said of the last.
    """
    zone, frequency = kpi.workspace.zone_info, kpi.every
    running = period_start(now, frequency, zone)
    ended = period_start(running - A_MOMENT, frequency, zone)
    told = Q(recorded_at__gte=running)
    if kpi.half_collected is None or kpi.half_collected >= running:
        told |= Q(origin=Origin.SOURCE)  # what it told before the end, it has told again since
    said = Observation.objects.filter(told, series=kpi.series_id, time__gte=ended, time__lt=running)
    return running if said.exists() else ended


def _wrong(kpi: Kpi, value: Value, now: datetime) -> str:
    if not isfinite(value.value):
        return "this is no number that can be kept."
    if value.n is not None and not 0 <= value.n <= MOST_CASES:
        return f"{value.n} is no number of cases."
    return refusal(kpi, value, now=now)


def _stored(run: Run, points: Sequence[Point], *, since: datetime | None, now: datetime) -> Stored:
    """What a person typed stands, and so does a note on a value."""
    kpi = run.feed.kpi
    values = values_of(kpi, points, since=since, now=now)
    there = _there(kpi, values)
    typed = {time for time, (origin, _) in there.items() if origin in BY_HAND}
    wanted = [_with_note(value, there) for value in values if value.time not in typed]
    pairs = [(kpi.series_id, value) for value in wanted]
    confirmed = _confirmed(run, wanted)
    if not run.history:
        done = store(points=pairs, origin=Origin.SOURCE, by=None, now=now, batched=False)
    else:
        with changing(by=None, summary=f"Fetched the history of {kpi.name}"):
            done = store(points=pairs, origin=Origin.SOURCE, by=None, now=now, name="History from its source")
    if confirmed and not done.stored:
        kpi.refresh()
    return Stored(done.stored, done.unchanged + len(values) - len(wanted))


def _confirmed(run: Run, values: Sequence[Value]) -> bool:
    """Keep on the KPI which period its source told of before the end; whether it was asked since an earlier one ended.

    What counts is when it was asked, not when the answer came.
    """
    kpi: Kpi = run.feed.kpi
    running, before = period_start(run.started_at, kpi.every, kpi.workspace.zone_info), kpi.half_collected
    over = before is not None and before < running and not run.history
    half = running if any(value.time >= running for value in values) else None if over else before
    if half != before:
        Kpi.objects.filter(pk=kpi.pk).update(half_collected=half)
        kpi.half_collected = half
    return over


def _there(kpi: Kpi, values: Sequence[Value]) -> Mapping[datetime, tuple[str, str]]:
    if not values:
        return {}
    times = [value.time for value in values]
    found = Observation.objects.filter(series=kpi.series_id, time__range=(min(times), max(times)))
    return {time: (origin, note) for time, origin, note in found.values_list("time", "origin", "note")}


def _with_note(value: Value, there: Mapping[datetime, tuple[str, str]]) -> Value:
    note = there[value.time][1] if value.time in there else ""
    return Value(value.time, value.value, value.n, note) if note else value


def _settings(feed: Feed) -> tuple[object, ...]:
    return feed.kind, feed.settings, feed.secrets


def _works(feed: Feed) -> None:
    Feed.objects.filter(pk=feed.pk).update(failing_since=None, failures=0, error="")
    Reading.objects.filter(kpi=feed.kpi_id).update(failing_since=None, failing_why="")


def _free(run: Run, feed: Feed, *, now: datetime, after_failure: bool = False) -> None:
    """End the lease; when it is due next was settled already where somebody has asked for it meanwhile."""
    Feed.objects.filter(pk=feed.pk).update(leased_until=None)
    if not run.history:
        following = run.feed.again_after(now) if after_failure else run.feed.following(max(now, run.slot))
        Feed.objects.filter(pk=feed.pk, next_at=run.slot).update(next_at=following)
    Run.objects.filter(feed=feed.pk, slot__lt=now - KEPT).delete()
