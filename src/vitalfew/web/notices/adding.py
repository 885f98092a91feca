"""A new channel; the secret of one that signs is shown this once."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from vitalfew.notices.keeping import add as add_channel
from vitalfew.web.addresses import go_to
from vitalfew.web.notices.forms import ChannelForm
from vitalfew.web.requests import PageRequest
from vitalfew.web.saving import saving


@never_cache
def add(request: PageRequest) -> HttpResponse:
    """Add a channel of your own, or, as an admin, of a team."""
    form = ChannelForm(request.POST or None, by=request.person, initial={"kind": "apprise"})
    if request.method != "POST" or not form.is_valid():
        return render(request, "web/notices/add.html", {"form": form})
    given = form.cleaned_data
    team = given.get("team")
    with saving(request, f"Channel “{given['name']}” added"):
        channel, secret = add_channel(
            kind=given["kind"], name=given["name"], address=given["address"],
            team=team, person=None if team else request.person,
        )  # fmt: skip
    if secret:
        return render(request, "web/notices/secret.html", {"channel": channel, "secret": secret})
    return go_to(request, "notices")
