"""What a chat's slash command sends. The chat's own signature stands for a session, and its user for a person."""

from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from vitalfew.okrs.rounds.chats import NotTheChat, answer, chat_at, check

LARGEST, LONGEST = 100_000, 100


@csrf_exempt  # a chat has no session; each request is signed, or carries the chat's own token
@never_cache
@require_POST
def command(request: HttpRequest, key: str) -> HttpResponse:
    """Answer in words that only who typed sees; 403 for what is not from this chat, without a hint that it exists."""
    now, body = timezone.now(), request.body if int(request.META.get("CONTENT_LENGTH") or 0) <= LARGEST else b""
    words = body.decode(errors="replace").replace("%00", "").replace("\0", "")  # no column of text can hold a NUL
    form = dict(parse_qsl(words, keep_blank_values=True, max_num_fields=None))
    try:
        chat = chat_at(key)
        check(chat, body=body, headers=request.headers, form=form, now=now)
    except NotTheChat:
        return JsonResponse({"text": "This did not come from a chat that is known here."}, status=403)
    user = form.get("user_id", "")
    if not user or len(user) > LONGEST:
        return JsonResponse({"text": "The chat did not say who typed this."}, status=400)
    return JsonResponse(
        {"response_type": "ephemeral", "text": answer(chat, user=user, text=form.get("text", ""), now=now)}
    )
