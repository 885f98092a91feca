"""The workspace's own settings, and the end of a sample."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from vitalfew.accounts.deleting import delete_workspace
from vitalfew.accounts.models import Role, Workspace
from vitalfew.web.addresses import go_to
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving
from vitalfew.web.settings.forms import WorkspaceForm
from vitalfew.web.settings.judging import judge_anew


@needs(Role.ADMIN)
def workspace(request: PageRequest) -> HttpResponse:
    """Change the name, the zone or the rule set; every KPI is judged again by the new ones."""
    form = WorkspaceForm(request.POST or None, instance=Workspace.objects.get(pk=request.person.workspace_id))
    if request.method == "POST" and form.is_valid():
        with saving(request, "The settings of this workspace"):
            form.save()
            if {"zone", "rules"} & set(form.changed_data):
                judge_anew()
        return go_to(request, "workspace")
    return render(request, "web/settings/workspace.html", {"form": form})


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
