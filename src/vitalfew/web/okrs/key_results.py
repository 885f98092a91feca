"""One key result: its page, its form, and what its sentence is read as."""

from datetime import date, datetime
from math import isclose
from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Role
from vitalfew.method.wording.ends import ends
from vitalfew.method.wording.reader import read
from vitalfew.method.wording.units import converted
from vitalfew.okrs.at_work import why_not_asked
from vitalfew.okrs.course import steps
from vitalfew.okrs.course.standing import say
from vitalfew.okrs.models import KeyResult, Objective
from vitalfew.okrs.queries import KeyResultStands, check_ins, key_results_with_everything
from vitalfew.okrs.replaying import end_of, outside, stood
from vitalfew.okrs.writing import remove_key_result, write_key_result
from vitalfew.web.activity.below import below
from vitalfew.web.addresses import go_to
from vitalfew.web.findings import here
from vitalfew.web.okrs.key_result_form import KeyResultForm
from vitalfew.web.okrs.key_result_view import LEGEND
from vitalfew.web.okrs.live import look_at_one
from vitalfew.web.okrs.objective import blocks
from vitalfew.web.okrs.offers import offer
from vitalfew.web.okrs.step_form import StepRows
from vitalfew.web.okrs.typed import of_forms
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.rules.offered import with_used
from vitalfew.web.saving import saving

A_PAGE = 50


class AsOf(NamedTuple):
    """The day as of which a page is asked for, its last moment, or what is wrong with it."""

    day: date | None = None
    moment: datetime | None = None
    wrong: str = ""


def key_result(request: PageRequest, pk: int) -> HttpResponse:
    """A key result with all its check-ins; `?at=2026-11-01` computes it again as it stood at the end of that day."""
    now = timezone.now()
    one = get_object_or_404(key_results_with_everything(), pk=pk)
    asked = _as_of(request, one, now=now)
    if asked.moment is not None:
        now, row = asked.moment, stood(one, at=asked.moment)
    else:
        standing = getattr(one, "standing", None)
        row = KeyResultStands(one, standing, say(one, standing, now=now))
    page = Paginator(check_ins(key_results=[one]).filter(at__lte=now), A_PAGE).get_page(request.GET.get("page"))
    said = list(page.object_list)
    context = {
        "objective": one.objective, "was_moved": _was_moved(one),
        "why_not": why_not_asked(one.objective, now=timezone.now()),
        "item": blocks([row], said, now=now)[0], "page": page, "check_ins": said,
        "legend": LEGEND, "at": asked.day, "at_wrong": asked.wrong, "as_of": asked.moment, "today": timezone.now(),
        **here.of_key_result(one, reader=request.person), **below(request, one),
    }  # fmt: skip
    return render(request, "web/okrs/key_result.html", context)


def _was_moved(one: KeyResult) -> bool:
    """Whether its sentence names another target than it has by now."""
    reading = read(one.sentence)
    written = ends(reading)[1] if one.sentence else None
    if written is None or one.target is None:
        return written is not None
    same = converted(written, reading.unit or "", one.unit)
    return not isclose(written if same is None else same, one.target)


def _as_of(request: PageRequest, one: KeyResult, *, now: datetime) -> AsOf:
    text = request.GET.get("at", "").strip()
    if not text:
        return AsOf()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return AsOf(wrong="Write the day as 2026-11-01.")
    cycle = one.objective.cycle
    if wrong := outside(day, cycle=cycle, now=now):
        return AsOf(day, wrong=wrong)
    return AsOf(day, end_of(day, cycle=cycle, now=now))


@needs(Role.MEMBER)
def new(request: PageRequest, pk: int) -> HttpResponse:
    """One more key result for an objective."""
    objective = get_object_or_404(Objective.objects.select_related("team", "cycle"), pk=pk)
    return _edit(request, KeyResult(objective=objective), objective)


@needs(Role.MEMBER)
def edit(request: PageRequest, pk: int) -> HttpResponse:
    """A key result, to change."""
    one = get_object_or_404(key_results_with_everything(), pk=pk)
    return _edit(request, one, one.objective)


def _edit(request: PageRequest, one: KeyResult, objective: Objective) -> HttpResponse:
    objective.cycle.refuse_if_closed()
    offered = offer(team=objective.team, objective=objective)
    data = with_used(request.POST) if request.method == "POST" else None
    form, rows = KeyResultForm(data, instance=one, offer=offered), StepRows(one, data)
    if data is not None and "use" not in data and all([form.is_valid(), rows.is_valid()]):
        with saving(request, f"Key result “{one}” {'changed' if one.pk else 'added'}"):
            write_key_result(key_result=form.written())
            form.keep_course(by=request.person, now=timezone.now())
            steps.put(key_result=one, wanted=rows.wanted)
        return go_to(request, "objective", objective.pk)
    typed, kpis = of_forms(form), list(offered.kpis.values())
    found = look_at_one(typed, objective=objective, kept=[one] if one.pk else [], kpis=kpis)
    context = {"form": form, "steps": rows, "key_result": one, "objective": objective, "looked": found}
    return render(request, "web/okrs/key_result_edit.html", context)


@needs(Role.MEMBER)
@require_POST
def remove(request: PageRequest, pk: int) -> HttpResponse:
    """Take a key result out of its objective."""
    one = get_object_or_404(KeyResult, pk=pk)
    with saving(request, f"Key result “{one}” removed"):
        remove_key_result(key_result=one)
    return go_to(request, "objective", one.objective_id)
