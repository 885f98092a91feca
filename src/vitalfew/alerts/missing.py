"""Breaches of KPIs that get no values: late ones, and those whose source fails, with one notice for each reader and
place that does not answer.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from vitalfew.accounts.models import Person
from vitalfew.accounts.names import isolated
from vitalfew.alerts.links import link_for
from vitalfew.alerts.models import Breach
from vitalfew.alerts.recipients import Recipient, answers_for, leads
from vitalfew.alerts.words import IN_HAND
from vitalfew.collecting.models import Feed
from vitalfew.kpis.models import Kpi, Reading
from vitalfew.method.alerting import AGAIN_AFTER, SPEEDS, Kind
from vitalfew.method.spans import span
from vitalfew.notices.actions import Telling, tell_all
from vitalfew.notices.models import Notice
from vitalfew.sources.words import unanswered

GROUP = "missing values"
NAMED = 10
SHEET = ("kpi__definition", "kpi__workspace", "kpi__team", "kpi__owner", "kpi__deputy")
Found = tuple[Breach, str]


def end(breaches: QuerySet[Breach], *, now: datetime) -> int:
    """Close breaches whose ground is gone; gives how many."""
    retired = breaches.filter(kpi__retired_at__isnull=False)
    how = [(retired, Breach.How.RETIRED), (breaches.filter(kpi__retired_at=None), Breach.How.RECOVERED)]
    return sum(_close(found, way, now) for found, way in how)


def waiting(person: Person, *, kpis: Collection[int]) -> list[str]:
    """The keys of this person's unsent notices of missing values that speak of no KPI but these: three statements."""
    unsent = Notice.objects.filter(person=person, group=GROUP, packed_at=None)
    moments = dict(unsent.values_list("key", "created_at"))
    told: dict[datetime | None, set[int]] = defaultdict(set)
    those = leads() if moments else []
    there = Breach.objects.filter(kind__in=(Kind.LATE, Kind.SOURCE_FAILING), told_at__in=moments.values())
    for breach in there.select_related(*SHEET):
        recipient = answers_for(breach.kpi, leads=those)
        if recipient is not None and recipient.person == person:
            told[breach.told_at].add(breach.kpi_id)
    return [key for key, moment in moments.items() if told[moment] and told[moment] <= set(kpis)]


def _close(breaches: QuerySet[Breach], how: Breach.How, now: datetime) -> int:
    keys = list(breaches.values_list("pk", flat=True))
    return Breach.objects.filter(pk__in=keys).update(closed_at=now, closed_how=how)


def failing(feeds: QuerySet[Feed], *, now: datetime) -> int:
    """Open a breach for each of these sources and for all else at a place that does not answer; gives how many."""
    found = list(feeds.select_related(*SHEET))
    places = {_silent(feed) for feed in found} - {""}
    known = Breach.objects.filter(kind=Kind.SOURCE_FAILING, closed_at=None).values("kpi")
    there = Feed.objects.filter(place__in=places, failing_since__isnull=False, paused_at=None, kpi__retired_at=None)
    others = there.exclude(pk__in=[feed.pk for feed in found]).exclude(kpi__in=known).select_related(*SHEET)
    found += [feed for feed in others if _silent(feed)]
    why = {feed.kpi_id: feed for feed in found}
    opened = [
        _opened(feed.kpi, Kind.SOURCE_FAILING, words=f"Source failing for {_since(feed, now)}", why=feed.error, now=now)
        for feed in found
    ]
    return _tell(opened, by=lambda breach: _silent(why[breach.kpi_id]), said=_failing_said(why), now=now)


def late(readings: QuerySet[Reading], *, now: datetime) -> int:
    """Open a breach for each KPI whose value is overdue; gives how many."""
    opened = []
    for reading in readings.select_related(*SHEET):
        breach = _opened(reading.kpi, Kind.LATE, words=f"No data for {reading.late_for(now)}", why="", now=now)
        breach.value, breach.value_time = reading.value, reading.value_time
        opened.append(breach)
    return _tell(opened, by=lambda _: "", said=_late_said, now=now)


