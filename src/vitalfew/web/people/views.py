"""Who is in the workspace, what they may do, and how they get in."""

from django.conf import settings
from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from vitalfew.accounts.actions import LastAdmin, NotYours, open_account, remove_person
from vitalfew.accounts.history import changing
from vitalfew.accounts.links import sign_in_path
from vitalfew.accounts.models import Person, Role, User
from vitalfew.accounts.names import isolated
from vitalfew.web.addresses import go_to
from vitalfew.web.people.forms import PersonForm
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving


def people(request: PageRequest) -> HttpResponse:
    """Everybody, with their role, team and whether they have signed in."""
    everybody = Person.objects.select_related("team").prefetch_related(Prefetch("user", User.objects.all()))
    return render(request, "web/people/people.html", {"people": everybody})


@needs(Role.ADMIN)
def add(request: PageRequest) -> HttpResponse:
    """Add a person; they may own numbers before they ever sign in."""
    form = PersonForm(request.POST or None, initial={"team": request.person.team_id})
    if request.method == "POST" and form.is_valid():
        with saving(request, f"{isolated(form.instance)} added"):
            person = form.save()
        return go_to(request, "person", person.pk)
    return render(request, "web/people/person.html", {"form": form})


@needs(Role.ADMIN)
def edit(request: PageRequest, pk: int) -> HttpResponse:
    """Change a person's name, role or team."""
    subject = get_object_or_404(Person.objects.select_related("user"), pk=pk)
    form = PersonForm(request.POST or None, instance=subject)
    if request.method == "POST" and form.is_valid():
        with saving(request, f"{isolated(form.instance)} changed"):
            form.save()
        return go_to(request, "people")
    return render(request, "web/people/person.html", {"form": form, "subject": subject})


@needs(Role.ADMIN)
@require_POST
def remove(request: PageRequest, pk: int) -> HttpResponse:
    """End a person's access; what they own stays theirs."""
    subject = get_object_or_404(Person.objects, pk=pk)
    try:
        with saving(request, f"{isolated(subject)} removed from {request.person.workspace}"):
            remove_person(person=subject)
    except LastAdmin as error:
        messages.warning(request, str(error))
        return go_to(request, "person", pk)
    return go_to(request, "people")


@needs(Role.ADMIN)
@require_POST
@never_cache
def link(request: PageRequest, pk: int) -> HttpResponse:
    """Make a link with which the person sets their password: single use, seven days."""
    subject = get_object_or_404(Person.objects.select_related("user"), pk=pk)
    try:
        with changing(by=request.person, summary=f"Sign-in link made for {isolated(subject)}"):
            user = open_account(person=subject, by=request.person)
    except NotYours as error:
        messages.warning(request, str(error))
        return go_to(request, "person", pk)
    address = settings.BASE_URL + sign_in_path(user)
    return render(request, "web/people/link.html", {"subject": subject, "address": address})
