"""Moving a row: a form that works by itself, and an answer for the script that keeps the page as it is."""

from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Role
from vitalfew.audits.keeping import MOVES, move, said_of
from vitalfew.audits.models import Audit, AuditRow
from vitalfew.audits.queries import kept_audits, tally, with_records
from vitalfew.web.addresses import address, key_in
from vitalfew.web.audits.board import by_team, heads
from vitalfew.web.audits.words import headline, team_words, total
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving


@needs(Role.MEMBER)
@require_POST
def move_row(request: PageRequest, pk: int) -> HttpResponse:
    """Put a row somewhere else; `move` is its key and where to: '12:growth'."""
    one = get_object_or_404(kept_audits(), pk=pk)
    key, _, to = request.POST.get("move", "").partition(":")
    if to not in MOVES:
        raise Http404("Say which row, and where to.")
    row = get_object_or_404(with_records(AuditRow.objects.all()), audit=one, pk=key_in(key))
    if request.headers.get("accept") == "application/json":
        move(row=row, to=to, by=request.person)
        return JsonResponse(_answer(request, one, row, to))
    with saving(request, f"“{row}” {said_of(to)}"):
        move(row=row, to=to, by=request.person)
    query = request.GET.urlencode()
    back = address(request.person.workspace, "audit", one.pk)
    return HttpResponseRedirect(f"{back}{'?' if query else ''}{query}#row-{row.pk}")


def _answer(request: PageRequest, one: Audit, row: AuditRow, to: str) -> dict[str, object]:
    """The row as it stands now, and every count that the page shows."""
    counted = by_team(tally(audit=one))
    team = request.GET.get("team")
    shown = [each for name, own in counted.items() if team not in counted or team == name for each in own]
    few = total(each for each in shown if each.vital)
    own = counted[row.team]
    context = {"row": row, "person": request.person, "workspace": request.person.workspace}
    return {
        "row": render_to_string("web/audits/parts/row.html", context),
        "place": row.place,
        "vital": row.vital,
        "said": f"{row} {said_of(to)}.",
        "headline": headline(total(shown), few),
        "few": few,
        "heads": {head.place: head.words for head in heads(shown)},
        "team": {
            "words": team_words(own),
            "heads": {head.place: head.words for head in heads(own)},
            "there": {head.place: total(each for each in own if each.place == head.place) for head in heads(own)},
        },
    }
