"""Accepting an audit: which team takes what, then what was made of it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from vitalfew.accounts.models import Role
from vitalfew.audits.accepting import accept
from vitalfew.audits.models import Audit, AuditRow, Linked
from vitalfew.audits.queries import accepted_rows, kept_audits, vital_rows
from vitalfew.web.addresses import go_to
from vitalfew.web.audits.accept_form import AcceptForm
from vitalfew.web.audits.words import NO_TEAM, made_words
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving


@needs(Role.MEMBER)
def accept_audit(request: PageRequest, pk: int) -> HttpResponse:
    """Ask which team keeps what, and make the sheets and drafts."""
    one = get_object_or_404(kept_audits(), pk=pk)
    waiting = [row for row in vital_rows(audit=one) if not row.linked]
    form = AcceptForm(request.POST or None, rows=waiting, person=request.person)
    if request.method == "POST" and waiting and form.is_valid():
        _accept(request, one, form)
        return go_to(request, "audit_made", one.pk)
    context = {"audit": one, "form": form, "waiting": waiting, "accepted": accepted_rows(audit=one).exists()}
    return render(request, "web/audits/accept.html", context)


def _accept(request: PageRequest, one: Audit, form: AcceptForm) -> None:
    with saving(request, f"Audit “{one}” accepted"):
        accept(audit=one, teams=form.teams(), cycle=form.into(), by=request.person)


def made(request: PageRequest, pk: int) -> HttpResponse:
    """What has become of the rows that were accepted, with links."""
    one = get_object_or_404(kept_audits(), pk=pk)
    teams: dict[str, list[AuditRow]] = {}
    for row in accepted_rows(audit=one):
        teams.setdefault(_kept_by(row) or NO_TEAM, []).append(row)
    rows = [row for own in teams.values() for row in own]
    context = {
        "audit": one,
        "teams": teams.items(),
        "made": made_words(rows),
        "found": sum(row.linked == Linked.FOUND for row in rows),
        "left": vital_rows(audit=one).filter(linked="").count(),
    }
    return render(request, "web/audits/made.html", context)


def _kept_by(row: AuditRow) -> str:
    """The team that keeps what the row has become, '' where that was deleted since."""
    objective = row.objective or (row.key_result.objective if row.key_result else None)
    kept = row.kpi or objective
    return str(kept.team) if kept else ""
