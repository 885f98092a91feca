"""What an address narrows a board to, and what it can be narrowed to."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

from vitalfew.accounts.models import Person, Team
from vitalfew.briefing.board import FAMILIES, STATUSES, Selection
from vitalfew.web.addresses import key_in


@dataclass(frozen=True, slots=True)
class Choice:
    """A question of the board's form: its name in the address, its answers as sent and as read, and the given one."""

    name: str
    label: str
    everything: str
    answers: list[tuple[str, str]]
    given: str


def selection_in(request: HttpRequest, *, team: Team | None = None) -> Selection:
    """What `?team=`, `?family=`, `?owner=` and `?status=` say; `team` is the only one there is where it is given.

    Raises `Http404` for what is not here, so that no board shows more than its address says.
    """
    return Selection(
        team=team or _found(Team.objects.all(), request.GET.get("team", "")),
        owner=_found(Person.objects.all(), request.GET.get("owner", "")),
        family=_known(FAMILIES, request.GET.get("family", "")),
        status=_known(STATUSES, request.GET.get("status", "")),
    )


def choices(selection: Selection) -> list[Choice]:
    """The questions of the form, with the teams and owners that keep a KPI: two statements."""
    teams = Team.objects.filter(kpis__retired_at=None, kpis__isnull=False).distinct()
    owners = Person.objects.filter(kpis__retired_at=None, kpis__isnull=False).distinct()
    found = [
        Choice("team", "Team", "All teams", _answers(teams, selection.team), _key(selection.team)),
        Choice("family", "Family", "All families", list(FAMILIES.items()), selection.family),
        Choice("owner", "Owner", "Everybody", _answers(owners, selection.owner), _key(selection.owner)),
        Choice(
            "status", "Status", "Any status", [(str(code), words) for code, words in STATUSES.items()], selection.status
        ),
    ]
    return [choice for choice in found if len(choice.answers) > 1 or choice.given]


def _answers(records: QuerySet[Any], given: Model | None) -> list[tuple[str, str]]:
    """Those who keep a KPI, and the given one even if it keeps none."""
    found = [(str(record.pk), str(record)) for record in records]
    return found if given is None or _key(given) in dict(found) else [*found, (_key(given), str(given))]


def _key(record: Model | None) -> str:
    return "" if record is None else str(record.pk)


def _found(records: QuerySet[Any], text: str) -> Any:
    if not text:
        return None
    key = key_in(text)
    record = None if key is None else records.filter(pk=key).first()
    if record is None:
        raise Http404(f"“{text[:40]}” is not here any more. Open the board without it.")
    return record


def _known(names: dict[str, str], text: str) -> str:
    if text and text not in names:
        raise Http404(f"“{text[:40]}” is none of: {', '.join(names)}.")
    return text
