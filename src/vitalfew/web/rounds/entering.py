"""Who comes by a link is the person whom it was sent to, and finds what was asked of them on its day and nothing else.

Looking changes nothing, since mail servers open links before people do.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from vitalfew.accounts.models import Role
from vitalfew.accounts.scoping import entered
from vitalfew.lib.links import NoSuchLink
from vitalfew.okrs.models import KeyResult, RoundLink
from vitalfew.okrs.rounds.asking import asked_by
from vitalfew.okrs.rounds.links import EndedLink, meant, path_of, used
from vitalfew.web.requests import PageRequest

ALTERED, ENDED = 404, 410


class RoundRequest(PageRequest):
    """A request by a link: `door` is the path of its page, `asked` what it may check in on, by key."""

    door: str
    link: RoundLink
    asked: Mapping[int, KeyResult]


def by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Enter by the token of the address: 410 for a link that ended, 404 for one that is not ours, alike in words."""

    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        now = timezone.now()
        try:
            link = meant(token, now=now)
        except (NoSuchLink, EndedLink) as error:
            return _kept_secret(_gone(request, ENDED if isinstance(error, EndedLink) else ALTERED))
        with entered(link.workspace, reader=link.person), timezone.override(link.person.zone_info):
            if not link.person.may(Role.MEMBER):
                return _kept_secret(_gone(request, ENDED))
            answer = view(_as_person(request, link, now=now), **kwargs)
            if request.method == "POST":
                used(link, now=now)
        return _kept_secret(answer)

    return opened


def _as_person(request: HttpRequest, link: RoundLink, *, now: datetime) -> RoundRequest:
    entering = cast(RoundRequest, request)
    entering.person, entering.people = link.person, []
    entering.link, entering.door = link, path_of(link)
    entering.asked = {each.pk: each for each in asked_by(link, now=now)}
    return entering


def _gone(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, "web/rounds/gone.html", status=status)


def _kept_secret(answer: HttpResponse) -> HttpResponse:
    """The address is the key: it goes into no referrer and no search engine.

    With `no-referrer` browsers would send forms with no origin, too, which could not be told from forged ones.
    """
    answer.headers["Referrer-Policy"] = "strict-origin"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
