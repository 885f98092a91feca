"""What the rules say of an objective's form: while it is typed, and when the form is shown."""

from collections.abc import Sequence

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Role, Workspace
from vitalfew.accounts.scoping import current_workspace
from vitalfew.findings.models import Silence
from vitalfew.findings.queries import known_kpis, settings_of
from vitalfew.findings.silences import place_of, read_silences
from vitalfew.kpis.models import Kpi
from vitalfew.okrs.models import Cycle, KeyResult, Objective
from vitalfew.web.addresses import key_in
from vitalfew.web.okrs.looking import Looked, counted, looked
from vitalfew.web.okrs.typed import Typed, objective_of, of_post
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs


@needs(Role.MEMBER)
@require_POST
def look(request: PageRequest) -> HttpResponse:
    """What the rules find in a form that is being typed, for the lines below its fields: three statements at most.

    `?objective=` names the one that is edited.
    """
    typed, pk = of_post(request.POST), key_in(request.GET.get("objective", ""))
    kept = list(KeyResult.objects.filter(objective=pk)) if pk is not None else []
    found = look_at(
        typed,
        cycle=Cycle.objects.filter(pk=key_in(typed.text("cycle"))).first(),
        kept=kept,
        kpis=known_kpis(team=_team(request, typed)),
        workspace=request.person.workspace,
        team=_team(request, typed),
        saved=pk is not None,
    )
    return render(request, "web/rules/parts/looked.html", {"looked": found})


@needs(Role.MEMBER)
@require_POST
def look_one(request: PageRequest, pk: int) -> HttpResponse:
    """What the rules find in the form of one key result; `?key_result=` names the one that is edited."""
    objective = get_object_or_404(Objective.objects.select_related("cycle"), pk=pk)
    key = key_in(request.GET.get("key_result", ""))
    kept = list(KeyResult.objects.filter(objective=pk, pk=key)) if key is not None else []
    kpis = known_kpis(team=objective.team_id)
    found = look_at_one(of_post(request.POST), objective=objective, kept=kept, kpis=kpis)
    return render(request, "web/rules/parts/looked.html", {"looked": found})


def look_at_one(typed: Typed, *, objective: Objective, kept: Sequence[KeyResult], kpis: Sequence[Kpi]) -> Looked:
    """What the rules find in the form of a key result, without what concerns its objective alone."""
    typed.beside(title=objective.title, owner=objective.owner_id, rhythm=objective.rhythm)
    found = look_at(
        typed, cycle=objective.cycle, kept=kept, kpis=kpis, workspace=current_workspace(), team=objective.team_id,
        saved=bool(kept),
    )  # fmt: skip
    fields = {name: said for name, said in found.fields.items() if name.endswith("sentence")}
    return Looked(fields, counted(fields, saved=True))


def look_at(
    typed: Typed,
    *,
    cycle: Cycle | None,
    kept: Sequence[KeyResult],
    kpis: Sequence[Kpi],
    workspace: Workspace,
    team: int | None,
    saved: bool,
) -> Looked:
    """What the rules find in a form; a wish without numbers is answered from what the team measures."""
    written = objective_of(
        typed,
        cycle=cycle,
        kept={each.pk: each for each in kept},
        kpis={str(kpi.pk): kpi.name for kpi in kpis},
    )
    own = [kpi for kpi in kpis if kpi.team_id == team]
    seen = frozenset(str(name) for name in typed.many("seen"))
    return looked(written, settings=settings_of(workspace), kpis=own, saved=saved, seen=seen)


def marks(silences: Sequence[Silence]) -> list[str]:
    """What is silenced, as the form's hidden fields carry it along: 'kr7 K203', 'title O101'."""
    found = []
    for each in silences:
        place = place_of(each)
        prefix = f"kr{place[1]}" if place and place[0] == "key_result" else "title"
        found.append(f"{prefix} {each.code}")
    return found


def silences_of(objective: Objective) -> list[Silence]:
    """The silences on an objective and its key results: one statement."""
    return read_silences(Q(objective=objective.pk) | Q(key_result__objective=objective.pk))


def _team(request: PageRequest, typed: Typed) -> int | None:
    chosen = key_in(typed.text("team"))
    return request.person.team_id if chosen is None else chosen
