"""The life of a cycle: whom it is offered to, its phases, and carrying over into the next one on purpose.

Each write runs inside the change that its caller keeps.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, Q

from vitalfew.accounts.history import update_all
from vitalfew.accounts.models import Team
from vitalfew.accounts.queries import line_of
from vitalfew.accounts.scoping import BACKGROUND, reading_as
from vitalfew.method.numbers import show
from vitalfew.okrs.models import Cycle, KeyResult, Objective, Outcome, Score
from vitalfew.okrs.writing import write_objective

NEXT = {
    Cycle.State.DRAFT: (Cycle.State.ACTIVE,),
    Cycle.State.ACTIVE: (Cycle.State.REVIEW, Cycle.State.DRAFT),
    Cycle.State.REVIEW: (Cycle.State.CLOSED, Cycle.State.ACTIVE),
    Cycle.State.CLOSED: (Cycle.State.REVIEW,),
}
LEFT = (Outcome.STOP, Outcome.KEEP, Outcome.GRADUATE)
COPIED = ("title", "team", "owner", "kind", "why", "serves_strategy", "responds_to", "stops", "rhythm", "private",
          "recurring")  # fmt: skip


def offered_to(team: Team | int | None) -> Q:
    """Cycles of everyone, and those of this team and of the teams that it is part of: one statement for a team."""
    key = team.pk if isinstance(team, Team) else team
    return Q(team=None) | Q(team__in=line_of(key)) if key is not None else Q(team=None)


def move(*, cycle: Cycle, to: str) -> None:
    """Put a cycle into its next phase, or back into the one before; raises ValidationError for any other.

    What was at work is closed with its cycle, and at work again when it is opened again. While it is closed its numbers
    stay as they are; opened again, they take in what came meanwhile.
    """
    state = Cycle.State(cycle.state)
    if to not in NEXT[state]:
        raise ValidationError(f"{cycle} is {state.label.lower()}; it cannot become {Cycle.State(to).label.lower()}.")
    if to == Cycle.State.CLOSED:
        _turn(cycle, Objective.State.ACTIVE, Objective.State.CLOSED)
    cycle.state = to
    cycle.save(update_fields=["state"])
    if state is Cycle.State.CLOSED:
        _turn(cycle, Objective.State.CLOSED, Objective.State.ACTIVE)
        with reading_as(BACKGROUND):
            cycle.refresh()


def _turn(cycle: Cycle, before: str, after: str) -> None:
    """Those that are private as well: whoever closes a cycle need not see them."""
    with reading_as(BACKGROUND):
        found = list(Objective.objects.filter(cycle=cycle, state=before))
        for each in found:
            each.state = after
        update_all(found, ["state"])


def before(cycle: Cycle) -> Cycle | None:
    """The cycle that this one follows: the one it names, else the last that ended before it and is offered alike."""
    if cycle.follows is not None:
        return cycle.follows
    earlier = Cycle.objects.filter(offered_to(cycle.team_id), end__lt=cycle.end, start__lt=cycle.start)
    last: Cycle | None = earlier.exclude(pk=cycle.pk).select_related("workspace").order_by("-end", "-start").first()
    return last


def after(cycle: Cycle) -> Cycle | None:
    """The next cycle that is not closed and into which one may carry over from this one; None where there is none."""
    later = Cycle.objects.exclude(state=Cycle.State.CLOSED).filter(start__gt=cycle.start, end__gt=cycle.end)
    follows = Q(follows=cycle) | Q(follows=None, team=cycle.team_id)
    found: Cycle | None = later.filter(follows).order_by("start", "pk").first()
    return found


@dataclass(frozen=True, slots=True)
class Ended:
    """A key result of the last cycle: where it `ended`, and what a review said becomes of it ('' for nothing)."""

    key_result: KeyResult
    ended: float | None
    outcome: str
    recurring: bool

    @property
    def proposed(self) -> bool:
        """Whether to carry it, unless somebody says otherwise: what was decided, and what comes again in each cycle."""
        return self.outcome == Outcome.CARRY or (self.recurring and self.outcome not in LEFT)

    def refusal(self, target: float | None) -> str:
        """Why it cannot be carried to this target; '' where it can."""
        start, goal, unit = self.ended, target, self.key_result.unit
        if start is None or goal is None:
            return ""
        if start == goal:
            return f"It ended at {show(start, unit)}: nothing would have to move. Give a new target, or leave it."
        asked = self.key_result.target, self.key_result.baseline
        if None not in asked and (goal - start) * (asked[0] - asked[1]) < 0:  # type: ignore[operator]
            return f"It ended at {show(start, unit)}, beyond that. Give a target further on, or leave it."
        return ""


@dataclass(frozen=True, slots=True)
class Offered:
    """An objective of the last cycle to carry over or leave; `carried` is what it became in the new one already."""

    objective: Objective
    key_results: Sequence[Ended]
    carried: Objective | None

    @property
    def proposed(self) -> bool:
        """Whether to carry it, unless somebody says otherwise."""
        return self.carried is None and (self.objective.recurring or any(each.proposed for each in self.key_results))


def to_carry(*, old: Cycle, new: Cycle, team: Team) -> list[Offered]:
    """A team's objectives of the last cycle, those first that come again or are to be carried: four statements."""
    states = (Objective.State.ACTIVE, Objective.State.CLOSED, Objective.State.DRAFT)
    results = KeyResult.objects.select_related("standing", "final").order_by("position", "pk")
    found = (
        Objective.objects.filter(cycle=old, team=team, state__in=states)
        .select_related("owner", "team", "cycle")
        .prefetch_related(
            Prefetch("key_results", results),
            Prefetch("carried_to", Objective.objects.filter(cycle=new), "carried_here"),
        )
        .order_by("pk")
    )
    rows = [_offered(each) for each in found]
    return sorted(rows, key=lambda row: (row.carried is not None, not row.objective.recurring, not row.proposed))


