"""The check-in behind a link: the rows of the check-in page, of what was asked of one person on one day."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from vitalfew.accounts.history import changing
from vitalfew.okrs.rounds.opened import day_words
from vitalfew.okrs.rounds.owing import owing
from vitalfew.web.checkin import views as checkin
from vitalfew.web.checkin.rows import Row, rows
from vitalfew.web.checkin.words import resting, standfirst, together
from vitalfew.web.okrs.words import count_of
from vitalfew.web.rounds.entering import RoundRequest, by_link


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def page(request: RoundRequest) -> HttpResponse:
    """What was asked, as on the check-in page; with `?all=1` also what is answered already or did not move."""
    now, problem = timezone.now(), ""
    wrong: Sequence[Row] = ()
    if request.method == "POST":
        wrong, problem = _kept(request, now=now)
        if not wrong and not problem:
            return HttpResponseRedirect(request.get_full_path())
    everything = bool(request.GET.get("all"))
    found = owing(list(request.asked.values()), now=now, everything=everything)
    shown = checkin.merged(rows(found.each, by=request.person, now=now), wrong)
    context = {
        "reader": request.person,
        "place": request.person.workspace,
        "asked_on": day_words(request.link.round),
        "until": day_words(timezone.localtime(request.link.expires_at).date()),
        "rows": shown,
        "standfirst": standfirst(found, now=now),
        "together": together(found.together),
        "resting": resting(found.resting, now=now),
        "wrong": bool(wrong),
        "problem": problem,
        "stalled": any(row.stalled for row in shown),
        "counts": request.person.workspace.counts_minutes,
    }
    return render(request, "web/rounds/round.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def one(request: RoundRequest, pk: int) -> HttpResponse:
    """Save one row, as on the check-in page."""
    _only_asked(request, [pk])
    return checkin.one(request, pk)


@require_POST
@by_link
def confirmed(request: RoundRequest) -> HttpResponse:
    """Confirm what did not move, as on the check-in page."""
    _only_asked(request, checkin.shown_together(request.POST))
    return checkin.confirmed(request)


def _kept(request: RoundRequest, *, now: datetime) -> tuple[Sequence[Row], str]:
    """Keep a form that was sent as one: the rows that need another look, and what else is in the way."""
    answered = checkin.answered_in(request.POST, by=request.person, now=now)
    shown = checkin.shown_together(request.POST) if "confirm" in request.POST else {}
    _only_asked(request, [*(row.key_result.pk for row in answered), *shown])
    said = [row for row in answered if row.form.says_something()]
    counted = count_of(len(said) + len(shown), "key result")
    try:
        with changing(by=request.person, summary=f"Checked in on {counted} by the link in a mail"):
            if not checkin.keep(said, by=request.person, now=now):
                raise _NotKept
            checkin.confirm_shown(shown, by=request.person, now=now)
    except _NotKept:
        return said, ""
    except ValidationError as error:
        return said, " ".join(error.messages)
    return [], ""


class _NotKept(Exception):
    """A row needs another look; nothing of the form is stored."""


def _only_asked(request: RoundRequest, keys: Collection[int]) -> None:
    """Answer 404 for anything that this link was not made for, whether or not it exists."""
    if not set(keys) <= request.asked.keys():
        raise Http404
