"""Asks once, then ends it. Looking changes nothing, since mail servers open links before people do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from vitalfew.lib.links import NoSuchLink
from vitalfew.notices.models import Channel
from vitalfew.notices.unsubscribing import end, meant


@csrf_exempt  # mail programs post here by themselves (RFC 8058), without a page before: the link itself is the token
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """End what the link speaks of once somebody presses the button, or their mail program does."""
    try:
        ending = meant(token)
    except NoSuchLink:
        return render(request, "web/unsubscribe/unknown.html", status=403)
    done = request.method == "POST"
    if done:
        end(ending)
    subject = ending.subject
    channel = subject if isinstance(subject, Channel) else None
    shown = {"done": done, "place": subject.workspace, "channel": channel, "digest": ending.digest}
    return render(request, "web/unsubscribe/unsubscribe.html", shown)
