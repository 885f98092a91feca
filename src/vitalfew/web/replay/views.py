"""The pages of what would have been told."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Role
from vitalfew.kpis.queries import kpis_with_everything
from vitalfew.method.periods import noun
from vitalfew.web.addresses import address, go_to
from vitalfew.web.kpis.forms.lines import show_red_line
from vitalfew.web.kpis.upload.forms import FileForm
from vitalfew.web.kpis.upload.waiting import keep_file, waiting_file
from vitalfew.web.replay.columns import columns
from vitalfew.web.replay.files import FileRead
from vitalfew.web.replay.forms import LONGEST, LinesForm
from vitalfew.web.replay.subject import Held, Subject, held_of, subject_of
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs

PURPOSE = "replay"


def of_kpi(request: PageRequest, pk: int) -> HttpResponse:
    """What a KPI would have alarmed as it is, and with other settings."""
    kpi = get_object_or_404(kpis_with_everything(), pk=pk)
    subject, held = subject_of(kpi, now=timezone.now()), held_of(kpi)
    form = LinesForm(request.GET if "red_line" in request.GET else None, held=held, unit=subject.unit)
    tried = form.tried() if form.is_bound and form.is_valid() else held
    settings = [("As it is", held), *([("Changed", tried)] if tried != held else [])]
    context = {
        "kpi": kpi,
        "form": form,
        "use": _use(tried, subject) if tried != held else "",
        "other_rules": tried.rules != held.rules,
        **_shown(subject, settings),
    }
    return render(request, "web/replay/kpi.html", context)


@needs(Role.MEMBER)
@require_POST
def ask(request: PageRequest, pk: int) -> HttpResponse:
    """Take what stands unsaved in the form of a KPI to the page that tries it."""
    asked = {"red_line": request.POST.get("red_line", ""), "in_a_row": request.POST.get("red_in_a_row", "")}
    query = urlencode({name: text[: LONGEST + 1] for name, text in asked.items()})
    return HttpResponseRedirect(f"{address(request.person.workspace, 'kpi_replay', pk)}?{query}")


@needs(Role.MEMBER)
def choose(request: PageRequest) -> HttpResponse:
    """Choose a file with a history."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        name = getattr(request.FILES["file"], "name", None) or "file"
        data = form.cleaned_data["file"]
        token = keep_file(data=data, name=name, asked={}, person=request.person, purpose=PURPOSE)
        return go_to(request, "kpi_replay_file", token)
    return render(request, "web/replay/choose.html", {"form": form})


@needs(Role.MEMBER)
def of_file(request: PageRequest, token: str) -> HttpResponse:
    """What the history in a file would have alarmed; nothing of it is stored as values."""
    waiting = waiting_file(token, person=request.person, purpose=PURPOSE)
    if waiting is None:
        messages.warning(request, "That file is not kept any more. Choose it again.")
        return go_to(request, "replay")
    read = FileRead(waiting=waiting, workspace=request.person.workspace, asked=request.GET, now=timezone.now())
    context: dict[str, Any] = {"waiting": waiting, "read": read, "form": read.lines, "reading": read.form}
    if read.subject is not None and read.held is not None:
        context |= _shown(read.subject, [("With these settings", read.held)])
    return render(request, "web/replay/file.html", context)


def _shown(subject: Subject, settings: Sequence[tuple[str, Held]]) -> dict[str, Any]:
    if not subject.times:
        return {"columns": []}
    found = columns(subject, settings)
    count = len(subject.times) - subject.first
    return {
        "columns": found,
        "counted": [(name, [dict(one.counts)[name] for one in found]) for name, _ in found[0].counts],
        "span": f"{subject.label(subject.first)} to {subject.label(len(subject.times) - 1)}",
        "periods": f"{count} {noun(subject.frequency, count)}",
    }


def _use(tried: Held, subject: Subject) -> str:
    """What the KPI's form is to be filled with to keep what was tried."""
    standard = tried.standard
    line = show_red_line(standard.red_lower, standard.red_upper, subject.unit)
    return urlencode({"red_line": line, "red_in_a_row": str(tried.in_a_row)})
