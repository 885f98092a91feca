"""Values that came by a call: stored at once, judged a moment later, never lost between."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter

from django.db import DatabaseError, connection, transaction

from vitalfew.accounts.models import Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.kpis.events import values_changed
from vitalfew.kpis.judging import all_by_period
from vitalfew.kpis.models import Arrival, Kpi, Series
from vitalfew.method.frequency import Frequency

log = logging.getLogger(__name__)
AT_ONCE, READ = 500, 10_000
Place = tuple[int, int, int]
SURE_SPAN = timedelta(days=20 * 365)
"""Hours of so many years can be kept whatever there is; only series of hours can have too many periods."""


def arrive(*, series_ids: Iterable[int], now: datetime) -> None:
    """Have these series judged soon; called in the transaction that stored their values.

    Raises ValueError where more periods lie between the first and the last value than can be kept.
    """
    ids = set(series_ids)
    Arrival.objects.bulk_create(Arrival(series_id=each) for each in ids)
    hourly = Kpi.objects.filter(series__in=ids, frequency=Frequency.HOUR)
    long = hourly.filter(series__observations__time__lt=now - SURE_SPAN).distinct()
    all_by_period(list(long.select_related("definition", "workspace")))


def judge_arrived(*, now: datetime) -> int:
    """Judge, in all workspaces, series of which values arrived, 500 at most; gives how many.

    Series that somebody else is judging are left for the next time. One that cannot be judged keeps its arrivals, is
    logged, and holds up no other.
    """
    if not Arrival.everywhere.exists():
        return 0
    waiting = _waiting()
    try:
        return _judge(waiting)
    except DatabaseError:
        raise
    except Exception:
        log.exception("Of %d series one cannot be judged; each is judged by itself.", len(waiting))
        return sum(_judge_alone(series, arrivals) for series, arrivals in waiting.items())


def _waiting() -> dict[int, list[Place]]:
    """The arrivals of the 500 series that wait longest."""
    found: dict[int, list[Place]] = {}
    for place in Arrival.everywhere.order_by("pk").values_list("workspace", "series", "pk")[:READ]:
        found.setdefault(place[1], []).append(place)
    return {series: found[series] for series in list(found)[:AT_ONCE]}


@transaction.atomic
def _judge(waiting: Mapping[int, Sequence[Place]]) -> int:
    """Judge those of these series that nobody else is judging; from now on others wait for us."""
    series = Series.everywhere.filter(pk__in=waiting).order_by("pk")
    held = list(series.select_for_update(skip_locked=True, no_key=True).values_list("pk", flat=True))
    arrivals = sorted(arrival for each in held for arrival in waiting[each])
    for workspace, own in groupby(arrivals, key=itemgetter(0)):
        with entered(Workspace.objects.get(pk=workspace)):
            values_changed.send(Arrival, series_ids={series for _, series, _ in own})
    _forget([arrival for _, _, arrival in arrivals])
    return len(held)


def _judge_alone(series: int, arrivals: Sequence[Place]) -> int:
    try:
        return _judge({series: arrivals})
    except DatabaseError:
        raise
    except Exception:
        log.exception("Series %d cannot be judged; it is tried again at its turn.", series)
        return 0


def _forget(arrivals: Sequence[int]) -> None:
    """Remove exactly those that were read: one that came since must be judged, too."""
    gone = Arrival.everywhere.filter(pk__in=arrivals)
    gone._raw_delete(gone.db)  # noqa: SLF001  (nobody listens, and `delete` would load them by the hundred)


def hold(sender: object, *, series_ids: Iterable[int], **_: object) -> None:
    """Of two that judge the same series the second one waits, and sees what the first one stored."""
    if not connection.features.has_select_for_update:  # writers wait for each other as it is
        return
    series = Series.objects.filter(pk__in=list(series_ids)).order_by("pk")
    list(series.select_for_update(no_key=True).values_list("pk", flat=True))
