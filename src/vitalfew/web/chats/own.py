"""One's own users in the chats of a workspace: a code that links one, and an end to it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Role
from vitalfew.okrs.models import Chat, ChatName
from vitalfew.okrs.rounds.chats import new_code
from vitalfew.web.addresses import go_to
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving


@needs(Role.MEMBER)
@never_cache
def own(request: PageRequest) -> HttpResponse:
    """From which chats one checks in; asked to by the button, with a code that links one more."""
    code = new_code(request.person) if request.method == "POST" and Chat.objects.exists() else ""
    names = ChatName.objects.filter(person=request.person).select_related("chat", "person")
    return render(request, "web/chats/own.html", {"code": code, "names": names, "chats": Chat.objects.all()})


@needs(Role.MEMBER)
@require_POST
def unlink(request: PageRequest, pk: int) -> HttpResponse:
    """Check in from that chat no longer."""
    name = get_object_or_404(ChatName.objects.select_related("chat", "person"), pk=pk, person=request.person)
    with saving(request, f"Checks in from {name.chat} no longer"):
        name.delete()
    return go_to(request, "chat_own")
