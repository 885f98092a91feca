"""How much each key result counts for its objective: equally, until somebody asks for other weights."""

from collections.abc import Mapping, Sequence

from vitalfew.okrs.models import KeyResult, Objective

WHOLE = 100.0
NEAR = 0.05


def shares(key_results: Sequence[KeyResult]) -> list[int]:
    """What each counts, in whole percent that add up to 100."""
    total = sum(each.weight for each in key_results)
    exact = [WHOLE * each.weight / total for each in key_results]
    found = [int(each) for each in exact]
    most_cut = sorted(range(len(exact)), key=lambda place: found[place] - exact[place])
    for place in most_cut[: round(WHOLE) - sum(found)]:
        found[place] += 1
    return found


def are_equal(key_results: Sequence[KeyResult]) -> bool:
    """Whether all of them count the same."""
    return len({round(each.weight, 6) for each in key_results}) <= 1


def wrong(percents: Sequence[float]) -> str:
    """Why these cannot be the shares of an objective's key results, in a sentence; '' where they can."""
    total = sum(percents)
    if abs(total - WHOLE) <= NEAR:
        return ""
    off = abs(WHOLE - total)
    return f"These add up to {total:g} %, not 100: {'give' if total < WHOLE else 'take away'} {off:g} %."


def put(*, objective: Objective, percents: Mapping[int, float]) -> None:
    """Give each key result (by its key) its share. Runs inside the change that its caller keeps.

    One of average share has the weight 1, so that one more key result joins as such a one.
    """
    objective.cycle.refuse_if_closed()
    key_results = list(objective.key_results.all())
    for key_result in key_results:
        weight = percents[key_result.pk] * len(key_results) / WHOLE
        if weight != key_result.weight:
            key_result.weight = weight
            key_result.save(update_fields=["weight"])
