"""What is late: values that did not come, and sources that fail, those that fail for one cause in one line."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from textwrap import shorten
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.urls import reverse

from vitalfew.accounts.names import isolated
from vitalfew.accounts.scoping import current_workspace
from vitalfew.briefing.digest.lines import MOST_LINES, Line, Section, and_more
from vitalfew.briefing.digest.measured import measured
from vitalfew.briefing.watched import URGENCY, Watched, watched
from vitalfew.kpis.models import Kpi
from vitalfew.method.numbers import in_words
from vitalfew.method.spans import span
from vitalfew.method.status import Shape, Status

MOST = 200
NAMED = 3
LONG_AGO = timedelta(days=365)
CAUSE = 300
"""Characters of a cause, which the KPI's page tells whole."""


class Late(NamedTuple):
    """The section, None where nothing is late; how many KPIs are, and the keys of those that it names."""

    section: Section | None
    total: int
    named: set[int]


def late(kpis: QuerySet[Kpi], *, but: Collection[int], now: datetime) -> Late:
    """What is late of these KPIs: two statements.

    KPIs with the keys in `but` are said to be late elsewhere; where their source fails they are named for the cause.
    """
    overdue, failing = Q(reading__due_at__lt=now), Q(reading__failing_since__isnull=False)
    found = kpis.filter((overdue & ~Q(pk__in=but)) | failing)
    count = found.count()
    groups = _by_cause(watched(found, most=MOST, now=now))
    shown, others = groups[:MOST_LINES], groups[MOST_LINES:]
    left = count - sum(map(len, shown))
    only_failing = all(kpi.failing_since for group in others for kpi in group)
    path = _board(Status.SOURCE_FAILING if only_failing else Status.LATE) if left else ""
    section = Section("What is late", [_line(group, now) for group in shown], and_more(left), path)
    return Late(section if shown else None, count, {kpi.key for group in shown for kpi in group})


def _by_cause(kpis: Sequence[Watched]) -> list[list[Watched]]:
    """Those whose sources fail for the same cause together, the most first; every other KPI by itself."""
    groups: dict[str | int, list[Watched]] = {}
    for kpi in kpis:
        groups.setdefault(kpi.failing_why or kpi.key, []).append(kpi)
    return sorted(groups.values(), key=len, reverse=True)


def _line(group: Sequence[Watched], now: datetime) -> Line:
    return _of_one(group[0], now) if len(group) == 1 else _of_many(group, now)


def _of_one(kpi: Watched, now: datetime) -> Line:
    last = measured(kpi)
    return Line(
        shape=Shape.NONE,
        word=kpi.in_want(now),
        headline=isolated(kpi.called),
        detail=" ".join(filter(None, [_before(kpi), _detail([kpi]), _way_out(kpi, now)])),
        path=reverse("kpi", args=[current_workspace().slug, kpi.key]),
        measured=f"The last was {last}" if last else "",
    )


def _before(kpi: Watched) -> str:
    """What was wrong when values still came: 'Before that: red line crossed in each of 36 months.'; '' for nothing."""
    words = kpi.words or ""
    return f"Before that: {words[:1].lower()}{words[1:]}." if kpi.status in URGENCY else ""


def _way_out(kpi: Watched, now: datetime) -> str:
    """What ends a line that would stand in every digest; '' while values may still come."""
    is_old = kpi.value_time is not None and now - kpi.value_time > LONG_AGO
    return "If nobody needs it any more, retire it: it is no longer listed then, and its values stay." if is_old else ""


def _of_many(group: Sequence[Watched], now: datetime) -> Line:
    since = min(kpi.failing_since or now for kpi in group)
    return Line(
        shape=Shape.NONE,
        word=f"Source failing for {span(now - since)}",
        headline=_listed([kpi.called for kpi in group]),
        detail=_detail(group),
        path=_board(Status.SOURCE_FAILING),
    )


def _detail(group: Sequence[Watched]) -> str:
    """The cause where a source fails, and who owns these KPIs."""
    owners = list(dict.fromkeys(kpi.owner for kpi in group if kpi.owner))
    owned = f"Owner{'s' if len(owners) > 1 else ''}: {_listed(owners)}." if owners else ""
    nobody = "Nobody owns it." if len(group) == 1 else "Nobody owns them."
    return f"{shorten(group[0].failing_why or '', CAUSE, placeholder=' …')} {owned or nobody}".strip()


def _listed(names: Sequence[str]) -> str:
    """'Calls, Chats, Mails and five more'."""
    more = f" and {in_words(len(names) - NAMED)} more" if len(names) > NAMED else ""
    return ", ".join(isolated(name) for name in names[:NAMED]) + more


def _board(status: Status) -> str:
    return f"{reverse('board', args=[current_workspace().slug])}?status={status}"
