"""What no value announces: values that do not come, sources that fail, answers that nobody gives. Looked at by the
clock, in all workspaces but samples.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from vitalfew.accounts.models import Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.alerts import missing
from vitalfew.alerts.again import tell_again, untouched
from vitalfew.alerts.models import Breach
from vitalfew.alerts.overdue import tell_others, unanswered
from vitalfew.collecting.models import Feed
from vitalfew.kpis.models import Reading
from vitalfew.method.alerting import PERIODS_TO_RECOVER, Kind
from vitalfew.method.periods import Frequency, per_year

FAILING_FOR = timedelta(hours=1)
YEAR = timedelta(days=365.25)
Look = Callable[[datetime], QuerySet[Any]]
log = logging.getLogger(__name__)


def watch(*, now: datetime) -> int:
    """Open, end and hand on what is due to be; gives how much. Where nothing is, it costs six statements.

    What fails in a workspace is logged and left as it was until the next look, and holds up nothing else.
    """
    looks = (_ended, _failing, _late, untouched, unanswered)
    places = {pk for look in looks for pk in look(now).values_list("workspace", flat=True).distinct()}
    watched = Workspace.objects.filter(pk__in=places, is_sample=False) if places else ()
    return sum(_watched(workspace, now) for workspace in watched)


def _watched(workspace: Workspace, now: datetime) -> int:
    steps: tuple[tuple[Look, Callable[..., int]], ...] = (
        (_ended, missing.end),
        (_failing, missing.failing),
        (_late, missing.late),
        (untouched, tell_again),
        (unanswered, tell_others),
    )
    with entered(workspace), transaction.atomic():
        if not _taken(workspace):
            return 0
        return sum(_done(workspace, look, do, now) for look, do in steps)


def _done(workspace: Workspace, look: Look, do: Callable[..., int], now: datetime) -> int:
    try:
        with transaction.atomic():
            return do(look(now).filter(workspace=workspace), now=now)
    except Exception:
        log.exception("%s failed in the workspace %s; it is tried again at the next tick.", do.__name__, workspace.slug)
        return 0


def _taken(workspace: Workspace) -> bool:
    """Whether nobody else watches it; from now on, and until this transaction ends, nobody else does."""
    free = Workspace.objects.select_for_update(no_key=True, skip_locked=True)
    return free.filter(pk=workspace.pk).first() is not None


def _ended(now: datetime) -> QuerySet[Breach]:
    """Open breaches that have no ground any more: values came, the source answers, or the KPI was retired."""
    feeds = Feed.everywhere.filter(kpi=OuterRef("kpi"), failing_since__isnull=False, paused_at=None)
    readings = Reading.everywhere.filter(kpi=OuterRef("kpi"), due_at__lt=now)
    came, works = Q(kind=Kind.LATE) & ~Exists(readings), Q(kind=Kind.SOURCE_FAILING) & ~Exists(feeds)
    found: QuerySet[Breach] = Breach.everywhere.filter(closed_at=None)
    return found.filter(came | works | Q(kpi__retired_at__isnull=False))


def _failing(now: datetime) -> QuerySet[Feed]:
    """Sources that have failed for an hour and of which nobody was told."""
    found: QuerySet[Feed] = Feed.everywhere.filter(failing_since__lte=now - FAILING_FOR, paused_at=None)
    return found.filter(~_there(Kind.SOURCE_FAILING, since="failing_since"), kpi__retired_at=None)


def _late(now: datetime) -> QuerySet[Reading]:
    """Readings whose next value is overdue, but not so long that it is history, and whose source does not fail."""
    failing = Feed.everywhere.filter(kpi=OuterRef("kpi"), failing_since__isnull=False)
    found: QuerySet[Reading] = Reading.everywhere.filter(_lately(now), due_at__lt=now, kpi__retired_at=None)
    return found.filter(~Exists(failing), ~_there(Kind.LATE, since="due_at"))


def _there(kind: Kind, *, since: str) -> Exists:
    """Whether a breach was opened since then: one that a person has closed is not opened anew for the same reason."""
    return Exists(Breach.everywhere.filter(kpi=OuterRef("kpi"), kind=kind, opened_at__gte=OuterRef(since)))


def _lately(now: datetime) -> Q:
    lately = Q()
    for frequency in Frequency:
        lately |= Q(kpi__frequency=frequency, due_at__gt=now - PERIODS_TO_RECOVER * YEAR / per_year(frequency))
    return lately
