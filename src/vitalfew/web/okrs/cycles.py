"""The cycles in which objectives are pursued."""

from datetime import datetime
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Role, Team
from vitalfew.accounts.queries import branch_of
from vitalfew.method.periods import Frequency
from vitalfew.okrs.cycles.closing import unscored
from vitalfew.okrs.cycles.life import NEXT, before, move, offered_to
from vitalfew.okrs.cycles.quarters import quarter as quarter_of
from vitalfew.okrs.models import Cycle, Objective
from vitalfew.web.addresses import address, go_to
from vitalfew.web.forms import RecordForm
from vitalfew.web.okrs.words import week_words
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving

OBJECTIVE = "objective"
AHEAD = {"this": 0, "next": 1}
MOST_CYCLES = 60
QUICK = {
    "this": ("This quarter", Frequency.QUARTER, 0),
    "next": ("Next quarter", Frequency.QUARTER, 1),
    "this_half": ("This half-year", Frequency.HALF_YEAR, 0),
    "next_half": ("Next half-year", Frequency.HALF_YEAR, 1),
}
STEPS = {
    Cycle.State.ACTIVE: "Begin it",
    Cycle.State.DRAFT: "Back to draft",
    Cycle.State.REVIEW: "Begin its review",
    Cycle.State.CLOSED: "Close it",
}
BACK = {Cycle.State.ACTIVE: "Back to work", Cycle.State.REVIEW: "Open it again for its review"}
SAID = {
    Cycle.State.DRAFT: "is a draft again",
    Cycle.State.ACTIVE: "is active",
    Cycle.State.REVIEW: "is in review",
    Cycle.State.CLOSED: "is closed",
}
PHASES = {
    Cycle.State.DRAFT: "Draft: objectives are written, nobody is asked to check in.",
    Cycle.State.ACTIVE: "Active: objectives are at work and checked in on.",
    Cycle.State.REVIEW: "Review: each key result is given its score, and what was learned is written down.",
    Cycle.State.CLOSED: "Closed: nothing in it is edited any more.",
}


class CycleForm(RecordForm):
    """A name and two days, both included."""

    class Meta(RecordForm.Meta):
        model = Cycle
        fields = ("name", "start", "end", "team")
        labels = {"start": "First day", "end": "Last day", "team": "Whose"}
        help_texts = {
            "team": "A team whose dates differ has cycles of its own, shown and offered there and in its parts."
        }
        widgets = {
            "start": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "end": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Any]", self.fields["team"]).empty_label = "Everyone’s"

    def clean_team(self) -> Team | None:
        """A team that leaves no objective of another one behind."""
        team: Team | None = self.cleaned_data["team"]
        if team is None or not self.instance.pk:
            return team
        if self.instance.objectives.exclude(team__in=branch_of(team.pk)).exists():
            raise forms.ValidationError("Objectives of other teams are in it; it stays everyone’s.")
        return team


def cycle_first(request: PageRequest) -> HttpResponse:
    """To the cycles, where one is made before the objective whose form was asked for; it follows then."""
    query = request.GET.copy()
    query["for"] = OBJECTIVE
    return HttpResponseRedirect(f"{address(request.person.workspace, 'cycles')}?{query.urlencode()}")


def cycles(request: PageRequest) -> HttpResponse:
    """All cycles, and one click for the quarters that are missing; `?for=objective` says why one is asked for."""
    now, zone = timezone.now(), request.person.workspace.zone_info
    kept = Cycle.objects.select_related("workspace", "team").annotate(
        objective_count=Count("objectives", filter=Q(objectives__in=Objective.objects.order_by().values("pk")))
    )
    shown = kept if request.person.may(Role.LEAD) else kept.filter(offered_to(request.person.team_id))
    names = set(Cycle.objects.values_list("name", flat=True))
    quick = [(key, word, quarter_of(now=now, zone=zone, ahead=n, every=e)) for key, (word, e, n) in QUICK.items()]
    context = {
        "cycles": [(each, week_words(each, now=now), _awaits_review(each, now)) for each in shown[:MOST_CYCLES]],
        "quick": [each for each in quick if each[2].name not in names],
        "wanted": request.GET.get("for") == OBJECTIVE,
    }
    return render(request, "web/okrs/cycles.html", context)


def _awaits_review(cycle: Cycle, now: datetime) -> bool:
    return cycle.state == Cycle.State.ACTIVE and now >= cycle.ends()


@needs(Role.LEAD)
@require_POST
def quarter(request: PageRequest) -> HttpResponse:
    """Make the cycle of this quarter or half-year, or of the next one."""
    asked = request.POST.get("quarter", "this")
    _, every, ahead = QUICK.get(asked, QUICK["this"])
    found = quarter_of(now=timezone.now(), zone=request.person.workspace.zone_info, ahead=ahead, every=every)
    with saving(request, f"Cycle {found.name}", general=True):
        Cycle.objects.get_or_create(name=found.name, defaults={"start": found.start, "end": found.end})
    query = request.GET.copy()
    if query.pop("for", [])[-1:] == [OBJECTIVE]:
        return HttpResponseRedirect(f"{address(request.person.workspace, 'objective_new')}?{query.urlencode()}")
    return go_to(request, "okrs" if not ahead else "cycles")


@needs(Role.LEAD)
@require_POST
def phase(request: PageRequest, pk: int) -> HttpResponse:
    """Put a cycle into its next phase, or back."""
    cycle = get_object_or_404(Cycle, pk=pk)
    to = request.POST.get("to", "")
    if to not in NEXT[Cycle.State(cycle.state)]:
        messages.error(request, f"{cycle} is {cycle.get_state_display().lower()} already; look at it again.")
        return go_to(request, "cycle_edit", pk)
    with saving(request, f"Cycle {cycle} {SAID[Cycle.State(to)]}", general=True):
        move(cycle=cycle, to=to)
    return go_to(request, "review_cycle" if to == Cycle.State.REVIEW else "cycle_edit", pk)


@needs(Role.LEAD)
def new(request: PageRequest) -> HttpResponse:
    """A cycle of any length."""
    return _edit(request, Cycle())


@needs(Role.LEAD)
def edit(request: PageRequest, pk: int) -> HttpResponse:
    """A cycle, to change."""
    return _edit(request, get_object_or_404(Cycle, pk=pk))


def _edit(request: PageRequest, cycle: Cycle) -> HttpResponse:
    if request.method == "POST":
        cycle.refuse_if_closed()
    form = CycleForm(request.POST or None, instance=cycle)
    if request.method == "POST" and form.is_valid():
        with saving(request, f"Cycle {form.cleaned_data['name']}", general=True):
            form.save()
            cycle.refresh()
        return go_to(request, "cycles")
    context = {"form": form, "cycle": cycle, **(_life(cycle) if cycle.pk else {})}
    return render(request, "web/okrs/cycle_edit.html", context)


def _life(cycle: Cycle) -> dict[str, object]:
    """The phases of a cycle, which one it is in, and what may come next."""
    state = Cycle.State(cycle.state)
    order = list(Cycle.State)
    words = [(to, (BACK if order.index(to) < order.index(state) else {}).get(to, STEPS[to])) for to in NEXT[state]]
    drafts = cycle.objectives.filter(state=Objective.State.DRAFT).count()
    return {
        "phases": [(each, said, each is state) for each, said in PHASES.items()],
        "steps": words,
        "unscored": unscored(cycle) if state is Cycle.State.REVIEW else 0,
        "drafts": drafts if state is Cycle.State.REVIEW else 0,
        "before": before(cycle) if state is not Cycle.State.CLOSED else None,
    }
