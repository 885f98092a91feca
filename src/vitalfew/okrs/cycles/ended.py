"""Cycles that are over and not closed: whose review should begin, or is on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from vitalfew.accounts.models import Person, Role
from vitalfew.accounts.names import isolated
from vitalfew.okrs.models import Cycle, KeyResult, Objective
from vitalfew.okrs.queries import today_here

MOST = 3


@dataclass(frozen=True, slots=True)
class Ended:
    """One of them; `team` is the reader's where it pursued something in it, `unscored` how many of its key results
    (those of all teams, where it pursued nothing) have no score yet.
    """

    cycle: Cycle
    team: int | None
    unscored: int
    leads: bool

    @property
    def in_review(self) -> bool:
        """Whether its review is on."""
        return bool(self.cycle.state == Cycle.State.REVIEW)

    @property
    def waits(self) -> bool:
        """Whether the reader can do something about it."""
        return self.leads or (self.team is not None and (not self.in_review or self.unscored > 0))

    @property
    def day(self) -> str:
        """'Q4 2026 ended on 31 December'."""
        return f"{isolated(self.cycle)} ended on {self.cycle.end.day} {self.cycle.end:%B}"

    @property
    def words(self) -> str:
        """What there is to know about it, in a line."""
        if self.in_review:
            return f"{isolated(self.cycle)} is in review: {unscored_words(self.unscored)}"
        return f"{self.day}; its review has not begun"


def unscored_words(count: int) -> str:
    """'3 key results still have no score'."""
    if not count:
        return "every key result has its score"
    return f"{count} key result{' still has' if count == 1 else 's still have'} no score"


def waiting(*, person: Person, now: datetime) -> Sequence[Ended]:
    """Those about which this person can do something: one statement, and one more where there is any."""
    if not person.may(Role.MEMBER):
        return []
    over = Q(state=Cycle.State.ACTIVE, end__lt=today_here(now)) | Q(state=Cycle.State.REVIEW)
    found = Cycle.objects.filter(over).select_related("workspace").order_by("-end", "-start", "pk")
    return [each for each in ended(found[:MOST], person=person, now=now) if each.waits]


def ended(cycles: Iterable[Cycle], *, person: Person, now: datetime) -> Sequence[Ended]:
    """Those of these cycles that are over or in review, and in which something is at work: one statement where any is,
    else none.
    """
    cycles = [each for each in cycles if _is_over(each, now)][:MOST]
    if not cycles:
        return []
    rows = KeyResult.objects.filter(objective__cycle__in=cycles, objective__state=Objective.State.ACTIVE).order_by()
    counted = rows.values_list("objective__cycle", "objective__team").annotate(
        unscored=Count("pk", filter=Q(final__score=None))
    )
    left = {(cycle, team): unscored for cycle, team, unscored in counted}
    at_work = {cycle for cycle, _ in left}
    return [_ended(each, left, person) for each in cycles if each.pk in at_work]


def _is_over(cycle: Cycle, now: datetime) -> bool:
    return bool(cycle.state == Cycle.State.REVIEW or (cycle.state == Cycle.State.ACTIVE and now >= cycle.ends()))


def _ended(cycle: Cycle, left: dict[tuple[int, int], int], person: Person) -> Ended:
    own = left.get((cycle.pk, person.team_id)) if person.team_id else None
    every = sum(count for (key, _), count in left.items() if key == cycle.pk)
    team = person.team_id if own is not None else None
    return Ended(cycle, team, every if own is None else own, leads=person.may(Role.LEAD))
