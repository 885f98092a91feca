"""Locking limits, unlocking them, beginning and removing a phase."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Role
from vitalfew.kpis.baselines import begin_phase, join_phase, unlock
from vitalfew.kpis.baselines import lock as lock_limits
from vitalfew.kpis.judging import judged
from vitalfew.kpis.models import Kpi, Phase
from vitalfew.kpis.queries import kpis_with_everything
from vitalfew.web.addresses import go_to
from vitalfew.web.kpis.forms.period import read_written
from vitalfew.web.kpis.forms.phase import LockForm, PhaseForm
from vitalfew.web.kpis.limits_words import left_behind, unmarked
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving


@needs(Role.LEAD)
def lock(request: PageRequest, pk: int) -> HttpResponse:
    """Lock the limits on a stretch of values."""
    kept = get_object_or_404(kpis_with_everything(), pk=pk)
    form = LockForm(request.POST or None, kpi=kept)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            before = judged(kept, now=timezone.now())
            with saving(request, f"Limits of {kept} locked"):
                lock_limits(kpi=kept, start=data["start"], until=data["until"], by=request.person)
            after = judged(kpis_with_everything().get(pk=pk), now=timezone.now())
            for words in unmarked(kept, before, after, until=data["until"]):
                messages.info(request, words)
            return go_to(request, "kpi", pk)
        except ValidationError as error:
            form.add_error("until", error)
    return render(request, "web/kpis/lock.html", {"form": form, "kpi": kept})


@needs(Role.LEAD)
@require_POST
def unlocked(request: PageRequest, pk: int, phase: int) -> HttpResponse:
    """Let limits learn again."""
    kept, there = _found(pk, phase)
    with saving(request, f"Limits of {kept} unlocked"):
        unlock(phase=there, by=request.person)
    return go_to(request, "kpi", pk)


@needs(Role.LEAD)
def begin(request: PageRequest, pk: int) -> HttpResponse:
    """Begin a new phase at a dated change; `?at=2018-03-01` proposes where, `&reason=…` why."""
    kept = get_object_or_404(kpis_with_everything(), pk=pk)
    initial = {"at": request.GET.get("at", ""), "reason": request.GET.get("reason", "")}
    form = PhaseForm(request.POST or None, kpi=kept, now=timezone.now(), initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            with saving(request, f"New phase of {kept}: {data['reason']}"):
                begin_phase(kpi=kept, at=data["at"], reason=data["reason"], by=request.person)
            return go_to(request, "kpi", pk)
        except ValidationError as error:
            form.add_error("at", error)
    at = read_written(request.POST.get("at") or request.GET.get("at", ""), kept.workspace.zone_info)
    stops = left_behind(kept, judged(kept, now=timezone.now()), at=at)
    return render(request, "web/kpis/phase.html", {"form": form, "kpi": kept, "stops": stops})


@needs(Role.LEAD)
@require_POST
def joined(request: PageRequest, pk: int, phase: int) -> HttpResponse:
    """Remove a phase."""
    kept, there = _found(pk, phase)
    with saving(request, f"Phase of {kept} removed"):
        join_phase(phase=there, by=request.person)
    messages.info(request, "Its values are judged with the phase before it again.")
    return go_to(request, "kpi", pk)


def _found(pk: int, phase: int) -> tuple[Kpi, Phase]:
    kept = get_object_or_404(kpis_with_everything(), pk=pk)
    return kept, get_object_or_404(kept.phases, pk=phase)
