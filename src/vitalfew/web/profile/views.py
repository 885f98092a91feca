"""Yourself: your name, zone and holidays, when you are away, and the links that open your check-ins."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Absence, Person
from vitalfew.notices.keeping import look_again
from vitalfew.okrs.course.sureness import sureness_of
from vitalfew.okrs.queries import today_here
from vitalfew.okrs.rounds.links import open_links
from vitalfew.okrs.rounds.opened import day_words
from vitalfew.web.addresses import go_to
from vitalfew.web.profile.forms import AbsenceForm, ProfileForm
from vitalfew.web.requests import PageRequest
from vitalfew.web.saving import saving


def profile(request: PageRequest) -> HttpResponse:
    """Change your own name, zone and holidays."""
    form = ProfileForm(request.POST or None, instance=Person.objects.get(pk=request.person.pk))
    if request.method == "POST" and form.is_valid():
        with saving(request, "Your name, time zone and holidays"):
            person = form.save()
            look_again(person, now=timezone.now())
        return go_to(request, "profile")
    return _page(request, form=form, absence=AbsenceForm())


@require_POST
def away(request: PageRequest) -> HttpResponse:
    """Add days on which you are away."""
    form = AbsenceForm(request.POST, instance=Absence(person=request.person))
    if not form.is_valid():
        return _page(request, form=ProfileForm(instance=request.person), absence=form)
    with saving(request, f"You are away {_when(form.instance)}"):
        form.save()
    return go_to(request, "profile")


@require_POST
def back(request: PageRequest, pk: int) -> HttpResponse:
    """Remove days on which you would have been away."""
    absence = get_object_or_404(Absence, pk=pk, person=request.person)
    with saving(request, f"You are not away {_when(absence)}"):
        absence.delete()
    return go_to(request, "profile")


@require_POST
def end(request: PageRequest, pk: int) -> HttpResponse:
    """End a link that opens your check-ins without signing in."""
    link = get_object_or_404(open_links(request.person, now=timezone.now()), pk=pk)
    with saving(request, f"Ended the link to the check-in of {day_words(link.round)}"):
        link.end(now=timezone.now())
    return go_to(request, "profile")


def _page(request: PageRequest, *, form: ProfileForm, absence: AbsenceForm) -> HttpResponse:
    now: datetime = timezone.now()
    coming = Absence.objects.filter(person=request.person, last__gte=today_here(now))
    sure = sureness_of(request.person)
    shown: dict[str, Any] = {
        "form": form,
        "sureness": sure,
        "said": round(100 * sure.said) if sure else 0,
        "came": round(100 * sure.came) if sure else 0,
        "absence": absence,
        "absences": [(each, _when(each)) for each in coming],
        "links": open_links(request.person, now=now),
    }
    return render(request, "web/profile/profile.html", shown)


def _when(absence: Absence) -> str:
    if absence.first == absence.last:
        return f"on {day_words(absence.first)}"
    return f"from {day_words(absence.first)} to {day_words(absence.last)}"
