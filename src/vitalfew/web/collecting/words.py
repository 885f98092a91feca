"""How a KPI's source and what came of it are said."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from vitalfew.collecting.history import share_done
from vitalfew.collecting.models import Feed, Run
from vitalfew.kpis.exactly import exactly
from vitalfew.kpis.finishing import in_progress_from
from vitalfew.kpis.models import Kpi
from vitalfew.method.periods import capitalised, label, period_start, with_article, words
from vitalfew.method.spans import span
from vitalfew.sources.catalogue import sources
from vitalfew.sources.contract import Point

RECENT = 20


@dataclass(frozen=True, slots=True)
class SaidSource:
    """A KPI's source in words: which, how it goes, and when it is asked next (aware, None while it is not)."""

    name: str
    place: str
    shape: str
    words: str
    why: str
    next_at: datetime | None
    busy: bool
    paused: bool
    percent: int | None = None
    history_why: str = ""
    history_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SaidRun:
    """One time that it was asked: when, and what came of it."""

    at: datetime
    words: str
    failed: bool


def said_source(feed: Feed, *, now: datetime) -> SaidSource:
    """How a source goes, as it is known at `now`."""
    busy = feed.leased_until is not None and feed.leased_until > now
    shape, words = _going(feed, now=now, busy=busy)
    known, done = sources().get(feed.kind), share_done(feed, feed.kpi, now=now)
    return SaidSource(
        name=known.name if known else feed.kind,
        place=(known.where(feed.settings) if known else "") or feed.place,
        shape=shape,
        words=words,
        why=feed.error if feed.failing_since else "",
        next_at=None if feed.paused_at or busy else feed.next_at,
        busy=busy or _soon(feed, now),
        paused=feed.paused_at is not None,
        percent=None if done is None else round(100 * done),
        history_why=feed.backfill_error,
        history_at=None if feed.paused_at else feed.backfill_at,
    )


def said_runs(feed: Feed, *, now: datetime) -> list[SaidRun]:
    """The last 20 times that it was asked, the latest first."""
    return [SaidRun(run.started_at, _outcome(run, now), bool(run.error)) for run in feed.runs.all()[:RECENT]]


def said_points(kpi: Kpi, points: Sequence[Point], *, now: datetime) -> list[tuple[str, str]]:
    """The first two and the last three values that a source gave, each with its period: '16 so far' of one that is not
    over."""
    shown = list(points) if len(points) <= 5 else [*points[:2], *points[-3:]]
    running = in_progress_from(kpi, half=False, now=now)
    return [(_period(kpi, point), _value(kpi, point, running=running)) for point in shown]


def said_nothing(kpi: Kpi, *, since: datetime | None) -> str:
    """What to look at where a source answered and gave no value, of all or from a time on (aware)."""
    if since is None:
        return "It answered and has no value. Check what it is asked for: its conditions, names and dates."
    zone, frequency = kpi.workspace.zone_info, kpi.every
    begin = with_article(label(period_start(since, frequency, zone), frequency, zone))
    return (
        f"It was asked for values from {begin} on, because the KPI has those before, and has none. Nothing is wrong if "
        "none were to be expected yet; else check what it is asked for: its conditions, names and dates."
    )


def said_times(kpi: Kpi, moments: Sequence[datetime]) -> list[str]:
    """Times in the KPI's zone: 'Mon 23 Nov 2026, 06:31'."""
    return [f"{moment.astimezone(kpi.workspace.zone_info):%a %-d %b %Y, %H:%M}" for moment in moments]


def said_crowd(kpi: Kpi, points: Sequence[Point]) -> str:
    """What becomes of several values in one period, such as hours in a daily KPI; '' where each has its own."""
    zone, frequency = kpi.workspace.zone_info, kpi.every
    counts = Counter(period_start(point.time, frequency, zone) for point in points if point.time is not None)
    if not counts or max(counts.values()) < 2:
        return ""
    [(crowd, most)] = counts.most_common(1)
    at = capitalised(label(crowd, frequency, zone))
    ways = {"last": "the last of them is shown and judged", "sum": "their sum is", "mean": "their mean is"}
    become = ways.get(kpi.definition.combine, "their ratio is")
    return (
        f"{at} has {most} values, and the KPI is measured "
        f"{words(frequency)}: {become}. Change that under Edit, or ask for one value a period."
    )


def _going(feed: Feed, *, now: datetime, busy: bool) -> tuple[str, str]:
    if feed.paused_at is not None:
        return "none", f"Paused for {span(now - feed.paused_at)}"
    if feed.failing_since is not None:
        return "watch", f"Failing for {span(now - feed.failing_since)}"
    if feed.backfill_from is not None:
        come = f", back to {feed.backfill_to:%-d %B %Y} so far" if feed.backfill_to else ""
        shape, going = ("watch", "Failing to fetch") if feed.backfill_failures else ("steady", "Fetching")
        return shape, f"{going} the history from {feed.backfill_from:%-d %B %Y}{come}"
    if busy or feed.last_run_at is None:
        return "steady", "Being asked now" if busy else "About to be asked for the first time"
    return "steady", f"Asked {_ago(feed.last_run_at, now)}"


def _ago(moment: datetime, now: datetime) -> str:
    return f"{span(now - moment)} ago"


def _soon(feed: Feed, now: datetime) -> bool:
    times = (feed.next_at, feed.backfill_at)
    return feed.paused_at is None and any(moment is not None and moment <= now for moment in times)


def _outcome(run: Run, now: datetime) -> str:
    what = "The history: " if run.history else ""
    if run.finished_at is None:
        return f"{what}asked for {(now - run.started_at).seconds} seconds so far" if run.slot else what
    if run.error:
        return what + run.error
    came = f"{run.stored:,} new or corrected, {run.unchanged:,} as before"
    return what + (came if run.stored or run.unchanged else "nothing new")


def _period(kpi: Kpi, point: Point) -> str:
    if point.time is None:
        return "now"
    zone, frequency = kpi.workspace.zone_info, kpi.every
    return label(period_start(point.time, frequency, zone), frequency, zone)


def _value(kpi: Kpi, point: Point, *, running: datetime) -> str:
    early = " so far" if point.time is not None and point.time >= running else ""
    return exactly(point.value, kpi.definition.unit) + _cases(point) + early


def _cases(point: Point) -> str:
    return "" if point.n is None else f" of {point.n:,} case{'' if point.n == 1 else 's'}"
