"""The chats of a workspace: each with an address of its own and a secret that is never shown again."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Role
from vitalfew.okrs.models import Chat
from vitalfew.web.addresses import go_to
from vitalfew.web.forms import SealedForm, SecretField
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving


class ChatForm(SealedForm):
    """Which chat, and with what it signs."""

    secret = SecretField(
        label="Its secret", max_length=500,
        help_text="Slack: the signing secret of your app. Mattermost: the token of the slash command. It is stored "
        "encrypted, and never shown again.",
        error_messages={"required": "Enter the secret."},
    )  # fmt: skip

    class Meta(SealedForm.Meta):
        model = Chat
        fields = ("kind", "name")
        help_texts = {"name": "What you call it: Slack of Apollo."}


@needs(Role.ADMIN)
def chats(request: PageRequest) -> HttpResponse:
    """All chats with the addresses that their slash commands send to, and one more."""
    form = ChatForm(request.POST or None, use_required_attribute=False)
    if request.method == "POST" and form.is_valid():
        with saving(request, f"Check-ins from {form.cleaned_data['name']}"):
            form.save()
        return go_to(request, "chats")
    found = [(chat, settings.BASE_URL + reverse("chat", args=[chat.key])) for chat in Chat.objects.all()]
    return render(request, "web/chats/chats.html", {"form": form, "chats": found})


@needs(Role.ADMIN)
@require_POST
def remove(request: PageRequest, pk: int) -> HttpResponse:
    """Take no more check-ins from a chat."""
    one = get_object_or_404(Chat.objects, pk=pk)
    with saving(request, f"No check-ins from {one} any more"):
        one.delete()
    return go_to(request, "chats")
