"""What the rules say of the guided start: while it is typed, and when the form is shown again."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Role, Workspace
from vitalfew.findings.queries import settings_of
from vitalfew.method.rules.engine import look as look_at
from vitalfew.method.rules.rule import Settings
from vitalfew.method.rules.subjects import Kpi, Objective
from vitalfew.web.begin.forms import BeginForm
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.rules.spoken import Spoken, speak

SAID = {"name": "name", "objective": "text"}  # of these fields; what is merely missing comes on the pages
LONGEST = 300


@needs(Role.MEMBER)
@require_POST
def look(request: PageRequest) -> HttpResponse:
    """What the rules find in the number and in the change while they are typed; asks the database nothing."""
    found = said_of(request.POST.get, workspace=request.person.workspace)
    return render(request, "web/begin/looked.html", {"said": found.items()})


def said_of_form(form: BeginForm, *, workspace: Workspace) -> Mapping[str, Sequence[Spoken]]:
    """What the rules find in a form as it is shown."""
    return said_of(lambda name: form[name].value(), workspace=workspace)


def said_of(get: Callable[[str], Any], *, workspace: Workspace) -> Mapping[str, Sequence[Spoken]]:
    """The findings on the number and on the change, by the names of their fields."""
    name, aim, why = (str(get(field) or "").strip()[:LONGEST] for field in ("name", "objective", "question"))
    kpi = Kpi(name=name, why=why, direction=str(get("direction") or ""))
    settings = settings_of(workspace)
    subjects = (("name", kpi, name), ("objective", Objective(text=aim, why=why), aim))
    return {field: _spoken(field, subject, settings) if words else [] for field, subject, words in subjects}


def _spoken(field: str, subject: Kpi | Objective, settings: Settings) -> list[Spoken]:
    return [speak(each) for each in look_at(subject, settings=settings) if each.field == SAID[field]]
