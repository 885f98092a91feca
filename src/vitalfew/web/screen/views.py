"""The wall without signing in. Looking changes nothing, however often."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from vitalfew.accounts.scoping import NOBODY, entered
from vitalfew.accounts.screens import meant
from vitalfew.lib.links import NoSuchLink
from vitalfew.web.board.selecting import selection_in
from vitalfew.web.wall.showing import shown


@never_cache
@require_safe
def screen(request: HttpRequest, token: str) -> HttpResponse:
    """The wall of the link's team or workspace; a link that is no good any more says so (404)."""
    try:
        found = meant(token)
    except NoSuchLink:
        return render(request, "web/screen/gone.html", status=404)
    with entered(found.workspace, reader=NOBODY), timezone.override(found.workspace.zone_info):
        answer = shown(request, found.workspace, selection_in(request, team=found.team), now=timezone.now())
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
