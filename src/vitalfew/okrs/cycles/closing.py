"""The review at the end of a cycle: what each key result came to, beside the number's own score.

Each write runs inside the change that its caller keeps.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.db.models.functions import Coalesce

from vitalfew.accounts.models import Person, Team
from vitalfew.method.goals.calibration import Calibration, calibrate
from vitalfew.method.goals.ending import meaning
from vitalfew.method.goals.progress import objective_score, score, success
from vitalfew.okrs.cycles.half_way import chance_half_way
from vitalfew.okrs.models import Cycle, KeyResult, Objective, Score
from vitalfew.okrs.models.cycle import ClosedCycle

REVIEWED = (Objective.State.ACTIVE, Objective.State.CLOSED)
MOST_CYCLES = 8


def objectives_of(*, cycle: Cycle, team: Team) -> QuerySet[Objective]:
    """A team's objectives in a cycle, drafts left out, with all that a review says of them: three statements."""
    results = KeyResult.objects.select_related(
        "standing", "final__graduated_to__definition", "final__carried_to__objective__cycle", "owner",
        "series__kpi__definition", "series__kpi__team",
    ).order_by("position", "pk")  # fmt: skip
    found: QuerySet[Objective] = Objective.objects.filter(cycle=cycle, team=team).exclude(state=Objective.State.DRAFT)
    related = found.select_related("cycle__workspace", "team", "owner")
    return related.prefetch_related(Prefetch("key_results", results)).order_by("pk")


def proposed(key_result: KeyResult) -> float | None:
    """The number's own score, 0–1; None where nothing was measured."""
    standing = getattr(key_result, "standing", None)
    return None if standing is None or standing.progress is None else score(standing.progress)


def given(key_result: KeyResult) -> float | None:
    """The score that counts: the team's, else the number's own."""
    final: Score | None = getattr(key_result, "final", None)
    return final.score if final is not None and final.score is not None else proposed(key_result)


def meaning_of(key_result: KeyResult, *, asks: bool = True) -> str:
    """What the score that counts says of it, and, while it is in review, what is asked of the team; '' before that."""
    objective, standing = key_result.objective, getattr(key_result, "standing", None)
    if not objective.cycle.is_reviewed:
        return ""
    reached = standing.progress if standing is not None else None
    asks = asks and objective.cycle.state == Cycle.State.REVIEW
    return meaning(given(key_result), objective.kind, progress=reached, asks=asks)


def own_words(key_result: KeyResult) -> str:
    """The team's own score as they gave it: '0.7', '0.35'; '' where they gave none."""
    own = getattr(getattr(key_result, "final", None), "score", None)
    return "" if own is None else f"{own:.2f}".removesuffix("0")


def score_of(objective: Objective) -> float | None:
    """The weighted mean of its key results' scores; None while none has any."""
    results = list(objective.key_results.all())
    return objective_score([given(each) for each in results], [each.weight for each in results])


def delivered(objectives: Collection[int]) -> tuple[int, int]:
    """How many key results of these objectives (their keys) were delivered, and of how many: one statement. Those of a
    question do not count: its success is the answer.
    """
    rows = (
        KeyResult.objects.filter(objective__in=objectives).exclude(objective__kind=Objective.Kind.LEARNING).order_by()
    )
    reached = rows.values_list("objective__kind", Coalesce("final__score", "standing__progress"))
    came = [share is not None and share >= success(kind) for kind, share in reached]
    return sum(came), len(came)


def judge(*, key_result: KeyResult, said: Mapping[str, Any], by: Person, now: datetime) -> Score | None:
    """Keep what was said of the end of a key result: any of `score`, `word`, `learned`, `outcome`; None for nothing.

    Raises `ClosedCycle` unless its cycle is in review. What is not named in `said` stays as it is.
    """
    insist_on_review(key_result.objective.cycle)
    final: Score | None = Score.objects.filter(key_result=key_result).first()
    if final is None and not any(each not in (None, "") for each in said.values()):
        return None
    final = final or Score(key_result=key_result)
    standing = getattr(key_result, "standing", None)
    final.value, final.proposed = standing.value if standing else None, proposed(key_result)
    if final.probability is None:
        final.probability = chance_half_way(key_result, now=now)
    for name, value in said.items():
        setattr(final, name, value)
    final.by, final.at = by, now
    final.full_clean()
    final.save()
    return final


def insist_on_review(cycle: Cycle) -> None:
    """Scores are given while a cycle is in review: not before, and not after it was closed."""
    cycle.refuse_if_closed()
    if cycle.state != Cycle.State.REVIEW:
        raise ClosedCycle(f"{cycle} is not in review yet: scores are given when a lead has begun its review.")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """How far the review of one team is: `scored` of its `key_results` have a score of the team's own."""

    team: Team
    key_results: int
    scored: int


def progress_by_team(*, cycle: Cycle) -> list[Reviewed]:
    """The teams of a cycle with how far their reviews are: two statements."""
    rows = KeyResult.objects.filter(objective__cycle=cycle, objective__state__in=REVIEWED).order_by()
    counted = rows.values_list("objective__team").annotate(Count("pk"), Count("final__score"))
    found = {team: (every, scored) for team, every, scored in counted}
    return [Reviewed(team, *found[team.pk]) for team in Team.objects.filter(pk__in=found).order_by("name")]


def unscored(cycle: Cycle) -> int:
    """How many key results of a cycle have no score of the team's own yet: one statement."""
    rows = KeyResult.objects.filter(objective__cycle=cycle, objective__state__in=REVIEWED)
    count: int = rows.filter(final__score=None).count()
    return count


def calibration_of(team: Team) -> Calibration | None:
    """How a team's aspirational key results were set, over its last closed cycles: one statement.

    Those of private objectives are left out for everybody, so that it says the same to all.
    """
    rows = Score.objects.filter(
        score__isnull=False,
        key_result__objective__private=False,
        key_result__objective__team=team,
        key_result__objective__kind=Objective.Kind.ASPIRATIONAL,
        key_result__objective__cycle__state=Cycle.State.CLOSED,
    ).order_by("-key_result__objective__cycle__end", "key_result__objective__cycle", "pk")
    by_cycle: dict[int, list[float]] = {}
    for cycle, each in rows.values_list("key_result__objective__cycle", "score"):
        by_cycle.setdefault(cycle, []).append(each)
    return calibrate(_latest(list(by_cycle.values())))


def _latest(cycles: Sequence[list[float]]) -> Sequence[list[float]]:
    return cycles[:MOST_CYCLES]
