"""How you are told: your channels and hours, and what you were told lately."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from vitalfew.accounts.models import Person, Role
from vitalfew.notices.keeping import wish
from vitalfew.notices.queries import channels_of, channels_of_teams, lately
from vitalfew.web.addresses import go_to
from vitalfew.web.notices.forms import WishesForm
from vitalfew.web.requests import PageRequest
from vitalfew.web.saving import saving


def notices(request: PageRequest) -> HttpResponse:
    """Your channels, your hours, what was sent to you; for an admin the teams' channels as well."""
    person = Person.objects.get(pk=request.person.pk)
    form = WishesForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        with saving(request, "How you are told"):
            wish(form.instance, now=timezone.now())
        return go_to(request, "notices")
    shown = {
        "form": form,
        "channels": channels_of(person),
        "team_channels": channels_of_teams() if person.may(Role.ADMIN) else [],
        "told": lately(person),
    }
    return render(request, "web/notices/notices.html", shown)
