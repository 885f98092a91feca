"""What an address narrows the map to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

from vitalfew.accounts.models import Team
from vitalfew.okrs.cycles.life import offered_to
from vitalfew.okrs.models import Cycle
from vitalfew.okrs.queries import running_cycles
from vitalfew.web.addresses import key_in

MOST_CYCLES = 12


@dataclass(frozen=True, slots=True)
class Chosen:
    """A team or all of them, and the cycles that are shown: the chosen one, or all that are running."""

    team: Team | None
    cycle: Cycle | None
    cycles: Sequence[Cycle]
    teams: Sequence[Team]

    @property
    def named(self) -> Mapping[str, str]:
        """As an address says it."""
        given = {"team": self.team, "cycle": self.cycle}
        return {name: str(record.pk) for name, record in given.items() if record is not None}

    @property
    def closed(self) -> Cycle | None:
        """The cycle that is shown, where it is closed; else None."""
        return next((cycle for cycle in self.cycles if cycle.state == Cycle.State.CLOSED), None)

    @property
    def names(self) -> dict[int, str]:
        """The names of all teams by their keys."""
        return {team.pk: str(team) for team in self.teams}


def chosen_in(request: HttpRequest, *, now: datetime) -> Chosen:
    """What `?team=` and `?cycle=` say; raises `Http404` for what is not here. Four statements at most."""
    teams = list(Team.objects.order_by("name"))
    team = _found({each.pk: each for each in teams}, request.GET.get("team", ""))
    wanted = request.GET.get("cycle", "")
    if wanted:
        cycle = _found(Cycle.objects.filter(pk=key_in(wanted)).in_bulk(), wanted)
        return Chosen(team, cycle, [cycle], teams)
    meant = offered_to(team) if team else Q()
    running = list(running_cycles(now=now).filter(meant))
    return Chosen(team, None, running or list(Cycle.objects.filter(meant)[:1]), teams)


def offered_cycles(chosen: Chosen) -> list[Cycle]:
    """The newest cycles of everyone and of the chosen team, and the chosen one: two statements at most."""
    offered: QuerySet[Cycle] = Cycle.objects.filter(offered_to(chosen.team))
    found = list(offered[:MOST_CYCLES])
    return found if chosen.cycle is None or chosen.cycle in found else [*found, chosen.cycle]


def _found(records: Mapping[int, Any], text: str) -> Any:
    if not text:
        return None
    record = records.get(key_in(text) or 0)
    if record is None:
        raise Http404(f"“{text[:40]}” is not here any more. Open the map without it.")
    return record
