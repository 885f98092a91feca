"""Values that came by a call: stored at once, judged a moment later, never lost between."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter

from django.db import connection, transaction

from vitalfew.accounts.models import Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.kpis.events import values_changed
from vitalfew.kpis.judging import all_by_period
from vitalfew.kpis.models import Arrival, Kpi, Series
from vitalfew.method.frequency import Frequency

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

    Series that somebody else is judging are left for the next time. What fails leaves its arrivals where they are.
    """
    if not Arrival.everywhere.exists():
        return 0
    with transaction.atomic():
        arrivals = _held(Arrival.everywhere.order_by("pk").values_list("workspace", "series", "pk")[:READ])
        for workspace, own in groupby(sorted(arrivals), key=itemgetter(0)):
            with entered(Workspace.objects.get(pk=workspace)):
                values_changed.send(Arrival, series_ids={series for _, series, _ in own})
        _forget([arrival for _, _, arrival in arrivals])
    return len({series for _, series, _ in arrivals})


def _held(arrivals: Iterable[Place]) -> list[Place]:
    """Those of the first 500 series, without what somebody else is judging; from now on others wait for us."""
    by_series: dict[int, list[Place]] = {}
    for arrival in arrivals:
        by_series.setdefault(arrival[1], []).append(arrival)
    ids = list(by_series)[:AT_ONCE]
    free = Series.everywhere.filter(pk__in=ids).order_by("pk").select_for_update(skip_locked=True, no_key=True)
    return [arrival for series in free.values_list("pk", flat=True) for arrival in by_series[series]]


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
