"""Silencing a rule on one record, with the reason, and letting it speak again."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Role, Team, Workspace
from vitalfew.findings.actions import WHY, silence
from vitalfew.findings.models import Silence
from vitalfew.findings.silences import Place, place_of
from vitalfew.kpis.models import Kpi
from vitalfew.method.rules.data_engine import OWNERS_ONLY
from vitalfew.okrs.models import KeyResult, Objective
from vitalfew.web.addresses import address, key_in
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.rules.spoken import rule_of
from vitalfew.web.saving import saving

KINDS: dict[str, Any] = {"team": Team, "kpi": Kpi, "objective": Objective, "key_result": KeyResult}


class SilenceForm(forms.Form):
    """Why a rule is to be silent here."""

    reason = forms.CharField(
        label="Why is it right as it is?", max_length=300, error_messages={"required": WHY},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="For example: a contract names this date, so nobody here can choose it.",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Silent:
    """A silence, with the record it stands on and where that is shown."""

    silence: Silence
    name: str
    address: str


@needs(Role.MEMBER)
def add(request: PageRequest, code: str) -> HttpResponse:
    """Silence a rule on the record that the address names, `?kpi=7` or `?objective=`, `?key_result=`, `?team=`."""
    rule, place = rule_of(code), _asked(request)
    if rule is None or place is None:
        raise Http404("There is no such rule, or no such record.")
    kind, key = place
    record = get_object_or_404(KINDS[kind], pk=key)
    form = SilenceForm(request.POST or None)
    shown = _path(request.person.workspace, record)
    if request.method == "POST" and form.is_valid():
        asked = rule.code in OWNERS_ONLY  # a question to the owner, which the history must not tell to all
        done = f"A question on “{record}” answered" if asked else f"{rule.code} is silent on “{record}”"
        with saving(request, done):
            silence(code=rule.code, kind=kind, key=key, reason=form.cleaned_data["reason"], by=request.person)
        return HttpResponseRedirect(shown)
    return render(request, "web/rules/silence.html", {"rule": rule, "record": record, "form": form, "back": shown})


@needs(Role.MEMBER)
@require_POST
def remove(request: PageRequest, pk: int) -> HttpResponse:
    """Let a rule speak again where it was silenced."""
    kept: Silence = get_object_or_404(Silence, pk=pk)
    place = place_of(kept)
    record = getattr(kept, place[0]) if place else request.person.workspace
    shown = _path(request.person.workspace, record)
    what = "A question" if kept.code in OWNERS_ONLY else kept.code
    with saving(request, f"{what} speaks again on “{record}”"):
        kept.delete()
    return HttpResponseRedirect(shown)


def silent_places(silences: Iterable[Silence]) -> list[Silent]:
    """Where rules are silent."""
    found = []
    for each in silences:
        place = place_of(each)
        record = getattr(each, place[0]) if place else each.workspace
        found.append(Silent(each, str(record), _path(each.workspace, record)))
    return found


def _asked(request: PageRequest) -> Place | None:
    keys = ((kind, key_in(request.GET.get(kind, ""))) for kind in KINDS)
    return next(((kind, key) for kind, key in keys if key is not None), None)


def _path(workspace: Workspace, record: Any) -> str:
    """A key result's findings are shown on its objective's page, a team's on the list of teams."""
    if isinstance(record, KeyResult):
        return address(workspace, "objective", record.objective_id)
    if isinstance(record, Objective | Kpi):
        return address(workspace, "objective" if isinstance(record, Objective) else "kpi", record.pk)
    return address(workspace, "teams" if isinstance(record, Team) else "rules")
