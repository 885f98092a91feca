"""`/api/v1/breaches`: what was crossed, who has it in hand, and what was done."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from vitalfew.alerts.models import Breach
from vitalfew.alerts.queries import breaches as all_breaches
from vitalfew.api.observations import Refusal
from vitalfew.api.points import LARGEST_KEY
from vitalfew.api.reading import Named, Paging, inside, moment, of_owner, of_team, page, person

router = Router(tags=["breaches"])
router.add_decorator(inside)
OPEN = Q(closed_at=None, recovering_since=None, answer="")
IN_STATE = {
    "open": OPEN & Q(acknowledged_at=None),
    "acknowledged": OPEN & Q(acknowledged_at__isnull=False),
    "answered": Q(closed_at=None, recovering_since=None) & ~Q(answer=""),
    "recovering": Q(closed_at=None, recovering_since__isnull=False),
    "closed": Q(closed_at__isnull=False),
}


class Promised(Schema):
    """An action: what, who, by when; `done` is when it was."""

    what: str
    who: str
    due: date
    done: datetime | None


class BreachStated(Schema):
    """A breach; `in_hand_of` has it in hand, `deadline` is by when somebody has to say what was done."""

    id: int
    kpi: Named
    team: Named
    owner: Named | None
    kind: str
    severity: str
    status: Breach.State
    opened_at: datetime
    value: float | None
    time: datetime | None
    words: str
    meaning: str
    in_hand_of: Named | None
    answer: str
    answered_at: datetime | None
    deadline: datetime
    overdue: bool
    closed_at: datetime | None
    closed_how: str
    actions: list[Promised]


class Breaches(Schema):
    """A part of the list; `next` is the `after` of the part that follows, null at the end."""

    items: list[BreachStated]
    next: int | None


class Asked(Paging):
    """Which breaches."""

    team: str | None = None
    owner: str | None = None
    status: Breach.State | None = None


@router.get("", response={200: Breaches, 401: Refusal, 422: Refusal})
def breaches(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """Breaches, newest first: of a team's KPIs (its name or id), an owner's (address or id), in a state."""
    found = all_breaches().filter(
        of_team(asked.team, field="kpi__team"),
        of_owner(asked.owner, field="kpi__owner"),
        Q() if asked.status is None else IN_STATE[asked.status.value],
        pk__lt=LARGEST_KEY if asked.after is None else asked.after,
    )
    now = timezone.now()
    rows = [_as_data(breach, now=now) for breach in found.order_by("-pk")[: asked.limit + 1]]
    return page(request, rows, limit=asked.limit)


def _as_data(breach: Breach, *, now: datetime) -> dict[str, Any]:
    kpi = breach.kpi
    return {
        "id": breach.pk,
        "kpi": {"id": kpi.pk, "name": kpi.name},
        "team": {"id": kpi.team_id, "name": kpi.team.name},
        "owner": person(kpi.owner),
        "kind": breach.kind,
        "severity": breach.severity,
        "status": breach.state,
        "opened_at": moment(breach.opened_at),
        "value": breach.value,
        "time": moment(breach.value_time),
        "words": breach.words,
        "meaning": breach.meaning,
        "in_hand_of": person(breach.in_hand_of),
        "answer": breach.answer,
        "answered_at": moment(breach.answered_at),
        "deadline": moment(breach.deadline),
        "overdue": breach.is_overdue(now=now),
        "closed_at": moment(breach.closed_at),
        "closed_how": breach.closed_how,
        "actions": [
            {"what": each.what, "who": str(each.who), "due": f"{each.due}", "done": moment(each.done_at)}
            for each in breach.actions.all()
        ],
    }
