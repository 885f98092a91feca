"""What people do with a KPI's source: connect it, pause it, ask it now, fetch its history, leave it."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from vitalfew.accounts.models import Team
from vitalfew.collecting.asking import Question, completed
from vitalfew.collecting.history import NO_HISTORY
from vitalfew.collecting.keeping import values_of
from vitalfew.collecting.models import Feed
from vitalfew.kpis.models import Kpi, Reading
from vitalfew.method.frequency import Frequency
from vitalfew.method.schedule import END_OF_SPRINT
from vitalfew.sources.catalogue import sources
from vitalfew.sources.child import Limits
from vitalfew.sources.contract import Point, SourceError

TRY = Limits(seconds=15)
LONGEST_SOURCE = 300


def place_of(kind: str, spec: Mapping[str, str]) -> str:
    """What fails together with such a source, without secrets; '' where its settings do not say."""
    try:
        return sources()[kind].place(spec)[:200]
    except (SourceError, ValueError):
        return ""


def goes_elsewhere(*, feed: Feed, kept: Mapping[str, str], spec: Mapping[str, str]) -> bool:
    """Whether such settings ask another place than a feed did, or by http what it asked by https: a secret that is
    kept is not meant for that.
    """
    opened = any(each.opens(kept.get(each.name, ""), spec.get(each.name, "")) for each in sources()[feed.kind].settings)
    return opened or place_of(feed.kind, spec) != feed.place


def connect(*, feed: Feed, spec: Mapping[str, str], now: datetime) -> None:
    """Store a feed, new or edited, with these settings, secrets among them; it is asked at the next tick.

    A KPI that does not say where its values come from says it from now on, and what is counted is bounded by 0.
    """
    source = sources()[feed.kind]
    feed.settings, hidden = source.parted(spec)
    feed.keep_secrets(hidden)
    feed.place = place_of(feed.kind, spec)
    feed.save()
    Feed.objects.filter(pk=feed.pk).update(next_at=now, failures=0)
    Feed.objects.filter(pk=feed.pk).exclude(backfill_from=None).update(backfill_at=now, backfill_failures=0)
    definition = feed.kpi.definition
    if source.counts(spec) and definition.lower_bound is None:
        definition.lower_bound = 0
        definition.save(update_fields=["lower_bound"])
    if not feed.kpi.source:
        where = source.where(feed.settings) or feed.place
        feed.kpi.source = ", ".join(filter(None, (source.name, where)))[:LONGEST_SOURCE]
        feed.kpi.save(update_fields=["source"])


def tried(*, kpi: Kpi, kind: str, spec: Mapping[str, str], since: datetime | None, now: datetime) -> list[Point]:
    """What such a source gives now, within 15 seconds; nothing is stored.

    Raises SourceError, also where what it gives could not be kept.
    """
    points = Question(kind, completed(spec, kpi), since, TRY).asked()
    values_of(kpi, points, since=since, now=now)
    return points


def collect_now(*, feed: Feed, now: datetime) -> None:
    """Ask it at the next tick, which is some seconds away; where it is being asked already, nothing changes."""
    Feed.objects.filter(Q(leased_until=None) | Q(leased_until__lte=now), pk=feed.pk).update(next_at=now)


def fetch_history(*, feed: Feed, start: date, now: datetime) -> None:
    """Ask it at the next tick for all values from this day on, once, in stretches."""
    Feed.objects.filter(pk=feed.pk).update(**{**NO_HISTORY, "backfill_from": start, "backfill_at": now})


def stop_history(*, feed: Feed) -> None:
    """Fetch no more of its history; what came stays."""
    Feed.objects.filter(pk=feed.pk).update(**NO_HISTORY)


def pause(*, feed: Feed, now: datetime | None) -> None:
    """Ask it no more from now on, and call it failing no more; None lets it go on."""
    feed.paused_at = now
    feed.save(update_fields=["paused_at"])
    _well(feed)


def leave(*, feed: Feed) -> None:
    """Collect no more: the values stay, and so does what comes by hand; nobody waits for what it would still tell."""
    kpi: Kpi = feed.kpi
    _well(feed)
    feed.delete()
    Kpi.objects.filter(pk=kpi.pk).update(half_collected=None)
    kpi.refresh()


def _well(feed: Feed) -> None:
    Feed.objects.filter(pk=feed.pk).update(failing_since=None, failures=0, error="")
    Reading.objects.filter(kpi=feed.kpi_id).update(failing_since=None, failing_why="")


def keep_pace(instance: Kpi, *, created: bool, raw: bool = False, **_: object) -> None:
    """A KPI was saved: where it is measured more often than before, its source is asked sooner."""
    feed = None if created or raw else Feed.objects.filter(kpi=instance).first()
    if feed is None or feed.next_at is None:
        return
    sooner = feed.following(timezone.now())
    if sooner < feed.next_at:
        Feed.objects.filter(pk=feed.pk).update(next_at=sooner)


def keep_pace_of_team(sender: object, *, team: Team, **_: object) -> None:
    """Where a team's sprints end sooner than before, the sources of what they measure are asked sooner."""
    by_sprint = Q(frequency=Frequency.SPRINT) | Q(feed__schedule__iexact=END_OF_SPRINT)
    for kpi in Kpi.objects.filter(by_sprint, team=team):
        keep_pace(kpi, created=False)
