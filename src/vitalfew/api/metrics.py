"""`/metrics`: what a workspace knows, for Prometheus to scrape and Grafana to draw."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from vitalfew.accounts.scoping import NOBODY, current_workspace, entered
from vitalfew.alerts.models.breach import KINDS, Breach
from vitalfew.api.exposition import CONTENT_TYPE, Gauge, exposition, labels
from vitalfew.api.tokens import Bearer
from vitalfew.collecting.models import Feed
from vitalfew.kpis.models import Arrival, Kpi
from vitalfew.kpis.stated import Stated, stated
from vitalfew.method.status import Status
from vitalfew.notices.models import Delivery, Notice

UNKNOWN = (
    "Send the header Authorization: Bearer vf_… with a token of the workspace. Make one on the page Tokens, or with "
    "'vitalfew token create NAME'.\n"
)
BAND = ("lower", "centre", "upper")
LINES = (("target_upper", "target_upper"), ("red_lower", "red_below"), ("red_upper", "red_above"))
Kept = Sequence[tuple[str, Stated]]


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The numbers of the token's workspace; 401 without a token that is known."""
    token: Any = Bearer()(request)
    if not token:
        return HttpResponse(UNKNOWN, status=401, content_type="text/plain", headers={"WWW-Authenticate": "Bearer"})
    with entered(token.workspace, reader=NOBODY):
        text = exposition([*of_kpis(now=timezone.now()), *of_work()])
    return HttpResponse(text, content_type=CONTENT_TYPE)


def of_kpis(*, now: datetime) -> Iterator[Gauge]:
    """What is known of each KPI that is kept: two statements."""
    found = Kpi.objects.filter(retired_at=None).order_by("pk")
    kept = [(_named(row), row) for row in stated(found)]
    values = [(name, row.judged_value) for name, row in kept if row.judged_value is not None]
    said = "The value of a KPI in its last finished period, which was judged, in its own unit."
    yield Gauge("vitalfew_kpi_value", said, values)
    times = [(name, row.judged_time.timestamp()) for name, row in kept if row.judged_time is not None]
    said = "Start of the period of that value, in seconds since 1970; time() minus this is its age."
    yield Gauge("vitalfew_kpi_value_timestamp_seconds", said, times)
    yield Gauge("vitalfew_kpi_value_in_progress", "What has come of the period that is not over.", _in_progress(kept))
    yield Gauge("vitalfew_kpi_status", "1 for the status that a KPI has now, 0 for the others.", _statuses(kept, now))
    yield Gauge("vitalfew_kpi_limit", "The natural process limits of a KPI and their centre.", _limits(kept, found))
    yield Gauge("vitalfew_kpi_line", "The target and the red lines of a KPI.", _lines(kept, now))


def _named(row: Stated) -> str:
    return labels(workspace=current_workspace().slug, team=row.team, kpi=row.name, unit=row.unit)


def _in_progress(kept: Kept) -> Iterator[tuple[str, float]]:
    for name, row in kept:
        if row.is_in_progress and row.value is not None:
            yield name, row.value


def _statuses(kept: Kept, now: datetime) -> Iterator[tuple[str, float]]:
    for name, row in kept:
        own = row.status(now)
        yield from ((f'{name},status="{status}"', status == own) for status in Status)


def _limits(kept: Kept, found: Any) -> Iterator[tuple[str, float]]:
    """As the KPI's reading keeps them for its picture; with a season those of the last period."""
    limits = {key: band for key, *band in found.values_list("pk", *(f"reading__picture__{each}" for each in BAND))}
    for name, row in kept:
        for which, limit in zip(BAND, limits.get(row.key, ()), strict=False):
            at_end = limit[-1] if isinstance(limit, list) else limit
            if at_end is not None:
                yield f'{name},limit="{which}"', at_end


def _lines(kept: Kept, now: datetime) -> Iterator[tuple[str, float]]:
    for name, row in kept:
        set_by_people = (("target", row.aim(now)), *((line, getattr(row, field)) for field, line in LINES))
        for line, value in set_by_people:
            if value is not None:
                yield f'{name},line="{line}"', value


def of_work() -> Iterator[Gauge]:
    """What is open and what waits in the workspace: a statement for each."""
    here = labels(workspace=current_workspace().slug)
    counted = Breach.objects.filter(closed_at=None).order_by().values_list("kind").annotate(Count("pk"))
    by_kind: dict[str, int] = dict(counted)
    kinds = [(f'{here},kind="{kind}"', by_kind.get(kind, 0)) for kind in KINDS]
    yield Gauge("vitalfew_breaches_open", "Breaches that are not closed.", kinds)
    failing = Feed.objects.filter(failing_since__isnull=False, paused_at=None).count()
    yield Gauge("vitalfew_sources_failing", "Sources of KPIs that give nothing now.", [(here, failing)])
    arrived = Arrival.objects.order_by().aggregate(series=Count("series", distinct=True))["series"]
    said = "Series whose values came by the API and were not judged yet."
    yield Gauge("vitalfew_series_waiting", said, [(here, arrived)])
    waiting = Notice.objects.filter(packed_at=None).count()
    waiting += Delivery.objects.filter(sent_at=None, gave_up_at=None).count()
    yield Gauge("vitalfew_messages_waiting", "Notices and messages that were not sent yet.", [(here, waiting)])
