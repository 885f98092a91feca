"""Reads of the change side, each with a number of statements that does not grow with what is stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, When

from vitalfew.accounts.models import Person, Team
from vitalfew.accounts.scoping import current_workspace
from vitalfew.alerts.models import Action
from vitalfew.kpis.models import Kpi
from vitalfew.method.goals.pace import FIRST_QUARTER
from vitalfew.method.goals.progress import objective_score, score
from vitalfew.method.goals.sentence import Sentence
from vitalfew.method.status import Status
from vitalfew.okrs.course.standing import pace, say
from vitalfew.okrs.models import CheckIn, Cycle, KeyResult, Objective, Standing, Strategy


@dataclass(frozen=True, slots=True)
class KeyResultStands:
    """A key result, its kept standing (None before anything was computed) and its sentence."""

    key_result: KeyResult
    standing: Standing | None
    said: Sentence


@dataclass(frozen=True, slots=True)
class ObjectiveStands:
    """An objective with its key results; `pace` is the progress expected by now, `score` the weighted mean so far
    (both 0–1), None while nothing was measured.
    """

    objective: Objective
    rows: Sequence[KeyResultStands]
    pace: float
    score: float | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are in a cycle: by state, and among the active ones what deserves a talk.

    `unmeasured` key results have no value yet; `blind` guardrails have no red line, or no value that is recent.
    """

    active: int
    drafts: int
    dropped: int
    closed: int
    key_results: int
    unmeasured: int
    stalled: int
    guardrails: int
    blind: int
    crossed: int


def today_here(now: datetime) -> date:
    """The day in the workspace's calendar."""
    return now.astimezone(current_workspace().zone_info).date()


