"""What is done with one channel: try it, switch it on and off, delete it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Person, Role
from vitalfew.channels.contract import NotSent
from vitalfew.notices.keeping import send_a_test
from vitalfew.notices.models import Channel
from vitalfew.web.addresses import go_to
from vitalfew.web.requests import PageRequest
from vitalfew.web.saving import saving


@require_POST
def test_mail(request: PageRequest) -> HttpResponse:
    """Send a test to the address that you sign in with."""
    return _tried(request, request.person, request.person.email)


@require_POST
def test(request: PageRequest, pk: int) -> HttpResponse:
    """Send a test by this channel."""
    channel = _yours(request, pk)
    return _tried(request, channel, f"“{channel}”")


@require_POST
def switch(request: PageRequest, pk: int) -> HttpResponse:
    """On becomes off, off becomes on."""
    channel = _yours(request, pk)
    with saving(request, f"Channel “{channel}” switched {'off' if channel.active else 'on'}"):
        channel.active = not channel.active
        channel.save(update_fields=["active"])
    return go_to(request, "notices")


@require_POST
def delete(request: PageRequest, pk: int) -> HttpResponse:
    """Forget the channel and its address; what was on its way by it is not sent."""
    channel = _yours(request, pk)
    with saving(request, f"Channel “{channel}” deleted"):
        channel.delete()
    return go_to(request, "notices")


def _yours(request: PageRequest, pk: int) -> Channel:
    """Your own channel, or, for an admin, that of a team; others' are not there."""
    channel: Channel = get_object_or_404(Channel.objects, pk=pk)
    if channel.person_id == request.person.pk or (channel.team_id and request.person.may(Role.ADMIN)):
        return channel
    raise Http404


def _tried(request: PageRequest, to: Channel | Person, name: str) -> HttpResponse:
    try:
        send_a_test(to=to, by=request.person, now=timezone.now())
    except NotSent as error:
        messages.warning(request, f"The test to {name} was not sent. {error}")
    else:
        messages.success(request, f"The test to {name} was taken. Look whether it arrived.")
    return go_to(request, "notices")
