"""Which KPIs changed their status or their verdict, and which have new values that changed neither."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from vitalfew.briefing.watched import URGENCY, Watched, watched
from vitalfew.kpis.models import Kpi, Verdict
from vitalfew.method.status import Shape, Status

LOUD = (Status.RED_LINE, Status.WORSE, Status.BETTER)
SIGNALS = ("real_change", "check_point", "watch")
WORDS = {"watch": "Worth watching", "check_point": "A point to check"}
MOST = 500


class Changes(NamedTuple):
    """The KPIs whose status or verdict is another one, the weightiest first, and the keys of others with new values."""

    kpis: list[Watched]
    unchanged: set[int]


def changes(kpis: QuerySet[Kpi], *, since: datetime, now: datetime) -> Changes:
    """What came to be a signal since then, or ceased to be one: two statements."""
    spoken = Verdict.objects.filter(kpi=OuterRef("pk"))
    before = spoken.filter(judged_at__lt=since).order_by("-judged_at", "-pk")
    judged = kpis.filter(Exists(spoken.filter(judged_at__gte=since)))
    found = judged.annotate(
        was_status=Subquery(before.values("status")[:1]), was_state=Subquery(before.values("state")[:1])
    ).filter(
        Q(was_status=None) | ~Q(was_status=F("reading__status")) | ~Q(was_state=F("reading__state")),
        Q(reading__status__in=LOUD) | Q(reading__state__in=SIGNALS) | Q(was_status__in=LOUD) | Q(was_state__in=SIGNALS),
    )
    changed = sorted(watched(found, most=MOST, now=now), key=_weight)
    return Changes(changed, set(judged.values_list("pk", flat=True)) - {kpi.key for kpi in changed})


def is_signal(kpi: Watched) -> bool:
    """Whether what is so now is more than chance; else it ceased to be so."""
    return kpi.status in LOUD or kpi.state in SIGNALS


def word(kpi: Watched) -> str:
    """What came of it: 'Worth watching', 'Red line crossed', 'Settled'."""
    if kpi.status in LOUD:
        return kpi.word or ""
    return WORDS.get(kpi.state or "", kpi.word or "") if is_signal(kpi) else "Settled"


def shape(kpi: Watched) -> Shape:
    """The mark beside it."""
    return Shape.WATCH if kpi.status not in LOUD and is_signal(kpi) else kpi.shape


def _weight(kpi: Watched) -> tuple[int, str]:
    quiet = 8 if not is_signal(kpi) else 6 if kpi.state == "watch" else 4
    return (URGENCY.get(kpi.status, 3) if kpi.status in LOUD else quiet, kpi.name)
