"""Plans, progress, problems: one page of a team for one week, with one's own form while the week is open."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_date

from vitalfew.accounts.models import Role, Team
from vitalfew.method.rounds import Round
from vitalfew.okrs.models import Week
from vitalfew.okrs.rounds.opened import day_words
from vitalfew.okrs.rounds.weeks import WEEK, begun, compiled, monday_of, open_week, write
from vitalfew.web.addresses import go_to
from vitalfew.web.forms import RecordForm
from vitalfew.web.okrs.words import closing_words
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import insist
from vitalfew.web.saving import saving

EARLIEST, LATEST = date(2000, 1, 3), date(2100, 1, 1)


class WeekForm(RecordForm):
    """Three boxes of words."""

    class Meta(RecordForm.Meta):
        model = Week
        fields = ("progress", "plans", "problems")
        labels = {"progress": "Progress", "plans": "Plans", "problems": "Problems"}
        help_texts = {
            "progress": "What was done. It begins with what you planned; strike what was not.",
            "plans": "What is next. It comes back next week as the beginning of your progress.",
            "problems": "What is in the way, and who could help.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = forms.Textarea(attrs={"rows": 4, "maxlength": 4000})


def own(request: PageRequest) -> HttpResponse:
    """The page of one's own team."""
    if request.person.team_id is None:
        return render(request, "web/weeks/none.html")
    return go_to(request, "week", request.person.team_id)


def week(request: PageRequest, pk: int) -> HttpResponse:
    """What a team wrote of a week (`?week=2026-11-16`, a Monday), and one's own form while that week is open."""
    now = timezone.now()
    team = get_object_or_404(Team, pk=pk)
    round_ = open_week(team, now=now)
    current = monday_of(round_)
    monday = _monday(request.GET.get("week", ""), otherwise=current)
    writes = team.weekly_form and monday == current and request.person.team_id == team.pk
    form = None
    if request.method == "POST":
        insist(request.person, Role.MEMBER)
        if not writes:
            raise Http404
    if writes and request.person.may(Role.MEMBER):
        form = WeekForm(request.POST or None, instance=begun(person=request.person, team=team, monday=monday))
        if request.method == "POST" and _kept(request, form):
            return HttpResponseRedirect(request.path)
    return render(request, "web/weeks/week.html", _context(team, monday, current, round_) | {"form": form})


def _kept(request: PageRequest, form: WeekForm) -> bool:
    if not form.is_valid():
        return False
    try:
        with saving(request, f"Your week of {day_words(form.instance.monday)}"):
            write(form.instance, now=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _monday(text: str, *, otherwise: date) -> date:
    if not text:
        return otherwise
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None or not EARLIEST <= day <= LATEST:
        raise Http404
    return day - timedelta(days=day.weekday())


def _context(team: Team, monday: date, current: date, round_: Round) -> dict[str, Any]:
    return {
        "team": team,
        "said": compiled(team=team, monday=monday),
        "monday": monday,
        "is_current": monday == current,
        "closes": closing_words(round_.closes),
        "before": monday - WEEK,
        "after": monday + WEEK if monday < current else None,
    }
