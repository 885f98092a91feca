"""The two pages of an upload."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from vitalfew.accounts.models import Role, Team
from vitalfew.kpis.actions import record
from vitalfew.kpis.keeping import keep
from vitalfew.kpis.models import Kpi, Origin
from vitalfew.web.addresses import go_to
from vitalfew.web.kpis.upload.forms import UploadForm
from vitalfew.web.kpis.upload.step import Step
from vitalfew.web.kpis.upload.waiting import forget_file, keep_file, waiting_file
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving


@needs(Role.MEMBER)
def upload(request: PageRequest) -> HttpResponse:
    """Choose a file and the KPI its values belong to; `?kpi=3` proposes one."""
    initial = {"kpi": request.GET.get("kpi", ""), "name": request.GET.get("name", "")}
    form = UploadForm(request.POST or None, request.FILES or None, person=request.person, initial=initial)
    if request.method == "POST" and form.is_valid():
        name = getattr(request.FILES["file"], "name", None) or "file"
        token = keep_file(data=form.cleaned_data["file"], name=name, asked=form.asked(), person=request.person)
        return go_to(request, "kpi_upload_confirm", token)
    return render(request, "web/kpis/upload.html", {"form": form, "no_team": not Team.objects.exists()})


@needs(Role.MEMBER)
def confirm(request: PageRequest, token: str) -> HttpResponse:
    """Show how the file was read; store its values when the person says so."""
    waiting = waiting_file(token, person=request.person)
    if waiting is None:
        messages.warning(request, "That file is not kept any more. Choose it again.")
        return go_to(request, "kpi_upload")
    if request.POST.get("do") == "forget":
        forget_file(waiting)
        return go_to(request, "kpis")
    step = Step(waiting=waiting, person=request.person, posted=request.POST, now=timezone.now())
    if request.POST.get("do") == "store" and step.may_store():
        kept = _store(request, step)
        if kept is not None:
            forget_file(waiting)
            return go_to(request, "kpi", kept.pk)
    return render(request, "web/kpis/upload_confirm.html", step.context())


def _store(request: PageRequest, step: Step) -> Kpi | None:
    """Store the values, with their new KPI where it is one, as one change; None where they cannot be kept."""
    values = step.values
    count = "one value" if len(values) == 1 else f"{len(values):,} values"
    try:
        kept = step.kpi or step.build()
        with saving(request, f"{count} of {kept.definition.name} from {step.waiting.name}"):
            if step.kpi is None:
                keep(kpi=kept, by=request.person)
            stored = record(
                kpi=kept, values=values, origin=Origin.FILE, by=request.person, now=step.now, name=step.waiting.name
            )
    except ValueError as error:  # more periods between the first and the last one than can be kept
        step.problem = str(error)
        return None
    if stored.unchanged:
        which = f"{stored.unchanged:,} of them" if stored.stored else f"The {count} of {step.waiting.name}"
        messages.info(request, f"{which} {'was' if len(values) == 1 else 'were'} there already, unchanged.")
    return kept