def team_for(*, person: Person) -> Team | None:
    """The team that a person writes for: their own where it keeps anything, else the one that was used last: one
    statement.
    """
    newest = Objective.objects.filter(team=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    kept = Exists(Kpi.objects.filter(team=OuterRef("pk")))
    teams: list[Any] = list(Team.objects.annotate(newest=Subquery(newest), kept=kept))
    used = [team for team in teams if team.newest or team.kept]
    own = next((team for team in teams if team.pk == person.team_id), None)
    if own in used or not used:
        only: Team | None = own or (teams[0] if len(teams) == 1 else None)
        return only
    last: Team = max(used, key=lambda team: team.newest or 0)
    return last


def running_cycles(*, now: datetime) -> QuerySet[Cycle]:
    """The cycles that are on: active ones whose dates hold today, the one that ends first in front."""
    day = today_here(now)
    found: QuerySet[Cycle] = Cycle.objects.filter(state=Cycle.State.ACTIVE, start__lte=day, end__gte=day)
    return found.select_related("workspace").order_by("end", "-start", "pk")


def coming_cycles(*, now: datetime) -> QuerySet[Cycle]:
    """The cycles that begin after today, the next one in front."""
    found: QuerySet[Cycle] = Cycle.objects.filter(state__in=(Cycle.State.DRAFT, Cycle.State.ACTIVE))
    return found.filter(start__gt=today_here(now)).select_related("workspace").order_by("start", "end", "pk")


def current_strategy() -> Strategy | None:
    """The strategy that holds."""
    found: Strategy | None = Strategy.objects.select_related("by").first()
    return found


def objectives(*, cycle: Cycle, state: str, team: Team | None = None) -> QuerySet[Objective]:
    """The objectives of a cycle in one state, by team, with all that a list says of them: four statements.

    With a `team` its own come first, then those of others in which it takes part.
    """
    found = with_standing(Objective.objects.filter(cycle=cycle, state=state))
    if team is None:
        return found.order_by("team__name", "pk")
    part = Objective.teams.through.objects.filter(team=team).values("objective")
    own = Case(When(team=team, then=0), default=1)
    return found.filter(Q(team=team) | Q(pk__in=part)).order_by(own, "team__name", "pk")


def with_standing(found: QuerySet[Objective]) -> QuerySet[Objective]:
    """With key results, their standing and the guardrails' readings, so that `stands` asks nothing more."""
    return found.select_related("cycle__workspace", "team", "owner", "responds_to__definition").prefetch_related(
        Prefetch("key_results", _key_results()), Prefetch("guardrails", _guardrails()), "teams"
    )


def _key_results() -> QuerySet[KeyResult]:
    related = (
        "standing__confidence_by",
        "owner",
        "series__kpi__definition",
        "series__kpi__team",
        "supports__definition",
    )
    found: QuerySet[KeyResult] = KeyResult.objects.select_related(*related)
    return found.order_by("position", "pk")


def _guardrails() -> QuerySet[Kpi]:
    found: QuerySet[Kpi] = Kpi.objects.select_related("definition", "reading", "team")
    return found.order_by("definition__name", "pk")


def stands(objective: Objective, *, now: datetime) -> ObjectiveStands:
    """How an objective stands, from what was kept of its key results."""
    rows = []
    for key_result in objective.key_results.all():
        key_result.objective = objective
        standing = getattr(key_result, "standing", None)
        rows.append(KeyResultStands(key_result, standing, say(key_result, standing, now=now)))
    known = [row.standing.progress if row.standing else None for row in rows]
    scores = [None if done is None else score(done) for done in known]
    mean = objective_score(scores, [row.key_result.weight for row in rows])
    return ObjectiveStands(objective, rows, pace(objective, now=now), mean)


def tally(*, cycle: Cycle, now: datetime) -> Tally:
    """What a page about a cycle begins with: three statements.

    Nothing counts as stalled in the cycle's first quarter, nor once it would be a success as it stands.
    """
    within = Objective.objects.filter(cycle=cycle)
    states: dict[str, int] = dict(within.order_by().values_list("state").annotate(Count("pk")))
    active = KeyResult.objects.filter(objective__cycle=cycle, objective__state=Objective.State.ACTIVE)
    begun = (now - cycle.begins()) / (cycle.ends() - cycle.begins()) >= FIRST_QUARTER
    measured = Count("pk", filter=Q(standing__measured__gt=0))
    counted = active.aggregate(all=Count("pk"), measured=measured, stalled=Count("pk", filter=_is_stalled()))
    guarded = Kpi.objects.filter(guarded__in=within.filter(state=Objective.State.ACTIVE), retired_at=None)
    late = Q(reading__due_at__lt=now)
    unseen = late | Q(reading=None) | Q(reading__value=None) | Q(red_lower=None, red_upper=None)
    guards = Kpi.objects.filter(pk__in=guarded.values("pk")).aggregate(
        all=Count("pk"),
        blind=Count("pk", filter=unseen),
        crossed=Count("pk", filter=Q(reading__status=Status.RED_LINE) & ~late),
    )
    return Tally(
        active=states.get(Objective.State.ACTIVE, 0),
        drafts=states.get(Objective.State.DRAFT, 0),
        dropped=states.get(Objective.State.DROPPED, 0),
        closed=states.get(Objective.State.CLOSED, 0),
        key_results=counted["all"],
        unmeasured=counted["all"] - counted["measured"],
        stalled=counted["stalled"] if begun and now < cycle.ends() else 0,
        guardrails=guards["all"],
        blind=guards["blind"],
        crossed=guards["crossed"],
    )


def _is_stalled() -> Q:
    committed = Q(objective__kind=Objective.Kind.COMMITTED)
    short = (committed & Q(standing__progress__lt=1)) | (~committed & Q(standing__progress__lt=0.7))
    return Q(standing__stalled_since__isnull=False) & short & Q(standing__measured__gte=2)


def objective_page(*, pk: int) -> QuerySet[Objective]:
    """One objective with what its own page says of it, other than check-ins and values: seven statements."""
    found = with_standing(Objective.objects.filter(pk=pk))
    related = Objective.objects.select_related("team", "cycle", "owner")
    return found.prefetch_related(
        "helpers",
        Prefetch("parents", related),
        Prefetch("contributors", related.exclude(state=Objective.State.DROPPED)),
    )


def key_results_with_everything() -> QuerySet[KeyResult]:
    """Key results with their objective, cycle and source, for pages about one of them."""
    related = ("objective__cycle__workspace", "objective__owner", "objective__team")
    return _key_results().select_related(*related)


def check_ins(*, key_results: Iterable[KeyResult]) -> QuerySet[CheckIn]:
    """The check-ins on these key results, newest first."""
    related = ("by", "observation", "action__who", "key_result")
    found: QuerySet[CheckIn] = CheckIn.objects.filter(key_result__in=[k.pk for k in key_results])
    return found.select_related(*related).order_by("-at", "-pk")


def to_check_in(*, now: datetime) -> QuerySet[KeyResult]:
    """Key results of active objectives in running cycles, in the order of their objectives."""
    day = today_here(now)
    found = key_results_with_everything().filter(
        objective__state=Objective.State.ACTIVE,
        objective__cycle__state=Cycle.State.ACTIVE,
        objective__cycle__start__lte=day,
        objective__cycle__end__gte=day,
    )
    return found.order_by("objective__cycle__end", "objective__team__name", "objective", "position", "pk")


def may_check_in(*, now: datetime) -> QuerySet[KeyResult]:
    """The same, and behind them those whose cycle is over or in review and not closed yet: the numbers of its last week
    come after its end.
    """
    day = today_here(now)
    found = key_results_with_everything().filter(
        objective__state=Objective.State.ACTIVE,
        objective__cycle__state__in=(Cycle.State.ACTIVE, Cycle.State.REVIEW),
        objective__cycle__start__lte=day,
    )
    over = Case(When(objective__cycle__end__lt=day, then=1), default=0)
    return found.order_by(over, "objective__cycle__end", "objective__team__name", "objective", "position", "pk")


def owed_by(person: Person, *, now: datetime) -> QuerySet[KeyResult]:
    """What this person checks in on: key results they own, and those of their objectives that nobody else owns."""
    mine = Q(owner=person) | Q(owner__isnull=True, objective__owner=person)
    return may_check_in(now=now).filter(mine)


def last_check_ins(*, key_results: Sequence[KeyResult]) -> dict[int, CheckIn]:
    """The latest check-in on each key result, by its key: one statement."""
    newest = CheckIn.objects.filter(key_result=OuterRef("pk")).order_by("-at", "-pk").values("pk")[:1]
    chosen = KeyResult.objects.filter(pk__in=[k.pk for k in key_results]).order_by().values(newest=Subquery(newest))
    found = CheckIn.objects.filter(pk__in=chosen).select_related("by", "observation")
    return {each.key_result_id: each for each in found}


def actions(*, done: bool) -> QuerySet[Action]:
    """Actions with whom they wait for and where they came from; open ones by date, done ones newest first."""
    related = ("who__team", "kpi__definition", "kpi__team", "checkin__key_result__objective")
    found: QuerySet[Action] = Action.objects.filter(done_at__isnull=not done).select_related(*related)
    return found.order_by("-done_at", "-pk") if done else found.order_by("due", "pk")
