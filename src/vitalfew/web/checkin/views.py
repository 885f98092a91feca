"""Checking in: all that a person owes on one page, saved row by row or as one form."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vitalfew.accounts.history import changing
from vitalfew.accounts.models import Role
from vitalfew.accounts.names import isolated
from vitalfew.okrs.actions import check_in
from vitalfew.okrs.guarding import crossed_on
from vitalfew.okrs.models import KeyResult
from vitalfew.okrs.queries import owed_by, to_check_in
from vitalfew.web.addresses import key_in
from vitalfew.web.checkin.rows import Row, rows
from vitalfew.web.okrs.key_result_view import day
from vitalfew.web.okrs.words import capital, count_of, week_words
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import insist, needs
from vitalfew.web.saving import saving

A_PAGE = 20


def checkin(request: PageRequest) -> HttpResponse:
    """What I owe; `?team=1` all of my team's, `?objective=` those of one objective, whoever owns them."""
    now = timezone.now()
    page = Paginator(_wanted(request, now), A_PAGE).get_page(request.GET.get("page"))
    key_results = list(page.object_list)
    asked: list[Row]
    if request.method == "POST":
        insist(request.person, Role.MEMBER)
        asked = rows(key_results, by=request.person, now=now, data=request.POST)
        said = [row for row in asked if row.form.says_something()]
        if _keep(request, said, now=now):
            return HttpResponseRedirect(request.get_full_path())
        wrong = {row.key_result.pk for row in said}
        fresh = rows(key_results, by=request.person, now=now)
        asked = [row if row.key_result.pk in wrong else clean for row, clean in zip(asked, fresh, strict=True)]
    else:
        asked = rows(key_results, by=request.person, now=now)
    context = _context(request, asked, count=page.paginator.count, now=now) | {"page": page}
    return render(request, "web/checkin/checkin.html", context)


def _wanted(request: PageRequest, now: datetime) -> QuerySet[KeyResult]:
    objective = key_in(request.GET.get("objective", ""))
    if objective is not None:
        return to_check_in(now=now).filter(objective=objective)
    if request.GET.get("team") and request.person.team_id:
        return to_check_in(now=now).filter(objective__team=request.person.team_id)
    return owed_by(request.person, now=now)


def _keep(request: PageRequest, said: Sequence[Row], *, now: datetime) -> bool:
    """Keep what was said as one change; False where something in it needs another look."""
    valid = [row.form.is_valid() for row in said]
    if not all(valid):
        return False
    counted = count_of(len(said), "key result")
    try:
        with saving(request, f"Checked in on {said[0].key_result if len(said) == 1 else counted}"):
            for row in said:
                check_in(key_result=row.key_result, by=request.person, now=now, **row.form.spoken)
    except ValidationError as error:
        row.form.add_error(None, error)
        return False
    return True


def _context(request: PageRequest, asked: Sequence[Row], *, count: int, now: datetime) -> dict[str, object]:
    cycles = list(dict.fromkeys(row.key_result.objective.cycle for row in asked))
    times = [
        week_words(each, now=now) if len(cycles) == 1 else f"{each}: {week_words(each, now=now)}" for each in cycles
    ]
    one = key_in(request.GET.get("objective", "")) is not None and bool(asked)
    return {
        "rows": asked,
        "title": _title(request, asked),
        "standfirst": " · ".join([*map(capital, times), count_of(count, "key result")]),
        "objective": asked[0].key_result.objective if one else None,
        "others": bool(request.GET.get("team") or request.GET.get("objective")),
        "wrong": any(row.form.is_bound and row.form.errors for row in asked),
        "today": day(now),
        "waits": crossed_on({row.key_result.objective for row in asked}, now=now),
    }


def _title(request: PageRequest, asked: Sequence[Row]) -> str:
    if request.GET.get("objective") and asked:
        return f"Check in: {asked[0].key_result.objective}"
    if request.GET.get("team"):
        return f"The check-in of {isolated(request.person.team)}" if request.person.team else "The team’s check-in"
    return "Your check-in"


@needs(Role.MEMBER)
@require_POST
def one(request: PageRequest, pk: int) -> HttpResponse:
    """Save one row as it is left, and answer with the row as it stands now (422 where something needs another look)."""
    now = timezone.now()
    key_result = get_object_or_404(to_check_in(now=now), pk=pk)
    (row,) = rows([key_result], by=request.person, now=now, data=request.POST)
    if not row.form.is_valid():
        return _row(request, row, status=422)
    try:
        with changing(by=request.person, summary=f"Checked in on {key_result}") as kept:
            check_in(key_result=key_result, by=request.person, now=now, **row.form.spoken)
    except ValidationError as error:
        row.form.add_error(None, error)
        return _row(request, row, status=422)
    (after,) = rows([to_check_in(now=now).get(pk=pk)], by=request.person, now=now, saved=kept.change)
    return _row(request, after)


def _row(request: PageRequest, row: Row, *, status: int = 200) -> HttpResponse:
    return render(request, "web/checkin/parts/row.html", {"row": row}, status=status)
