"""What the data say, by team, looked at every day and whenever somebody asks."""

from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Role
from vitalfew.findings.looking import Looked, look_at_data
from vitalfew.findings.standing import standing
from vitalfew.kpis.models import Kpi
from vitalfew.web.addresses import go_to
from vitalfew.web.findings.lines import line_of
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs


def findings(request: PageRequest) -> HttpResponse:
    """Everything that is so now, by team."""
    now = standing(reader=request.person)
    lines = [line_of(one, reader=request.person) for one in now.found]
    groups = [(team, list(members)) for team, members in groupby(lines, key=lambda line: line.team)]
    context = {
        "groups": groups,
        "count": len(lines),
        "last": max((line.found.last_seen for line in lines), default=None),
        "silences": now.silences,
        "keeps": Kpi.objects.filter(retired_at=None).exists(),
    }
    return render(request, "web/findings/findings.html", context)


@needs(Role.MEMBER)
@require_POST
def look(request: PageRequest) -> HttpResponse:
    """Look now."""
    messages.success(request, _said(look_at_data(workspace=request.person.workspace, now=timezone.now())))
    return go_to(request, "findings")


def _said(looked: Looked) -> str:
    if not looked.new and not looked.ended:
        return "Looked: nothing is different."
    parts = [f"{count:,} {word}" for count, word in ((looked.new, "new"), (looked.ended, "no longer so")) if count]
    return f"Looked: {', '.join(parts)}."
