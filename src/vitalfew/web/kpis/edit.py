"""Making a KPI, editing it, retiring it, and the settings that one click changes."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Role, Team
from vitalfew.kpis.judging import judged
from vitalfew.kpis.keeping import bring_back, judge_with, keep, retire
from vitalfew.kpis.models import Kpi
from vitalfew.kpis.queries import kpis_with_everything
from vitalfew.web.addresses import go_to
from vitalfew.web.kpis.chance import by_chance
from vitalfew.web.kpis.forms.kpi import KpiForm
from vitalfew.web.kpis.live import look_at_form
from vitalfew.web.kpis.remedies import may_be
from vitalfew.web.kpis.seasons import season_name
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving

ASKED = (
    "name",
    "description",
    "formula",
    "frequency",
    "target",
    "red_line",
    "action",
    "why",
    "unit",
    "family",
    "direction",
)
TRIED = ("red_line", "red_in_a_row")
"""What the page of what would have been alarmed brings along, to be saved."""


@needs(Role.MEMBER)
def new(request: PageRequest) -> HttpResponse:
    """Begin to keep a KPI."""
    form = KpiForm(request.POST or None, person=request.person, initial=_asked(request))
    if request.method == "POST" and form.is_valid():
        kept = form.build()
        with saving(request, f"{kept.definition.name} is kept from now on"):
            keep(kpi=kept, by=request.person)
        return go_to(request, "kpi", kept.pk)
    return render(request, "web/kpis/edit.html", {**_shown(request, form), "no_team": not Team.objects.exists()})


@needs(Role.MEMBER)
def edit(request: PageRequest, pk: int) -> HttpResponse:
    """Edit a KPI and its definition."""
    kept = get_object_or_404(kpis_with_everything(), pk=pk)
    tried = {name: request.GET[name][:60] for name in TRIED if name in request.GET}
    form = KpiForm(request.POST or None, person=request.person, kpi=kept, initial=tried)
    if request.method == "POST" and form.is_valid():
        kept = form.build()
        with saving(request, f"{kept.definition.name} edited"):
            keep(kpi=kept, by=request.person)
        return go_to(request, "kpi", kept.pk)
    sharing = Kpi.objects.filter(definition=kept.definition_id).exclude(pk=pk).select_related("team")
    context = {
        **_shown(request, form),
        "kpi": kept,
        "sharing": sharing,
        "chance": by_chance(kept, judged(kept, now=timezone.now())),
    }
    return render(request, "web/kpis/edit.html", context)


@needs(Role.MEMBER)
@require_POST
def retirement(request: PageRequest, pk: int) -> HttpResponse:
    """Retire a KPI, or bring a retired one back."""
    kept = get_object_or_404(kpis_with_everything(), pk=pk)
    if kept.retired_at is None:
        with saving(request, f"{kept} retired"):
            retire(kpi=kept, by=request.person, now=timezone.now())
        return go_to(request, "kpis")
    with saving(request, f"{kept} brought back"):
        bring_back(kpi=kept, by=request.person)
    return go_to(request, "kpi", pk)


@needs(Role.MEMBER)
@require_POST
def judge_by(request: PageRequest, pk: int) -> HttpResponse:
    """Take a season out, follow a trend, ask for two in a row: one setting, one click."""
    kept = get_object_or_404(kpis_with_everything(), pk=pk)
    setting, value = request.POST.get("setting", ""), request.POST.get("value", "")
    number = int(value) if value.isascii() and value.isdecimal() else -1
    chosen = None if setting == "season" and number == 0 else number
    if chosen not in may_be(kept, setting):
        raise Http404("There is no such setting.")
    summary = _summary(kept, setting, chosen)
    with saving(request, summary):
        judge_with(kpi=kept, by=request.person, summary=summary, **{setting: chosen})
    return go_to(request, "kpi", pk)


def _shown(request: PageRequest, form: KpiForm) -> dict[str, object]:
    return {"form": form, "looked": look_at_form(form, workspace=request.person.workspace)}


def _summary(kept: Kpi, setting: str, value: int | None) -> str:
    if setting == "season":
        name = season_name(value, kept.frequency).capitalize()
        return f"{name} of {kept} {'taken out' if value else 'left in'}"
    if setting == "trended":
        return f"Limits of {kept} {'follow its trend' if value else 'kept level'}"
    return f"Red line of {kept} counts as crossed after {'two in a row' if value == 2 else 'one value'}"


def _asked(request: PageRequest) -> dict[str, str]:
    """What the address brought along: a draft from the starter library, the decision filter or an audit."""
    return {name: request.GET[name][:500] for name in ASKED if request.GET.get(name)}
