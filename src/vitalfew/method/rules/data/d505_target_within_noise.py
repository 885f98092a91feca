"""D505: a target that luck can reach."""

from statistics import NormalDist

from vitalfew.method.numbers import show
from vitalfew.method.rules.chances import one_in
from vitalfew.method.rules.histories import KeyResultCourse
from vitalfew.method.rules.rule import Hit, Rule, Settings


def check(result: KeyResultCourse, settings: Settings) -> Hit | None:
    """The target lies inside the limits within which its KPI moved by itself before the cycle."""
    share = _by_luck(result)
    if share is None:
        return None
    return Hit(
        message=f"Its target of {show(result.target, result.unit)} lies within what the number does by itself: "
        f"{one_in(share)} values would reach it by luck.",
        suggestion="Aim beyond the natural limits, or ask for the average of several values instead of one.",
        field="target",
    )


def _by_luck(result: KeyResultCourse) -> float | None:
    """The share of values that reach the target with nothing changed; None where it lies outside the limits."""
    target, baseline, centre, sigma = result.target, result.baseline, result.centre, result.sigma
    if target is None or baseline is None or centre is None or not sigma:
        return None
    up = target > baseline
    limit = result.upper if up else result.lower
    inside = limit is None or (target < limit if up else target > limit)
    if not inside:
        return None
    return NormalDist(centre, sigma).cdf(target) if not up else 1 - NormalDist(centre, sigma).cdf(target)


RULE = Rule(
    code="D505",
    name="target-within-noise",
    severity="warning",
    on="key_result_course",
    message="Its target lies within what the number does by itself.",
    why="A target inside the natural limits can be reached by chance, with nothing changed: success would say nothing.",
    bad=("From 50 to 52, where the number moves between 45 and 56 by itself",),
    good=("From 50 to 60, where the number moves between 45 and 56 by itself",),
    check=check,
)
