"""Targets and baselines that are moved while the objective is at work: allowed, and never in silence."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from vitalfew.accounts.models import Person
from vitalfew.okrs.models import KeyResult, Objective, TargetChange


class Ends(NamedTuple):
    """From what to what a key result goes."""

    baseline: float | None
    target: float | None


def ends_of(key_result: KeyResult) -> Ends:
    """From what to what it goes now."""
    return Ends(key_result.baseline, key_result.target)


def needs_reason(before: Ends, after: Ends, *, objective: Objective) -> bool:
    """Whether this moves what was promised: the objective is at work, and an end that it had is another one."""
    at_work = objective.state == Objective.State.ACTIVE
    return at_work and any(was is not None and was != now for was, now in zip(before, after, strict=True))


def keep_change(
    *, key_result: KeyResult, before: Ends, reason: str, by: Person | None, now: datetime
) -> TargetChange | None:
    """Keep, with its reason, that a key result was moved; None where nothing was promised yet, or nothing moved.

    Runs inside the change that its caller keeps. Raises ValidationError without a reason.
    """
    after = ends_of(key_result)
    if not needs_reason(before, after, objective=key_result.objective):
        return None
    made = TargetChange(
        key_result=key_result, at=now, by=by, reason=reason.strip(), baseline=after.baseline, target=after.target,
        baseline_before=before.baseline, target_before=before.target,
    )  # fmt: skip
    made.full_clean()
    made.save()
    return made


def changes(*, key_results: Iterable[KeyResult], until: datetime) -> dict[int, list[TargetChange]]:
    """What was moved of each key result (by its key) until then, the earliest first: one statement."""
    by_key = {each.pk: each for each in key_results}
    found: dict[int, list[TargetChange]] = {key: [] for key in by_key}
    for each in TargetChange.objects.filter(key_result__in=by_key, at__lte=until).select_related("by"):
        each.key_result = by_key[each.key_result_id]
        found[each.key_result_id].append(each)
    return found
