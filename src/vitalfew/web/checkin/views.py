"""Checking in: all that a person owes on one page, saved row by row or as one form."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vitalfew.accounts.history import changing
from vitalfew.accounts.models import Person, Role
from vitalfew.accounts.names import isolated
from vitalfew.okrs.at_work import why_not_asked
from vitalfew.okrs.guarding import crossed_on
from vitalfew.okrs.models import KeyResult, Objective
from vitalfew.okrs.queries import key_results_with_everything, may_check_in, owed_by
from vitalfew.okrs.rounds.checking_in import check_in, confirm
from vitalfew.okrs.rounds.meanwhile import SaidMeanwhile
from vitalfew.okrs.rounds.minutes import spent_this_week
from vitalfew.okrs.rounds.owing import Owed, Owing, owing
from vitalfew.web.addresses import key_in
from vitalfew.web.checkin.forms import seconds_in
from vitalfew.web.checkin.rows import Row, rows, told
from vitalfew.web.checkin.words import Together, resting, standfirst, together
from vitalfew.web.okrs.words import count_of
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import insist, needs
from vitalfew.web.saving import saving

A_PAGE = 20
MOST_AT_ONCE = 200
ASKED = re.compile(r"kr([0-9]{1,18})-[a-z]+")
TOGETHER = re.compile(r"([0-9]{1,18}) (\S{1,60})")
CONFLICT = 409
UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose key results a page asks about: one's own, those of a team, or those of one objective."""

    key_results: Sequence[KeyResult]
    objective: Objective | None = None
    team: bool = False
    everything: bool = False


def checkin(request: PageRequest) -> HttpResponse:
    """What I owe; `?team=1` all of my team's, `?objective=` those of one objective, whoever owns them; with `?all=1`
    also what this round does not ask.
    """
    now = timezone.now()
    wrong: list[Row] = []
    if request.method == "POST":
        insist(request.person, Role.MEMBER)
        answered = answered_in(request.POST, by=request.person, now=now)
        if _keep_all(request, answered, now=now):
            return HttpResponseRedirect(request.get_full_path())
        wrong = [row for row in answered if row.form.says_something()]
    asked = _asked(request, now)
    found = owing(asked.key_results, now=now, everything=asked.everything)
    page = Paginator(found.each, A_PAGE).get_page(request.GET.get("page"))
    fresh = rows(list(page.object_list), by=request.person, now=now)
    return render(request, "web/checkin/checkin.html", _context(request, asked, found, page, merged(fresh, wrong), now))


def _asked(request: PageRequest, now: datetime) -> Asked:
    everything, wanted = bool(request.GET.get("all")), may_check_in(now=now)
    if "objective" in request.GET:
        key = key_in(request.GET["objective"])
        objective = get_object_or_404(Objective.objects.select_related("cycle__workspace"), pk=key)
        return Asked(list(wanted.filter(objective=objective)), objective, everything=True)
    if request.GET.get("team") and request.person.team_id:
        own = wanted.filter(objective__team=request.person.team_id)
        return Asked(list(own), team=True, everything=everything)
    return Asked(list(owed_by(request.person, now=now)), everything=everything)


def merged(fresh: Sequence[Row], wrong: Sequence[Row]) -> list[Row]:
    """The rows of a page, with those that need another look in their places, or in front where they have none."""
    again = {row.key_result.pk: row for row in wrong}
    there = [again.pop(row.key_result.pk, row) for row in fresh]
    return [*again.values(), *there]


def answered_in(data: Mapping[str, Any], *, by: Person, now: datetime) -> list[Row]:
    """The rows that a sent form answers, whatever else is owed by now."""
    keys = {int(named[1]) for name in data if (named := ASKED.fullmatch(name))}
    if len(keys) > MOST_AT_ONCE:
        raise Http404
    found = list(key_results_with_everything().filter(pk__in=keys).order_by("objective", "position", "pk"))
    return rows(owing(found, now=now, everything=True).each, by=by, now=now, data=data) if found else []


def _keep_all(request: PageRequest, answered: Sequence[Row], *, now: datetime) -> bool:
    """Keep all that was said as one change; False where something in it needs another look."""
    said = [row for row in answered if row.form.says_something()]
    shown = shown_together(request.POST) if "confirm" in request.POST else {}
    if not said and not shown:
        return True
    counted = count_of(len(said) + len(shown), "key result")
    name = said[0].key_result if len(said) == 1 and not shown else counted
    try:
        with saving(request, f"Checked in on {name}"):
            if not keep(said, by=request.person, now=now):
                raise _NotKept  # nothing of it is stored
            confirm_shown(shown, by=request.person, now=now)
    except _NotKept:
        return False
    except SaidMeanwhile as error:
        messages.warning(request, f"Nothing was saved yet. {' '.join(error.messages)}")
        return not said
    return True


class _NotKept(Exception):
    """A row needs another look."""