def _offered(objective: Objective) -> Offered:
    ended = [_ended(each, objective) for each in objective.key_results.all()]
    return Offered(objective, ended, next(iter(getattr(objective, "carried_here", ())), None))


def _ended(key_result: KeyResult, objective: Objective) -> Ended:
    standing, final = getattr(key_result, "standing", None), getattr(key_result, "final", None)
    value = standing.value if standing else final.value if final else None
    return Ended(key_result, value, final.outcome if final else "", objective.recurring)


def carry(*, row: Offered, into: Cycle, targets: Mapping[int, float | None], now: datetime) -> Objective:
    """Write an objective down again in the next cycle, a draft, with those key results whose `targets` (by their key)
    are given: each begins where it ended, in the same series.
    """
    old = row.objective
    made = Objective(cycle=into, carried_from=old, **{name: getattr(old, name) for name in COPIED})
    made.full_clean()
    pairs = [
        (each, _again(each, targets[each.key_result.pk])) for each in row.key_results if each.key_result.pk in targets
    ]
    write_objective(
        objective=made,
        key_results=[again for _, again in pairs],
        parents=old.parents.filter(cycle__end__gte=into.start),
        guardrails=old.guardrails.filter(retired_at=None),
    )
    made.helpers.set(old.helpers.all())
    made.teams.set(old.teams.all())
    for ended, again in pairs:
        _link(ended.key_result, again, now=now)
    return made


def _again(ended: Ended, target: float | None) -> KeyResult:
    old = ended.key_result
    kept = ("metric", "unit", "owner", "series", "source", "measured", "weight", "supports", "position")
    start = old.baseline if ended.ended is None else ended.ended
    return KeyResult(baseline=start, target=target, **{name: getattr(old, name) for name in kept})


def _link(old: KeyResult, again: KeyResult, *, now: datetime) -> None:
    """Remember what it became, also where no review said anything of it."""
    score: Score | None = getattr(old, "final", None)
    if score is None:
        Score.objects.create(key_result=old, outcome=Outcome.CARRY, carried_to=again, at=now)
        return
    score.carried_to = again
    score.save(update_fields=["carried_to"])
