"""Your own name and time zone."""

from django.http import HttpResponse
from django.shortcuts import render

from vitalfew.accounts.models import Person
from vitalfew.web.addresses import go_to
from vitalfew.web.forms import RecordForm
from vitalfew.web.requests import PageRequest
from vitalfew.web.saving import saving
from vitalfew.web.zones import ZoneField, ZoneInput


class ProfileForm(RecordForm):
    """How others see you, and in which zone you read times."""

    class Meta(RecordForm.Meta):
        model = Person
        fields = ("name", "zone")
        field_classes = {"zone": ZoneField}
        widgets = {"zone": ZoneInput()}


def profile(request: PageRequest) -> HttpResponse:
    """Change your own name and zone."""
    form = ProfileForm(request.POST or None, instance=Person.objects.get(pk=request.person.pk))
    if request.method == "POST" and form.is_valid():
        with saving(request, "Your name and time zone"):
            form.save()
        return go_to(request, "profile")
    return render(request, "web/profile/profile.html", {"form": form})
