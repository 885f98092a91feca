"""The change side at a glance: the strategy, then the objectives of a cycle by team."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from vitalfew.accounts.models import Team
from vitalfew.accounts.names import isolated
from vitalfew.okrs.cycles.ended import ended, unscored_words
from vitalfew.okrs.cycles.half_way import asked_now
from vitalfew.okrs.cycles.life import offered_to
from vitalfew.okrs.models import Cycle, Objective
from vitalfew.okrs.queries import (
    Tally,
    coming_cycles,
    current_strategy,
    objectives,
    running_cycles,
    stands,
    tally,
    today_here,
)
from vitalfew.web.addresses import key_in
from vitalfew.web.okrs.key_result_view import LEGEND, KeyResultLine, line
from vitalfew.web.okrs.words import Guard, capital, count_of, guard, page_conclusion, score_words, week_words
from vitalfew.web.requests import PageRequest

A_PAGE = 25
MOST_CYCLES = 12
SHOWN = {"": Objective.State.ACTIVE, "drafts": Objective.State.DRAFT, "dropped": Objective.State.DROPPED,
         "closed": Objective.State.CLOSED}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ObjectiveBlock:
    """An objective in the list."""

    objective: Objective
    score: str
    guards: Sequence[Guard]
    lines: Sequence[KeyResultLine]


@dataclass(frozen=True, slots=True)
class TeamBlock:
    """The objectives of one team on this page."""

    team: Team
    counted: str
    blocks: Sequence[ObjectiveBlock]


def okrs(request: PageRequest) -> HttpResponse:
    """The objectives of a cycle: `?cycle=` another one, `?show=drafts|dropped|closed` those that are not at work,
    `?team=` those of one team and those in which it takes part.
    """
    now, chosen = timezone.now(), key_in(request.GET.get("cycle", ""))
    cycles = Cycle.objects.select_related("workspace")
    holds = offered_to(request.person.team_id)
    cycle = get_object_or_404(cycles, pk=chosen) if chosen is not None else _first_running(holds, now)
    kept = list(cycles.filter(holds)[:MOST_CYCLES])
    context: dict[str, object] = {
        "strategy": current_strategy(),
        "cycles": [each for each in kept if each != cycle],
        "cycle": cycle,
    }
    over = ended(kept, person=request.person, now=now)
    context["ended"] = [each for each in over if each.cycle != cycle or not each.in_review]
    context["unscored"] = next((unscored_words(each.unscored) for each in over if each.cycle == cycle), "")
    if cycle is None:
        return render(request, "web/okrs/without_cycle.html", context)
    return render(request, "web/okrs/okrs.html", context | _of_cycle(request, cycle, now))


def _first_running(holds: Q, now: datetime) -> Cycle | None:
    """The cycle that is on, of those that hold for the reader; while none is, the last one that is in review, else the
    last one that is over and was not reviewed, else the next one.
    """
    found: Cycle | None = running_cycles(now=now).filter(holds).first()
    kept = Cycle.objects.select_related("workspace").filter(holds).order_by("-end", "-start", "pk")
    at_work = Q(objectives__state=Objective.State.ACTIVE, objectives__key_results__isnull=False)
    return (
        found
        or kept.filter(state=Cycle.State.REVIEW).first()
        or kept.filter(at_work, state=Cycle.State.ACTIVE, end__lt=today_here(now)).first()
        or coming_cycles(now=now).filter(holds).first()
    )


def _of_cycle(request: PageRequest, cycle: Cycle, now: datetime) -> dict[str, object]:
    shown = request.GET.get("show", "")
    over = cycle.state == Cycle.State.CLOSED
    shown = "closed" if over and not shown else shown if shown in SHOWN else ""
    team = Team.objects.filter(pk=key_in(request.GET.get("team", ""))).first() if "team" in request.GET else None
    found = objectives(cycle=cycle, state=SHOWN[shown], team=team)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    counted = tally(cycle=cycle, now=now)
    asked = "" if shown else asked_now(cycle, now=now)
    return {
        "asked": asked,
        "asked_of": _asked_of(request, list(page.object_list), team) if asked else None,
        "week": week_words(cycle, now=now),
        "shown": shown,
        "tally": counted,
        "counted": _counted(counted, over=over),
        "over": over,
        "conclusion": _conclusion(cycle, counted, shown, over=over),
        "page": page,
        "team": team,
        "teams": by_team([block(each, now=now) for each in page.object_list], of=team),
        "legend": LEGEND,
    }


def _counted(found: Tally, *, over: bool) -> str:
    if over:
        return count_of(found.closed, "objective")
    return f"{count_of(found.active, 'objective')} · {count_of(found.key_results, 'key result')}"


def _conclusion(cycle: Cycle, found: Tally, shown: str, *, over: bool) -> str:
    if over and shown == "closed":
        return f"{cycle} is closed"
    return f"{capital(shown)} in {cycle}" if shown else page_conclusion(cycle, found)


def _asked_of(request: PageRequest, found: Sequence[Objective], team: Team | None) -> int | None:
    """The team whose half-way page or review is meant: the one that is shown, else the reader's; None for any."""
    wanted = team.pk if team is not None else request.person.team_id
    return wanted if wanted in {each.team_id for each in found} else None


def block(objective: Objective, *, now: datetime) -> ObjectiveBlock:
    """An objective with what the list says of it; asks the database nothing."""
    found = stands(objective, now=now)
    return ObjectiveBlock(
        objective=objective,
        score=score_words(found) if objective.state == Objective.State.ACTIVE else "",
        guards=[guard(kpi, now=now) for kpi in objective.guardrails.all()],
        lines=[line(row, now=now) for row in found.rows],
    )


def by_team(blocks: Sequence[ObjectiveBlock], *, of: Team | None = None) -> list[TeamBlock]:
    """The blocks under their teams, in the order given; on the page `of` a team it takes part in those of others."""
    found = []
    for team, group in groupby(blocks, key=lambda each: each.objective.team):
        own = list(group)
        taking_part = f", in which {isolated(of)} takes part" if of not in (None, team) else ""
        found.append(TeamBlock(team, f"{count_of(len(own), 'objective')}{taking_part}", own))
    return found
