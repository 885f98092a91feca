"""A new audit: bring a sheet, look at how it was read, have it judged."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from vitalfew.accounts.models import Role
from vitalfew.audits.keeping import keep_audit
from vitalfew.audits.models import Audit
from vitalfew.audits.queries import kept_audits
from vitalfew.method.audit.judge import judge
from vitalfew.sheets.audit_input import ROLES
from vitalfew.web.addresses import go_to, key_in
from vitalfew.web.audits.forms import BringForm
from vitalfew.web.audits.reading import Reading
from vitalfew.web.kpis.upload.waiting import Waiting, forget_file, keep_file, waiting_file
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving

PURPOSE = "audit"


@needs(Role.MEMBER)
def new(request: PageRequest) -> HttpResponse:
    """Bring a sheet; `?repeat=3` as the repetition of an audit."""
    before = _repeated(request.GET.get("repeat", ""))
    initial = {"name": before.name} if before else {}
    sent = request.method == "POST"
    form = BringForm(request.POST if sent else None, request.FILES if sent else None, initial=initial)
    if sent and form.is_valid():
        waiting = _keep(request, form, before)
        reading = Reading(waiting)
        if reading.found is not None and not reading.problem and not reading.asks:
            return _judge(request, reading)
        if reading.found is not None or reading.form.fields:
            return go_to(request, "audit_read", waiting.token)
        form.add_error("file" if waiting.name else "text", reading.problem)
        forget_file(waiting)
    return render(request, "web/audits/new.html", {"form": form, "before": before})


def _repeated(key: str) -> Audit | None:
    asked = key_in(key)
    return None if asked is None else get_object_or_404(kept_audits(), pk=asked)


def _keep(request: PageRequest, form: BringForm, before: Audit | None) -> Waiting:
    data = form.cleaned_data
    asked = {"name": data["name"]}
    if before is not None:
        asked |= {"before": str(before.pk), **{f"column_{role}": before.columns.get(role, "") for role in ROLES}}
    token = keep_file(data=data["bytes"], name=data["came_as"], asked=asked, person=request.person, purpose=PURPOSE)
    return Waiting(token, data["came_as"], data["bytes"], asked)


@needs(Role.MEMBER)
def read(request: PageRequest, token: str) -> HttpResponse:
    """Show how it was read; judge it when the person says so."""
    waiting = waiting_file(token, person=request.person, purpose=PURPOSE)
    if waiting is None:
        messages.warning(request, "That sheet is not kept any more. Choose it again.")
        return go_to(request, "audit_new")
    if request.POST.get("do") == "forget":
        forget_file(waiting)
        return go_to(request, "audits")
    reading = Reading(waiting, posted=request.POST if request.method == "POST" else None)
    if request.POST.get("do") == "judge" and reading.found is not None and not reading.problem:
        return _judge(request, reading)
    return render(request, "web/audits/read.html", reading.context())


def _judge(request: PageRequest, reading: Reading) -> HttpResponse:
    """Judge the rows, keep the audit, and show it."""
    assert reading.found is not None  # noqa: S101  (looked at by the caller)
    sheet = reading.sheet()
    key = key_in(reading.waiting.asked.get("before", ""))
    before = kept_audits().filter(pk=key).first() if key is not None else None
    judged = judge(reading.found.rows)
    with saving(request, f"Audit “{sheet.name}” kept"):
        kept = keep_audit(sheet=sheet, judged=judged, by=request.person, before=before)
    forget_file(reading.waiting)
    return go_to(request, "audit", kept.pk)
