"""Values that are typed by hand and due: their owners are reminded in their morning, once for each period."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse

from vitalfew.accounts.models import Workspace
from vitalfew.accounts.names import isolated
from vitalfew.collecting.models import Feed
from vitalfew.kpis.models import Observation, Origin, Reading
from vitalfew.method.periods import Frequency, label, period_end
from vitalfew.notices.actions import Telling, tell_all

MORNING = 7
LONGEST_GRACE = timedelta(days=400)
BY_HAND = (Origin.HAND, Origin.CHECKIN)


def remind(*, workspace: Workspace, now: datetime) -> int:
    """Remind owners whose morning has come of each value they owe, once; gives how many are owed."""
    if workspace.is_sample:
        return 0
    owed = []
    for reading in _typed(now):
        reading.kpi.workspace = workspace
        if reading.kpi.owner.left_at is None and _is_wanted(reading, now):
            owed.append(_telling(reading))
    tell_all(owed, now=now)
    return len(owed)


def _typed(now: datetime) -> QuerySet[Reading]:
    """Readings of KPIs that have an owner and no source, whose last value a person typed and whose next is not late."""
    last = Observation.objects.filter(series=OuterRef("kpi__series")).order_by("-time").values("origin")[:1]
    found: QuerySet[Reading] = Reading.objects.filter(
        ~Exists(Feed.objects.filter(kpi=OuterRef("kpi"))), due_at__gt=now, due_at__lt=now + LONGEST_GRACE,
        kpi__retired_at=None, kpi__owner__isnull=False,
    )  # fmt: skip
    typed = found.annotate(origin=Subquery(last)).filter(origin__in=BY_HAND)
    return typed.select_related("kpi__definition", "kpi__owner__workspace").order_by("kpi__definition__name", "pk")


def _is_wanted(reading: Reading, now: datetime) -> bool:
    """Whether the period after the last value is over, and it is morning or later where the owner is."""
    return _wanted_from(reading) <= now and now.astimezone(reading.kpi.owner.zone_info).hour >= MORNING


def _wanted_from(reading: Reading) -> datetime:
    kpi = reading.kpi
    frequency, zone = Frequency(kpi.frequency), kpi.workspace.zone_info
    return period_end(period_end(reading.value_time, frequency, zone), frequency, zone)


def _telling(reading: Reading) -> Telling:
    kpi = reading.kpi
    frequency, zone = Frequency(kpi.frequency), kpi.workspace.zone_info
    wanted = label(period_end(reading.value_time, frequency, zone), frequency, zone)
    return Telling(
        to=kpi.owner,
        key=f"due:{kpi.pk}:{reading.value_time:%Y-%m-%dT%H}",
        subject=f"A value is due: {isolated(kpi)} for {wanted}",
        paragraphs=["It takes a minute."],
        link=reverse("kpi_record", args=[kpi.workspace.slug, kpi.pk]),
        urgent=False,
        group="values due",
    )
