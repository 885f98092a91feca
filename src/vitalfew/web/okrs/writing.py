"""Writing an objective: 'I will …, as measured by …'."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from vitalfew.accounts.models import Role
from vitalfew.alerts.models import Breach
from vitalfew.kpis.models import Kpi
from vitalfew.kpis.precision import shown
from vitalfew.method.numbers import exact
from vitalfew.okrs.cycles.life import offered_to
from vitalfew.okrs.models import Cycle, Objective
from vitalfew.okrs.queries import coming_cycles, running_cycles, team_for
from vitalfew.okrs.responding import answer
from vitalfew.web.addresses import go_to, key_in
from vitalfew.web.okrs.begun import Begun, breach_in, in_response, measured_by
from vitalfew.web.okrs.cycles import cycle_first
from vitalfew.web.okrs.key_result_form import KeyResultForm
from vitalfew.web.okrs.live import look_at, marks, silences_of
from vitalfew.web.okrs.objective_form import ObjectiveForm, rows, write
from vitalfew.web.okrs.offers import Offer, offer
from vitalfew.web.okrs.typed import of_forms
from vitalfew.web.okrs.words import Guard, capital, count_of, guard
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.rules.offered import with_used
from vitalfew.web.saving import saving

SHOWN = 3
NEAR = 8
SAYING = ("sentence", "metric", "kpi", "baseline", "target")


@dataclass(frozen=True, slots=True)
class Beside:
    """A KPI in the list of what is measured already."""

    guard: Guard
    value: str
    chosen: bool


@needs(Role.MEMBER)
def new(request: PageRequest) -> HttpResponse:
    """A new objective; `?responds_to=` names the KPI that it answers, `?breach=` what was crossed, `?title=` and `?kr=`
    begin it.
    """
    if not Cycle.objects.exclude(state=Cycle.State.CLOSED).exists():
        return cycle_first(request)
    now, answered = timezone.now(), _answered(request)
    team = answered.team if answered else team_for(person=request.person)
    offered = offer(team=team)
    holds = offered_to(team)
    cycle = running_cycles(now=now).filter(holds).first() or coming_cycles(now=now).filter(holds).first()
    one = Objective(owner=request.person, team=team, cycle=cycle)
    one.responds_to, one.title = answered, request.GET.get("title", "")[:200]
    breach = breach_in(request, answered)
    begun = in_response(answered, breach=breach, among=offered.kpis, now=now) if answered else Begun()
    sentences = [{"sentence": sentence[:300]} for sentence in request.GET.getlist("kr")]
    begun = replace(begun, key_results=[*begun.key_results, *sentences])
    return _edit(request, one, offered, begun=begun, breach=breach)


def _answered(request: PageRequest) -> Kpi | None:
    key = key_in(request.GET.get("responds_to", ""))
    found = Kpi.objects.filter(retired_at=None).select_related("definition", "team", "reading", "workspace")
    return found.filter(pk=key).first() if key is not None else None


@needs(Role.MEMBER)
def edit(request: PageRequest, pk: int) -> HttpResponse:
    """An objective with its key results, to change."""
    one = get_object_or_404(Objective.objects.select_related("team", "cycle"), pk=pk)
    one.cycle.refuse_if_closed()
    return _edit(request, one, offer(team=one.team, objective=one), begun=Begun())


def _edit(
    request: PageRequest, one: Objective, offered: Offer, *, begun: Begun, breach: Breach | None = None
) -> HttpResponse:
    data = with_used(_with_taken(request, offered)) if request.method == "POST" else None
    form = ObjectiveForm(data, instance=one, offer=offered, person=request.person, initial=begun.initial)
    key_results = rows(objective=one, offer=offered, data=data, begun=() if data else begun.key_results)
    taking = data is not None and ("take" in data or "use" in data)
    valid = [each.is_valid() for each in (form, *key_results)] if data is not None and not taking else [False]
    if all(valid):
        verb = "changed" if one.pk else "written down"
        with saving(request, f"“{form.cleaned_data['title']}” {verb}"):
            write(form, key_results)
            if breach is not None:
                answer(breach=breach, objective=one, by=request.person, now=timezone.now())
        _say_what_was_not_read(request, key_results)
        _say_what_is_measured_already(request, key_results, offered)
        return go_to(request, "objective", one.pk)
    context = {
        "form": form,
        **_shown(key_results),
        "objective": one,
        "begun": begun if data is None else Begun(),
        **_beside(form, offered),
        "wrong": data is not None and not taking,
        **_looked(request, one, offered, form, key_results),
    }
    return render(request, "web/okrs/write.html", context)


def _shown(key_results: Sequence[KeyResultForm]) -> dict[str, Any]:
    """The first three key results and all up to the last that says something; the empty ones after them fold away."""
    says = [any(row[name].value() for name in SAYING) for row in key_results]
    last = max((place for place, so in enumerate(says, start=1) if so), default=0)
    count = max(SHOWN, last)
    return {"rows": key_results[:count], "more": list(enumerate(key_results[count:], start=count + 1))}


def _looked(
    request: PageRequest, one: Objective, offered: Offer, form: ObjectiveForm, key_results: Sequence[KeyResultForm]
) -> dict[str, Any]:
    """What the rules say of the form as it is shown, and the silences that it carries along."""
    typed = of_forms(form, *key_results)
    typed.silenced = marks(silences_of(one)) if one.pk else []
    found = look_at(
        typed,
        cycle=Cycle.objects.filter(pk=key_in(typed.text("cycle"))).first(),
        kept=[row.instance for row in key_results if row.instance.pk],
        kpis=list(offered.kpis.values()),
        workspace=request.person.workspace,
        team=key_in(typed.text("team")),
        saved=bool(one.pk),
    )
    return {"looked": found, "silenced": typed.silenced}


def _say_what_was_not_read(request: PageRequest, key_results: Sequence[KeyResultForm]) -> None:
    kept = [row for row in key_results if row.instance.pk and row.unread]
    if kept:
        counted = capital(count_of(len(kept), "key result"))
        lacking = " and ".join(name for name in ("from", "to") if any(name in row.unread for row in kept))
        messages.info(request, f"{counted} kept as written. Give {lacking} before the objective goes to work.")


def _say_what_is_measured_already(request: PageRequest, key_results: Sequence[KeyResultForm], offered: Offer) -> None:
    """A number that is typed by hand and kept as a KPI is two numbers in a month."""
    names = {kpi.name.casefold() for kpi in offered.kpis.values()}
    for row in key_results:
        if row.has_changed() and not row.cleaned_data.get("kpi") and row.instance.metric.casefold() in names:
            where = "Edit the key result and choose the KPI where its value comes from, so that it is kept once."
            messages.info(request, f"“{row.instance.metric}” is a KPI here already. {where}")


def _with_taken(request: PageRequest, offered: Offer) -> QueryDict:
    """The form's data; after 'Measure by it' on a KPI the first empty key result takes that KPI."""
    data = request.POST
    kpi = offered.kpis.get(data.get("take", ""))
    if kpi is None:
        return data
    filled = data.copy()
    prefixes = (name.removesuffix("-sentence") for name in data if name.endswith("-sentence"))
    free = (p for p in prefixes if not any(data.get(f"{p}-{name}") for name in ("sentence", "metric", "kpi")))
    prefix = next(free, None)
    if prefix is None:
        messages.info(request, "Every key result on this page says something already. Save it, then add one more.")
        return data
    reading = getattr(kpi, "reading", None)
    for name, value in measured_by(kpi, reading.value if reading else None).items():
        filled[f"{prefix}-{name}"] = exact(value) if isinstance(value, float) else value or ""
    return filled


def _beside(form: ObjectiveForm, offered: Offer) -> dict[str, list[Beside]]:
    """The KPIs that are chosen already and the first of the objective's team are near, the others fold away."""
    chosen = {str(key) for key in form["guardrails"].value() or ()}
    team, now = key_in(str(form["team"].value() or "")), timezone.now()
    own = [key for key, kpi in offered.kpis.items() if team in (None, kpi.team_id)]
    near = {*own[:NEAR], *chosen, str(form["responds_to"].value() or "")}
    shown: dict[str, list[Beside]] = {"beside": [], "beside_more": []}
    for key, kpi in offered.kpis.items():
        shown["beside" if key in near else "beside_more"].append(Beside(guard(kpi, now=now), _last(kpi), key in chosen))
    return shown


def _last(kpi: Kpi) -> str:
    reading = getattr(kpi, "reading", None)
    value, decimals = (reading.value, reading.picture.get("decimals")) if reading else (None, None)
    return shown(value, kpi.definition.unit, lines=(kpi.red_lower, kpi.red_upper, kpi.target), decimals=decimals)
