"""How a status came about: the values that were used, the weights, and the rule in words."""

from collections.abc import Sequence

from vitalfew.method.goals.progress import score
from vitalfew.method.numbers import show, show_score
from vitalfew.okrs.course.courses import CycleValue
from vitalfew.okrs.models import KeyResult
from vitalfew.okrs.queries import ObjectiveStands
from vitalfew.web.okrs.key_result_view import Part, day

MOST = 6


def values_used(key_result: KeyResult, values: Sequence[CycleValue]) -> list[Part]:
    """The values within the cycle with their dates, the latest six of them; none where there is none."""
    if not values:
        return []
    latest = values[-MOST:]
    said = ", ".join(f"{show(each.observation.value, key_result.unit)} on {day(each.known_at)}" for each in latest)
    before = len(values) - len(latest)
    earlier = f" and {before} before {'it' if len(latest) == 1 else 'them'}" if before else ""
    return [Part("Values used", f"{said}{earlier}.")]


def score_parts(stands: ObjectiveStands) -> list[Part]:
    """What each key result gives to the objective's score, and the rule; nothing while there is no score."""
    if stands.score is None:
        return []
    counted = [row for row in stands.rows if row.standing is not None and row.standing.progress is not None]
    whole = sum(row.key_result.weight for row in counted)
    found = []
    for row in stands.rows:
        done = row.standing.progress if row.standing else None
        if done is None:
            found.append(Part(str(row.key_result), "Not measured yet, so it is left out."))
            continue
        share = round(100 * row.key_result.weight / whole)
        found.append(Part(str(row.key_result), f"{show_score(score(done))} of the way, with {share} % of the weight."))
    rule = (
        "The mean of its key results by their weights, each held within 0 and 1: more than the target does not make up "
        "for another one."
    )
    return [*found, Part("Rule", rule)]
