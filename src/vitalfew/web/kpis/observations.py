"""Recording a value by hand, correcting it, removing it."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Role
from vitalfew.kpis.actions import record, remove
from vitalfew.kpis.exactly import exactly
from vitalfew.kpis.models import Combine, Kpi, Observation, Origin
from vitalfew.kpis.queries import kpis_with_everything, observations
from vitalfew.method.periods import noun, period_end, period_start
from vitalfew.web.addresses import go_to
from vitalfew.web.kpis.forms.period import written
from vitalfew.web.kpis.forms.value import RecordForm, ValueForm, as_typed
from vitalfew.web.kpis.words import period, the_period
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving


@needs(Role.MEMBER)
def record_value(request: PageRequest, pk: int) -> HttpResponse:
    """Type a value for a period; `?period=2018-03-01` asks for that one, else the last finished one."""
    kept = get_object_or_404(kpis_with_everything(), pk=pk)
    now = timezone.now()
    asked = request.GET.get("period") or written(last_finished(kept, now), kept)
    form = RecordForm(request.POST or None, kpi=kept, initial={"period": asked})
    if request.method == "POST" and form.is_valid() and _recorded(request, kept, form, now):
        return go_to(request, "kpi", pk)
    form.say(_already(kept, form.asked()))
    return render(request, "web/kpis/value.html", {"form": form, "kpi": kept})


@needs(Role.MEMBER)
def correct(request: PageRequest, pk: int, observation: int) -> HttpResponse:
    """Correct a value, or write a note on it."""
    kept, there = _found(pk, observation)
    form = ValueForm(request.POST or None, kpi=kept, initial=as_typed(there))
    name = period(kept, period_start(there.time, kept.every, kept.workspace.zone_info))
    now = timezone.now()
    if request.method == "POST" and form.is_valid() and form.may_keep(there.time, now=now):
        value = form.made(there.time)
        with saving(request, f"{kept}, {name}: {_said(kept, there, value.value)}"):
            record(kpi=kept, values=[value], origin=Origin.HAND, by=request.person, now=now)
        return go_to(request, "kpi", pk)
    before = [(exactly(one.value, kept.definition.unit), one) for one in there.corrections.select_related("by")]
    context = {"form": form, "kpi": kept, "observation": there, "period": name, "before": before}
    return render(request, "web/kpis/value.html", context)


@needs(Role.MEMBER)
@require_POST
def take_out(request: PageRequest, pk: int, observation: int) -> HttpResponse:
    """Remove a value; the undo brings it back."""
    kept, there = _found(pk, observation)
    name = the_period(kept, period_start(there.time, kept.every, kept.workspace.zone_info))
    with saving(request, f"Value of {kept} for {name} removed"):
        remove(observation=there, kpi=kept, by=request.person)
    return go_to(request, "kpi", pk)


def last_finished(kpi: Kpi, now: datetime) -> datetime:
    """The start of the last period that is over."""
    zone, frequency = kpi.workspace.zone_info, kpi.every
    current = period_start(now, frequency, zone)
    return period_start(current - timedelta(seconds=1), frequency, zone)


def _recorded(request: PageRequest, kept: Kpi, form: RecordForm, now: datetime) -> bool:
    start = form.cleaned_data["period"]
    try:
        there = _counting(kept, start)
        if not form.may_keep(there.time if there else start, now=now):
            return False
        value = form.made(there.time if there else start)
        number = exactly(value.value, kept.definition.unit)
        done = _said(kept, there, value.value) if there else f"{number} recorded"
        with saving(request, f"{kept}, {period(kept, start)}: {done}"):
            record(kpi=kept, values=[value], origin=Origin.HAND, by=request.person, now=now)
    except ValidationError as error:
        form.add_error("period", error)
        return False
    except ValueError as error:  # more periods between this one and the others than can be kept
        form.add_error("period", str(error))
        return False
    return True


def _already(kept: Kpi, start: datetime | None) -> str:
    """That this period has a value, and what recording another one does to it; '' where it has none."""
    there = [] if start is None else _within(kept, start)
    if not there:
        return ""
    if len(there) > 1:
        return f"It has {len(there)} values already; the table shows them."
    number = exactly(there[0].value, kept.definition.unit)
    return f"It has a value already, {number}: what you record here corrects it."


def _counting(kept: Kpi, start: datetime) -> Observation | None:
    """The value of this period that a new one corrects, if it has one.

    Raises ValidationError where the period has several values that become one.
    """
    frequency, there = kept.every, _within(kept, start)
    if len(there) > 1 and kept.definition.combine != Combine.LAST:
        message = (
            f"This {noun(frequency)} has {len(there)} values already, which become one. Correct them in the table."
        )
        raise ValidationError(message)
    return there[-1] if there else None


def _within(kept: Kpi, start: datetime) -> list[Observation]:
    end = period_end(start, kept.every, kept.workspace.zone_info)
    return list(observations(kpi=kept, start=start, end=end))


def _found(pk: int, observation: int) -> tuple[Kpi, Observation]:
    kept = get_object_or_404(kpis_with_everything(), pk=pk)
    return kept, get_object_or_404(Observation.objects.filter(series=kept.series_id), pk=observation)


def _said(kept: Kpi, there: Observation, value: float) -> str:
    old, new = (exactly(each, kept.definition.unit) for each in (there.value, value))
    return "note changed" if value == there.value else f"{old} corrected to {new}"