def _silent(feed: Feed) -> str:
    """The place that does not answer; '' where it does, and something else is wrong."""
    return feed.place if unanswered(feed.error, feed.place) else ""


def _since(feed: Feed, now: datetime) -> str:
    return span(now - (feed.failing_since or now))


def _opened(kpi: Kpi, kind: Kind, *, words: str, why: str, now: datetime) -> Breach:
    breach = Breach(kpi=kpi, kind=kind, severity=SPEEDS[kind], words=words, meaning=why)
    breach.begin(now=now)
    return breach


def _tell(
    opened: Sequence[Breach], *, by: Callable[[Breach], Hashable], said: Callable[..., Telling], now: datetime
) -> int:
    """Store them; of those that are told together each reader gets one notice, unless they had it within a day."""
    lately = _told_lately([breach.kpi_id for breach in opened], now)
    fresh = [breach for breach in opened if (breach.kpi_id, breach.kind) not in lately]
    for breach in fresh:
        breach.told_at = now
    Breach.objects.bulk_create(opened)
    those, together = leads(), defaultdict(list)
    for breach in fresh:
        recipient = answers_for(breach.kpi, leads=those)
        if recipient is not None:
            together[recipient.person.pk, by(breach)].append((breach, recipient))
    tell_all([said(bundle) for bundle in together.values()], now=now)
    return len(opened)


def _told_lately(kpis: Sequence[int], now: datetime) -> set[tuple[int, str]]:
    """Of which of these KPIs somebody was told so lately that the same again is no news."""
    found = Breach.objects.filter(Q(told_at__gt=now - AGAIN_AFTER), kpi__in=kpis)
    return set(found.order_by().values_list("kpi", "kind"))


def _failing_said(why: dict[int, Feed]) -> Callable[[Sequence[tuple[Breach, Recipient]]], Telling]:
    def said(bundle: Sequence[tuple[Breach, Recipient]]) -> Telling:
        feed, count = why[bundle[0][0].kpi_id], len(bundle)
        if count == 1:
            return _telling(bundle, f"{isolated(feed.kpi)} has no new values: its source fails", [feed.error])
        subject = f"{count} KPIs have no new values"
        if place := _silent(feed):
            return _telling(bundle, f"{subject} because {place} does not answer", [f"{_names(bundle)}.", feed.error])
        said = [f"{isolated(breach.kpi)}: {why[breach.kpi_id].error}" for breach, _ in bundle[:NAMED]]
        return _telling(bundle, subject, [*said, *_more(bundle)])

    return said


def _late_said(bundle: Sequence[tuple[Breach, Recipient]]) -> Telling:
    first = bundle[0][0]
    if len(bundle) == 1:
        line = f"{isolated(first.kpi)} is late: {first.words[:1].lower()}{first.words[1:]}"
        return _telling(bundle, line, ["Record the value, or say on its page what keeps it from coming."])
    said = [f"{isolated(breach.kpi)}: {breach.words[:1].lower()}{breach.words[1:]}." for breach, _ in bundle[:NAMED]]
    return _telling(bundle, f"{len(bundle)} KPIs are late", [*said, *_more(bundle)])


def _more(bundle: Sequence[tuple[Breach, Recipient]]) -> list[str]:
    return [f"And {len(bundle) - NAMED} more."] if len(bundle) > NAMED else []


def _names(bundle: Sequence[tuple[Breach, Recipient]]) -> str:
    names = [isolated(breach.kpi) for breach, _ in bundle]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def _telling(bundle: Sequence[tuple[Breach, Recipient]], subject: str, paragraphs: Sequence[str]) -> Telling:
    breach, (person, why) = bundle[0]
    listed = f"{reverse('breaches', args=[breach.kpi.workspace.slug])}?show=mine"
    return Telling(
        to=person,
        key=f"breach:{breach.pk}:missing",
        subject=subject,
        paragraphs=[text for text in (*paragraphs, why) if text],
        link=link_for(person, breach) if len(bundle) == 1 else listed,
        link_words=IN_HAND if len(bundle) == 1 else "What is yours to answer",
        urgent=False,
        group=GROUP,
    )