def keep(said: Sequence[Row], *, by: Person, now: datetime) -> bool:
    """Keep these answers; False, with the words in its form, where one of them cannot be kept."""
    valid = [row.form.is_valid() for row in said]
    if not all(valid):
        return False
    for row in said:
        try:
            check_in(key_result=row.key_result, by=by, now=now, **row.form.spoken)
        except ValidationError as error:
            row.form.add_error(None, error)
            return False
    return True


def shown_together(data: Any) -> dict[int, str]:
    """What a page showed of the key results that it confirms together, by their keys."""
    found = (TOGETHER.fullmatch(each) for each in data.getlist("together"))
    return {int(each[1]): each[2] for each in found if each}


def confirm_shown(shown: Mapping[int, str], *, by: Person, now: datetime, seconds: int | None = None) -> None:
    """Confirm those that were shown together; raises `SaidMeanwhile` where one of them is not as it was shown."""
    if shown:
        found = may_check_in(now=now).filter(pk__in=list(shown)[:MOST_AT_ONCE])
        owed = owing(list(found), now=now, everything=True).each
        confirm(owed=owed, seen=shown, by=by, now=now, seconds=seconds)


def _context(
    request: PageRequest, asked: Asked, found: Owing, page: Page[Owed], shown: Sequence[Row], now: datetime
) -> dict[str, object]:  # fmt: skip
    team = request.person.team if asked.team else None
    return {
        "page": page,
        "rows": shown,
        "title": _title(asked, team),
        "standfirst": standfirst(found, now=now),
        "objective": asked.objective,
        "why_not": why_not_asked(asked.objective, now=now) if asked.objective else "",
        "others": asked.team or asked.objective is not None,
        "everything": asked.everything,
        "wrong": any(row.form.is_bound and row.form.errors for row in shown),
        "stalled": any(row.stalled for row in shown),
        "together": together(found.together),
        "resting": resting(found.resting, now=now),
        "waits": crossed_on({row.key_result.objective for row in shown}, now=now),
        "minutes": spent_this_week(team, now=now) if team else None,
        "counts": request.person.workspace.counts_minutes,
    }


def _title(asked: Asked, team: object) -> str:
    if asked.objective is not None:
        return f"Check in: {asked.objective}"
    return f"The check-in of {isolated(team)}" if team else "Your check-in"


@needs(Role.MEMBER)
def one(request: PageRequest, pk: int) -> HttpResponse:
    """Save one row as it is left, and answer with the row as it stands now: 409 where somebody else was quicker, 422
    where something needs another look.
    """
    now, by = timezone.now(), request.person
    key_result = get_object_or_404(key_results_with_everything(), pk=pk)
    if request.method != "POST":
        return _row(request, *_rows_of(key_result, by=by, now=now))
    (row,) = _rows_of(key_result, by=by, now=now, data=request.POST)
    if not row.form.is_valid():
        return _row(request, row, status=UNPROCESSABLE)
    try:
        with changing(by=by, summary=f"Checked in on {key_result}") as kept:
            check_in(key_result=key_result, by=by, now=now, **row.form.spoken)
    except SaidMeanwhile as error:
        (row,) = _rows_of(key_results_with_everything().get(pk=pk), by=by, now=now, data=request.POST)
        row.form.add_error(None, error)
        return _row(request, row, status=CONFLICT)
    except ValidationError as error:
        row.form.add_error(None, error)
        return _row(request, row, status=UNPROCESSABLE)
    (after,) = _rows_of(key_result, by=by, now=now, saved=kept.change)
    return _row(request, replace(after, told=told(row)))


def _rows_of(key_result: KeyResult, *, by: Person, now: datetime, **more: Any) -> list[Row]:
    return rows(owing([key_result], now=now, everything=True).each, by=by, now=now, **more)


def _row(request: PageRequest, row: Row, *, status: int = 200) -> HttpResponse:
    return render(request, "web/checkin/parts/row.html", {"row": row}, status=status)


@needs(Role.MEMBER)
@require_POST
def confirmed(request: PageRequest) -> HttpResponse:
    """Confirm what did not move, and answer with the line that says so: 409 where one of them is not as shown."""
    now, by = timezone.now(), request.person
    shown = shown_together(request.POST)
    if not shown:
        raise Http404
    try:
        with changing(by=by, summary=f"Confirmed {count_of(len(shown), 'collected value')} that did not move") as kept:
            confirm_shown(shown, by=by, now=now, seconds=seconds_in(request.POST.get("seconds")))
    except ValidationError as error:
        still = may_check_in(now=now).filter(pk__in=list(shown)[:MOST_AT_ONCE])
        left = together(owing(list(still), now=now, everything=True).each, problem=" ".join(error.messages))
        return _together(request, left, status=CONFLICT)
    return _together(request, Together((), saved=kept.change, counted=count_of(len(shown), "collected value")))


def _together(request: PageRequest, shown: Together, *, status: int = 200) -> HttpResponse:
    return render(request, "web/checkin/parts/together.html", {"together": shown}, status=status)
