"""Dragging on the map: an objective is moved under another box, in one step."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Role
from vitalfew.okrs.alignment.aligning import align
from vitalfew.okrs.models import Objective
from vitalfew.web.addresses import address, key_in
from vitalfew.web.map.folds import MOST_NAMED
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving

STAYS = ("team", "cycle", "fold", "open", "shut")


@needs(Role.MEMBER)
@require_POST
def move(request: PageRequest) -> HttpResponse:
    """Move `objective` ('o12') from `from` to `to`: another objective, the strategy ('s') or nothing ('loose')."""
    one = _objective(request.POST.get("objective", ""))
    to, left = request.POST.get("to", ""), request.POST.get("from", "")
    under = None if to in ("s", "loose") else _objective(to)
    instead_of = _objective(left) if left.startswith("o") else None
    try:
        with saving(request, _summary(one, under, to)):
            align(objective=one, under=under, strategy=to == "s", instead_of=instead_of)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return HttpResponseRedirect(address(request.person.workspace, "map") + _back(request, to))


def _objective(key: str) -> Objective:
    found: Objective = get_object_or_404(Objective.objects.select_related("cycle", "team"), pk=key_in(key[1:]) or 0)
    return found


def _summary(one: Objective, under: Objective | None, to: str) -> str:
    if under is not None:
        return f"“{one}” contributes to “{under}”"
    return f"“{one}” serves the strategy" if to == "s" else f"“{one}” hangs from nothing"


def _back(request: PageRequest, to: str) -> str:
    """The map as it was, with the box open that something was moved to."""
    given = QueryDict(request.POST.get("back", "").removeprefix("?"))
    query = QueryDict(mutable=True)
    query.update({name: given[name] for name in STAYS if given.get(name)})
    shut = [key for key in query.get("shut", "").split(",") if key and key != to]
    opened = [key for key in query.get("open", "").split(",") if key and key != to]
    query["open"] = ",".join([*opened[: MOST_NAMED - 1], to])
    if "shut" in query:
        query["shut"] = ",".join(shut)
    return f"?{query.urlencode(safe=',')}"
