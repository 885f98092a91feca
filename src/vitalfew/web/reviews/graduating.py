"""Graduation: a key result that should now be held becomes a KPI, with a standard from what it does by now."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from vitalfew.accounts.models import Role, Team
from vitalfew.kpis.keeping import keep
from vitalfew.kpis.models import Kpi
from vitalfew.okrs.course.courses import kpi_of
from vitalfew.okrs.cycles.graduation import begin_limits, begun_with, link
from vitalfew.okrs.models import KeyResult, Score
from vitalfew.okrs.queries import key_results_with_everything
from vitalfew.web.addresses import go_to
from vitalfew.web.kpis.forms.kpi import KpiForm
from vitalfew.web.kpis.live import look_at_form
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving


@needs(Role.MEMBER)
def graduate(request: PageRequest, pk: int) -> HttpResponse:
    """The form of a KPI, filled in; the KPI goes on in the key result's own series."""
    one = get_object_or_404(key_results_with_everything(), pk=pk)
    if (measured_by := kpi_of(one)) is not None:
        return _hold(request, one, measured_by)
    begun = begun_with(one)
    form = KpiForm(request.POST or None, person=request.person, initial={**begun.fields, **_whose(one)})
    if request.method == "POST" and form.is_valid():
        kept = form.build()
        kept.series_id, kept.goes_on_since = one.series_id, timezone.now()
        with saving(request, f"{kept.definition.name} graduated: it is held from now on, as a KPI"):
            keep(kpi=kept, by=request.person)
            link(key_result=one, kpi=kept, by=request.person)
            begin_limits(kpi=kept, begun=begun, by=request.person)
        return go_to(request, "kpi", kept.pk)
    looked = look_at_form(form, workspace=request.person.workspace)
    context = {"form": form, "looked": looked, "graduates": one, "begun": begun, "no_team": not Team.objects.exists(),
               "was_private": one.objective.private}  # fmt: skip
    return render(request, "web/kpis/edit.html", context)


def _hold(request: PageRequest, one: KeyResult, kpi: Kpi) -> HttpResponse:
    """Say that a KPI measures it already, and let it graduate to that one."""
    held = Score.objects.filter(key_result=one, graduated_to=kpi).exists()
    if request.method == "POST" and not held:
        with saving(request, f"{one} is held from now on, as the KPI that measured it"):
            link(key_result=one, kpi=kpi, by=request.person)
        return go_to(request, "kpi", kpi.pk)
    return render(request, "web/reviews/hold.html", {"key_result": one, "kpi": kpi, "held": held})


def _whose(key_result: KeyResult) -> Mapping[str, object]:
    return {"owner": key_result.responsible, "team": key_result.objective.team}
