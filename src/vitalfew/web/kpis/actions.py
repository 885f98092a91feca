"""What is done about a KPI: open actions, and those that are done."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Role
from vitalfew.alerts.models import Action
from vitalfew.kpis.models import Kpi
from vitalfew.web.addresses import go_to
from vitalfew.web.kpis.forms.action import ActionForm
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving


@needs(Role.MEMBER)
def add(request: PageRequest, pk: int) -> HttpResponse:
    """Say what is done about a KPI, by whom, by when."""
    kept = get_object_or_404(Kpi.objects.select_related("definition"), pk=pk)
    initial = {"who": kept.owner_id or request.person.pk}
    form = ActionForm(request.POST or None, initial=initial, auto_id="action_%s")
    if request.method == "POST" and form.is_valid():
        with saving(request, f"Action on {kept}: {form.cleaned_data['what']}"):
            form.build(kept).save()
        return go_to(request, "kpi", pk)
    return render(request, "web/kpis/action.html", {"form": form, "kpi": kept})


@needs(Role.MEMBER)
@require_POST
def finish(request: PageRequest, pk: int, action: int) -> HttpResponse:
    """Mark an action done, or open it again."""
    there: Action = get_object_or_404(Action.objects.filter(kpi=pk), pk=action)
    with saving(request, f"{there}: {'done' if there.done_at is None else 'open again'}"):
        there.finish() if there.done_at is None else there.reopen()
    return go_to(request, "kpi", pk)
