"""Values that came by a call: stored at once, judged a moment later, never lost between."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby

from django.db import connection, transaction
from django.db.models import Min

from vitalfew.accounts.models import Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.kpis.events import values_changed
from vitalfew.kpis.judging import all_by_period
from vitalfew.kpis.models import Arrival, Kpi, Series
from vitalfew.kpis.one_by_one import OneByOne
from vitalfew.method.frequency import Frequency

MOST, BATCH = 5_000, 100
SURE_SPAN = timedelta(days=20 * 365)
"""Hours of so many years can be kept whatever there is; only series of hours can have too many periods."""
_arrived = OneByOne("Series")


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
    """Judge, in all workspaces, series of which values arrived, each once, 5,000 at most; gives how many.

    Series that somebody else is judging are left for the next time. One that cannot be judged keeps its arrivals, is
    logged, is tried again in an hour, and holds up no other.
    """
    if not Arrival.everywhere.exists():
        return 0
    there = Arrival.everywhere.exclude(series__in=_arrived.left_alone(now=now))
    by_age = there.values_list("series", "workspace").annotate(first=Min("pk")).order_by("first")
    waiting = {series: workspace for series, workspace, _ in by_age[:MOST]}
    series = list(waiting)
    batches = [series[at : at + BATCH] for at in range(0, len(series), BATCH)]
    return sum(_arrived.judge(partial(_judge, waiting), batch, now=now) for batch in batches)


@transaction.atomic
def _judge(waiting: Mapping[int, int], batch: Sequence[int]) -> int:
    """Judge those of these series that nobody else is judging; from now on others wait for us.

    Their arrivals go before the values are read: one that comes between is left, and is judged again.
    """
    series = Series.everywhere.filter(pk__in=batch).order_by("pk")
    held = list(series.select_for_update(skip_locked=True, no_key=True).values_list("pk", flat=True))
    seen = Arrival.everywhere.filter(series__in=held)
    seen._raw_delete(seen.db)  # noqa: SLF001  (nobody listens, and `delete` would load them by the hundred)
    for workspace, own in groupby(sorted(held, key=waiting.__getitem__), key=waiting.__getitem__):
        with entered(Workspace.objects.get(pk=workspace)):
            values_changed.send(Arrival, series_ids=set(own))
    return len(held)


def hold(sender: object, *, series_ids: Iterable[int], **_: object) -> None:
    """Of two that judge the same series the second one waits, and sees what the first one stored."""
    if not connection.features.has_select_for_update:  # writers wait for each other as it is
        return
    series = Series.objects.filter(pk__in=list(series_ids)).order_by("pk")
    list(series.select_for_update(no_key=True).values_list("pk", flat=True))
