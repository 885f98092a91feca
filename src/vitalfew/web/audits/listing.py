"""The audits that are kept."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Role
from vitalfew.audits import queries
from vitalfew.audits.keeping import delete
from vitalfew.web.addresses import go_to
from vitalfew.web.audits.words import headline, since_words
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving

A_PAGE = 25


def audits(request: PageRequest) -> HttpResponse:
    """All audits, the newest first."""
    page = Paginator(queries.audits(), A_PAGE).get_page(request.GET.get("page"))
    lines = [(each, headline(each.count, each.few), since_words(each)) for each in page]  # type: ignore[attr-defined]
    return render(request, "web/audits/audits.html", {"page": page, "lines": lines})


@needs(Role.MEMBER)
@require_POST
def delete_audit(request: PageRequest, pk: int) -> HttpResponse:
    """Put an audit out of sight; what was accepted from it stays."""
    one = get_object_or_404(queries.kept_audits(), pk=pk)
    with saving(request, f"Audit “{one}” deleted"):
        delete(audit=one, by=request.person, now=timezone.now())
    return go_to(request, "audits")
