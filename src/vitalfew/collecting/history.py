"""Fetches the history of a KPI in stretches, the latest first; each is kept before the next is asked for."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

from vitalfew.collecting.models import Feed, Run
from vitalfew.kpis.models import Kpi
from vitalfew.method.periods import Frequency, Sprint, period_start
from vitalfew.sources.catalogue import sources

A_MOMENT = timedelta(microseconds=1)
DAYS = {
    Frequency.HOUR: 1 / 24, Frequency.DAY: 1, Frequency.WEEK: 7, Frequency.TWO_WEEKS: 14, Frequency.MONTH: 30.4,
    Frequency.QUARTER: 91.3, Frequency.HALF_YEAR: 182.6, Frequency.YEAR: 365.2,
}  # fmt: skip


NO_HISTORY: Mapping[str, Any] = {
    "backfill_from": None, "backfill_to": None, "backfill_at": None, "backfill_failures": 0, "backfill_error": "",
}  # fmt: skip


class Stretch(NamedTuple):
    """A part of the history: from when, and before when; None up to now."""

    since: datetime
    until: datetime | None


def next_stretch(feed: Feed, *, now: datetime) -> Stretch | None:
    """What is asked for next of the history; None where none is wanted."""
    if feed.backfill_from is None:
        return None
    first, frequency = _first(feed), feed.kpi.every
    source = sources().get(feed.kind)
    periods = source.stretch({**feed.spec, "frequency": str(frequency)}) if source else 0
    if not periods:
        return Stretch(first, feed.backfill_to)
    days = 7 * frequency.weeks if isinstance(frequency, Sprint) else DAYS[frequency]
    begin = (feed.backfill_to or now) - timedelta(days=periods * days)
    return Stretch(max(first, period_start(begin, frequency, feed.kpi.workspace.zone_info)), feed.backfill_to)


def went_on(run: Run, feed: Feed, *, since: datetime | None, now: datetime) -> None:
    """A stretch from `since` on was kept: the one before is asked for at once, until the first day is reached.

    Nothing goes on where somebody has stopped it meanwhile, or begun anew.
    """
    asked = run.feed
    if feed.backfill_from is None or (feed.backfill_from, feed.backfill_to) != (asked.backfill_from, asked.backfill_to):
        return
    own = Feed.objects.filter(pk=feed.pk)
    if since is None or since <= _first(asked):
        own.update(**NO_HISTORY)
    else:
        after = max(now, run.slot + A_MOMENT)
        own.update(backfill_to=since, backfill_at=after, backfill_failures=0, backfill_error="")


def failed(run: Run, feed: Feed, words: str, *, now: datetime) -> None:
    """A stretch could not be fetched: it is asked for again later, and new values come meanwhile."""
    if (feed.backfill_from, feed.backfill_to) == (run.feed.backfill_from, run.feed.backfill_to):
        Feed.objects.filter(pk=feed.pk).exclude(backfill_from=None).update(
            backfill_error=words,
            backfill_failures=feed.backfill_failures + 1,
            backfill_at=feed.history_again_after(now),
        )


def share_done(feed: Feed, kpi: Kpi, *, now: datetime) -> float | None:
    """How much of the wanted history is kept, from 0 to 1; None where none is being fetched."""
    if feed.backfill_from is None:
        return None
    first = datetime.combine(feed.backfill_from, time(), tzinfo=kpi.workspace.zone_info)
    return 0.0 if feed.backfill_to is None or now <= first else (now - feed.backfill_to) / (now - first)


def _first(feed: Feed) -> datetime:
    assert feed.backfill_from is not None  # noqa: S101  (whoever asks has looked)
    return datetime.combine(feed.backfill_from, time(), tzinfo=feed.kpi.workspace.zone_info)
