"""Values that are typed by hand and due: their owners are reminded in their morning, once for each period."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse

from vitalfew.accounts.models import Person, Workspace
from vitalfew.accounts.names import isolated
from vitalfew.collecting.models import Feed
from vitalfew.kpis.models import Kpi, Observation, Origin, Reading
from vitalfew.method.periods import label, period_end, with_article
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
        owner, wanted = reading.kpi.owner, _wanted(reading)
        if owner is None or owner.left_at is not None or wanted is None:
            continue
        start, end = wanted
        if end <= now and now.astimezone(owner.zone_info).hour >= MORNING:
            owed.append(_telling(reading.kpi, owner, start))
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
    whole = typed.select_related("kpi__definition", "kpi__owner__workspace", "kpi__team")
    return whole.order_by("kpi__definition__name", "pk")


def _wanted(reading: Reading) -> tuple[datetime, datetime] | None:
    """The period after the last value: its start and its end."""
    if reading.value_time is None:
        return None
    frequency, zone = reading.kpi.every, reading.kpi.workspace.zone_info
    start = period_end(reading.value_time, frequency, zone)
    return start, period_end(start, frequency, zone)


def _telling(kpi: Kpi, owner: Person, start: datetime) -> Telling:
    wanted = with_article(label(start, kpi.every, kpi.workspace.zone_info))
    return Telling(
        to=owner,
        key=f"due:{kpi.pk}:{start:%Y-%m-%dT%H}",
        subject=f"A value is due: {isolated(kpi)} for {wanted}",
        paragraphs=["It takes a minute."],
        link=reverse("kpi_record", args=[kpi.workspace.slug, kpi.pk]),
        link_words="Record it",
        urgent=False,
        group="values due",
    )
