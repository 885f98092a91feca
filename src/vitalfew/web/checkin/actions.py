"""Actions: what was promised, by whom, by when; together they are the decision log."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Role
from vitalfew.alerts.models import Action
from vitalfew.okrs import queries
from vitalfew.okrs.queries import today_here
from vitalfew.web.addresses import go_to
from vitalfew.web.forms import RecordForm
from vitalfew.web.okrs.fields import RecordField
from vitalfew.web.okrs.offers import Offer, kpi_words, offer
from vitalfew.web.okrs.words import capital, count_of, number
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import insist, needs
from vitalfew.web.saving import saving

A_PAGE = 50
OF = ("mine", "team")


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action with how it stands against its date."""

    action: Action
    late: bool
    when: str


class ActionForm(RecordForm):
    """What, who, by when, and from which KPI."""

    who = RecordField(label="Who", nothing="Choose one person")
    kpi = RecordField(label="From the KPI", nothing="None")

    class Meta(RecordForm.Meta):
        model = Action
        fields = ("what", "who", "due", "kpi")
        widgets = {"due": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}

    def __init__(self, *args: object, offer: Offer, **kwargs: object) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)
        cast("RecordField", self.fields["who"]).offer(offer.people)
        self.fields["who"].required = True
        self.fields["who"].error_messages["required"] = "Say who does it; one person."
        cast("RecordField", self.fields["kpi"]).offer(offer.kpis, kpi_words)


def actions(request: PageRequest) -> HttpResponse:
    """Open actions by date: `?of=mine|team` fewer of them, `?done=1` those that are done."""
    today = today_here(timezone.now())
    form = ActionForm(
        request.POST or None, offer=offer(team=request.person.team), initial={"who": request.person.pk, "due": today}
    )
    if request.method == "POST":
        insist(request.person, Role.MEMBER)
        if form.is_valid():
            with saving(request, f"“{form.cleaned_data['what']}”"):
                form.save()
            return go_to(request, "actions")
    finished = bool(request.GET.get("done"))
    of = request.GET.get("of", "") if request.GET.get("of", "") in OF else ""
    wanted = _of(request, queries.actions(done=finished), of)
    page = Paginator(wanted, A_PAGE).get_page(request.GET.get("page"))
    late = 0 if finished else wanted.filter(due__lt=today).count()
    context = {
        "form": form,
        "page": page,
        "lines": [_line(action, today=today) for action in page.object_list],
        "of": of,
        "finished": finished,
        "title": _title(page.paginator.count, late, finished=finished),
    }
    return render(request, "web/checkin/actions.html", context)


def _of(request: PageRequest, found: QuerySet[Action], of: str) -> QuerySet[Action]:
    if of == "mine":
        return found.filter(who=request.person)
    return found.filter(who__team=request.person.team_id) if of == "team" else found


def _title(count: int, late: int, *, finished: bool) -> str:
    if finished:
        return f"{capital(count_of(count, 'action'))} done"
    if not count:
        return "Nothing is promised"
    if late:
        return f"{capital(number(late))} of {count_of(count, 'action')} {'is' if late == 1 else 'are'} late"
    return f"{capital(count_of(count, 'action'))} open, none late"


def _line(action: Action, *, today: date) -> ActionLine:
    if action.done_at is not None:
        done = timezone.localtime(action.done_at)
        return ActionLine(action, late=False, when=f"done {done.day} {done:%B}")
    days = (action.due - today).days
    if days < 0:
        return ActionLine(action, late=True, when=f"{count_of(-days, 'day')} late")
    return ActionLine(action, late=False, when=_ahead(action.due, days))


def _ahead(due: date, days: int) -> str:
    near = {0: "by today", 1: "by tomorrow"}
    return near.get(days, f"by {due.day} {due:%B}")


@needs(Role.MEMBER)
@require_POST
def done(request: PageRequest, pk: int) -> HttpResponse:
    """Mark an action done."""
    action = get_object_or_404(Action, pk=pk)
    with saving(request, f"“{action}” is done"):
        action.finish()
    return go_to(request, "actions")


@needs(Role.MEMBER)
@require_POST
def reopen(request: PageRequest, pk: int) -> HttpResponse:
    """Open an action again."""
    action = get_object_or_404(Action, pk=pk)
    with saving(request, f"“{action}” is open again"):
        action.reopen()
    return go_to(request, "actions")
