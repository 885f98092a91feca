"""Definitions that teams share."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from vitalfew.accounts.models import Role
from vitalfew.kpis.models import Definition, Kpi
from vitalfew.kpis.queries import definitions as all_definitions
from vitalfew.web.addresses import go_to
from vitalfew.web.kpis.forms.definition import DefinitionForm
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving


def definitions(request: PageRequest) -> HttpResponse:
    """What is measured here, and which teams keep it."""
    return render(request, "web/kpis/definitions.html", {"definitions": all_definitions()})


@needs(Role.MEMBER)
def edit(request: PageRequest, pk: int) -> HttpResponse:
    """Edit a definition for every team that keeps it."""
    definition = get_object_or_404(Definition.objects, pk=pk)
    form = DefinitionForm(request.POST or None, instance=definition)
    kept = Kpi.objects.filter(definition=definition).select_related("team")
    if request.method == "POST" and form.is_valid():
        with saving(request, f"Definition of {form.instance} edited"):
            form.save()
            definition.refresh()
        return go_to(request, "definitions")
    return render(request, "web/kpis/definition.html", {"form": form, "definition": definition, "kept": kept})
