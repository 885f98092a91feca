"""The workspace's own settings, and the end of a sample."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from vitalfew.accounts.deleting import delete_workspace
from vitalfew.accounts.models import Role, Workspace
from vitalfew.kpis.events import values_changed
from vitalfew.kpis.models import Series
from vitalfew.web.addresses import go_to
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.settings.forms import WorkspaceForm


@needs(Role.ADMIN)
def workspace(request: PageRequest) -> HttpResponse:
    """Change the name, the zone or the rule set; every KPI is judged again by the new ones."""
    subject = Workspace.objects.get(pk=request.person.workspace_id)
    form = WorkspaceForm(request.POST or None, instance=subject)
    if request.method == "POST" and form.is_valid():
        _save(form)
        messages.success(request, "Saved: the settings of this workspace.")
        return go_to(request, "workspace")
    return render(request, "web/settings/workspace.html", {"form": form})


def _save(form: WorkspaceForm) -> None:
    with transaction.atomic():
        changed: Workspace = form.save()
        if {"zone", "rules"} & set(form.changed_data):
            series = Series.objects.values_list("pk", flat=True)
            values_changed.send(sender=type(changed), series_ids=list(series))


@needs(Role.ADMIN)
def delete(request: PageRequest) -> HttpResponse:
    """Delete a sample with everything in it, once and for all."""
    subject = request.person.workspace
    if not subject.is_sample:
        raise Http404
    if request.method != "POST":
        return render(request, "web/settings/delete.html")
    delete_workspace(workspace=subject)
    messages.success(request, f"{subject} is deleted.")
    return redirect("home")
