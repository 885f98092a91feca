"""The cycles in which objectives are pursued."""

from django import forms
from django.db.models import Count
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Role
from vitalfew.okrs.models import Cycle
from vitalfew.okrs.quarters import quarter as quarter_of
from vitalfew.web.addresses import address, go_to
from vitalfew.web.forms import RecordForm
from vitalfew.web.okrs.words import week_words
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving

OBJECTIVE = "objective"
AHEAD = {"this": 0, "next": 1}


class CycleForm(RecordForm):
    """A name and two days, both included."""

    class Meta(RecordForm.Meta):
        model = Cycle
        fields = ("name", "start", "end", "state")
        labels = {"start": "First day", "end": "Last day"}
        widgets = {
            "start": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "end": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }


def cycle_first(request: PageRequest) -> HttpResponse:
    """To the cycles, where one is made before the objective whose form was asked for; it follows then."""
    query = request.GET.copy()
    query["for"] = OBJECTIVE
    return HttpResponseRedirect(f"{address(request.person.workspace, 'cycles')}?{query.urlencode()}")


def cycles(request: PageRequest) -> HttpResponse:
    """All cycles, and one click for the quarters that are missing; `?for=objective` says why one is asked for."""
    now, zone = timezone.now(), request.person.workspace.zone_info
    kept = list(Cycle.objects.select_related("workspace").annotate(objective_count=Count("objectives")))
    names = {each.name for each in kept}
    quarters = [(word, quarter_of(now=now, zone=zone, ahead=ahead)) for word, ahead in AHEAD.items()]
    context = {
        "cycles": [(each, week_words(each, now=now)) for each in kept],
        "quarters": [(word, found) for word, found in quarters if found.name not in names],
        "wanted": request.GET.get("for") == OBJECTIVE,
    }
    return render(request, "web/okrs/cycles.html", context)


@needs(Role.LEAD)
@require_POST
def quarter(request: PageRequest) -> HttpResponse:
    """Make the cycle of this quarter or the next one."""
    ahead = AHEAD.get(request.POST.get("quarter", "this"), 0)
    found = quarter_of(now=timezone.now(), zone=request.person.workspace.zone_info, ahead=ahead)
    with saving(request, f"Cycle {found.name}"):
        Cycle.objects.get_or_create(name=found.name, defaults={"start": found.start, "end": found.end})
    query = request.GET.copy()
    if query.pop("for", [])[-1:] == [OBJECTIVE]:
        return HttpResponseRedirect(f"{address(request.person.workspace, 'objective_new')}?{query.urlencode()}")
    return go_to(request, "okrs" if not ahead else "cycles")


@needs(Role.LEAD)
def new(request: PageRequest) -> HttpResponse:
    """A cycle of any length."""
    return _edit(request, Cycle())


@needs(Role.LEAD)
def edit(request: PageRequest, pk: int) -> HttpResponse:
    """A cycle, to change."""
    return _edit(request, get_object_or_404(Cycle, pk=pk))


def _edit(request: PageRequest, cycle: Cycle) -> HttpResponse:
    form = CycleForm(request.POST or None, instance=cycle)
    if request.method == "POST" and form.is_valid():
        with saving(request, f"Cycle {form.cleaned_data['name']}"):
            form.save()
            cycle.refresh()
        return go_to(request, "cycles")
    return render(request, "web/okrs/cycle_edit.html", {"form": form, "cycle": cycle})
