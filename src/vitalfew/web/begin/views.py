"""One page from a question to a KPI with its baseline and, if there is one, the objective about it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from vitalfew.accounts.models import Role, Team
from vitalfew.okrs.beginning import begin
from vitalfew.web.addresses import go_to
from vitalfew.web.begin.forms import BeginForm
from vitalfew.web.begin.live import said_of_form
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.rules.offered import with_used
from vitalfew.web.saving import saving


@needs(Role.MEMBER)
def begin_page(request: PageRequest) -> HttpResponse:
    """Ask, and keep what was answered as one change."""
    sent = with_used(request.POST) if request.method == "POST" else None
    form = BeginForm(sent, person=request.person)
    if sent is not None and "use" not in sent and form.is_valid():
        data = form.cleaned_data
        with saving(request, f"Begun with “{data['question']}”"):
            begun = begin(
                definition=form.definition(),
                team=data["team"],
                frequency=data["frequency"],
                value=data["value"],
                by=request.person,
                now=timezone.now(),
                objective=data["objective"].strip(),
                target=data["target"],
            )
        if begun.objective is not None:
            return go_to(request, "objective", begun.objective.pk)
        return go_to(request, "kpi", begun.kpi.pk)
    context = {
        "form": form,
        "no_team": not Team.objects.exists(),
        "said": said_of_form(form, workspace=request.person.workspace),
    }
    return render(request, "web/begin/begin.html", context)
