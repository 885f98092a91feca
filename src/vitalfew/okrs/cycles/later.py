"""What came after a cycle was closed: its numbers stay as they were, and a sentence says what they would be by now."""

from collections.abc import Sequence

from vitalfew.method.goals.progress import progress, score
from vitalfew.method.numbers import brief_score
from vitalfew.okrs.course.courses import CycleValue
from vitalfew.okrs.models import Cycle, KeyResult, Standing


def later_words(key_result: KeyResult, kept: Standing | None, values: Sequence[CycleValue]) -> str:
    """'A value that came later makes it 0.3.'; '' while its cycle is not closed, and where its values, all those of
    the cycle as they are now, come to the same.
    """
    baseline, target = key_result.baseline, key_result.target
    if key_result.objective.cycle.state != Cycle.State.CLOSED or kept is None or baseline is None or target is None:
        return ""
    before = "" if kept.progress is None else brief_score(score(kept.progress))
    by_now = brief_score(score(progress(baseline, values[-1].observation.value, target))) if values else ""
    if kept.stands_in_until is not None or before == by_now:
        return ""
    if not values:
        return "Its values were taken back later."
    came = any(each.observation.recorded_at > kept.judged_at for each in values)
    return f"{'A value that came later makes' if came else 'Its values, as they are now, make'} it {by_now}."
