"""Acknowledges a breach without signing in. Looking changes nothing, since mail servers open links before people do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from vitalfew.accounts.history import changing
from vitalfew.accounts.models import Person
from vitalfew.accounts.scoping import entered
from vitalfew.alerts.links import meant
from vitalfew.alerts.models import Breach
from vitalfew.alerts.words import action
from vitalfew.charts import kept_sparkline
from vitalfew.lib.links import NoSuchLink
from vitalfew.method.alerting import Kind
from vitalfew.notices.composing import HEIGHT, WIDTH, caption
from vitalfew.notices.models import Notice
from vitalfew.web.kpis.crossed import line


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def acknowledge(request: HttpRequest, token: str) -> HttpResponse:
    """What was crossed in short, and one button; a link that is no good any more says so (404)."""
    try:
        person, breach = meant(token)
    except NoSuchLink:
        return render(request, "web/acknowledge/gone.html", status=404)
    now = timezone.now()
    with entered(person.workspace, reader=person), timezone.override(person.zone_info):
        if request.method == "POST" and breach.closed_at is None:
            with changing(by=person, summary=f"{breach}: acknowledged by the link in a notice"):
                breach.acknowledge(by=person, now=now)
        shown = {"breach": breach, "line": line(breach, now=now), "place": person.workspace, "reader": person}
        shown |= _picture_sent(person, breach)
        shown |= {"action": action(breach.kpi, Kind(breach.kind))}
        return render(request, "web/acknowledge/acknowledge.html", shown)


def _picture_sent(person: Person, breach: Breach) -> dict[str, str]:
    """The small picture of the last notice of this breach to this person, drawn as it was sent, and its caption."""
    notice = Notice.objects.filter(person=person, key__startswith=f"breach:{breach.pk}:").first()
    if notice is None or not notice.chart:
        return {}
    picture = notice.chart["picture"]
    svg = kept_sparkline(picture, title=notice.chart["alt"].rstrip("."), width=WIDTH, height=HEIGHT)
    return {"picture": mark_safe(svg), "caption": caption(picture)}  # noqa: S308  (charts escape their text)
