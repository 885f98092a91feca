"""What people do about a breach; all of it can be undone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Role
from vitalfew.accounts.names import isolated
from vitalfew.alerts.models import Breach, NoAnswer
from vitalfew.alerts.queries import breaches
from vitalfew.web.addresses import go_to
from vitalfew.web.breaches.forms import AnswerForm, AssignForm, SnoozeForm
from vitalfew.web.breaches.page import shown
from vitalfew.web.kpis.forms.action import ActionForm
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving


def _there(pk: int) -> Breach:
    found: Breach = get_object_or_404(breaches(), pk=pk)
    return found


@needs(Role.MEMBER)
@require_POST
def acknowledge(request: PageRequest, pk: int) -> HttpResponse:
    """Say that you have seen it and have it in hand."""
    kept = _there(pk)
    with saving(request, f"{kept}: acknowledged"):
        kept.acknowledge(by=request.person, now=timezone.now())
    return go_to(request, "breach", pk)


@needs(Role.MEMBER)
@require_POST
def respond(request: PageRequest, pk: int) -> HttpResponse:
    """Record what was done."""
    kept, form = _there(pk), AnswerForm(request.POST)
    if not form.is_valid():
        return shown(request, kept, answer_form=form)
    with saving(request, f"{kept}: answered"):
        kept.respond(what=form.cleaned_data["answer"], by=request.person, now=timezone.now())
    return go_to(request, "breach", pk)


@needs(Role.MEMBER)
@require_POST
def snooze(request: PageRequest, pk: int) -> HttpResponse:
    """Ask for no reminder before a day."""
    kept, form = _there(pk), SnoozeForm(request.POST, auto_id="snooze_%s")
    if not form.is_valid():
        return shown(request, kept, snooze_form=form)
    until = form.cleaned_data["until"]
    with saving(request, f"{kept}: no reminder before {until.day} {until:%B}"):
        kept.snooze(until=until, by=request.person, now=timezone.now())
    return go_to(request, "breach", pk)


@needs(Role.MEMBER)
@require_POST
def assign(request: PageRequest, pk: int) -> HttpResponse:
    """Give it to somebody."""
    kept, form = _there(pk), AssignForm(request.POST, auto_id="assign_%s")
    if not form.is_valid():
        return shown(request, kept, assign_form=form)
    who = form.cleaned_data["who"]
    with saving(request, f"{kept}: given to {isolated(who)}"):
        kept.assign(to=who)
    return go_to(request, "breach", pk)


@needs(Role.MEMBER)
@require_POST
def close(request: PageRequest, pk: int) -> HttpResponse:
    """Close it; without an answer it says why not."""
    kept = _there(pk)
    try:
        with saving(request, f"{kept}: closed"):
            kept.close(by=request.person, now=timezone.now())
    except NoAnswer as error:
        messages.error(request, str(error))
    return go_to(request, "breach", pk)


@needs(Role.MEMBER)
@require_POST
def add_action(request: PageRequest, pk: int) -> HttpResponse:
    """Promise something: what, who, by when."""
    kept, form = _there(pk), ActionForm(request.POST, auto_id="action_%s")
    if not form.is_valid():
        return shown(request, kept, action_form=form)
    with saving(request, f"Action on {kept.kpi}: {form.cleaned_data['what']}"):
        form.build(kept.kpi).promise(breach=kept, by=request.person, now=timezone.now())
    return go_to(request, "breach", pk)
