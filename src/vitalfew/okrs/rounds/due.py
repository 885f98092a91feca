"""When a key result is asked for next: a quarterly survey not every week."""

from datetime import datetime, timedelta

from vitalfew.method.periods import Frequency
from vitalfew.okrs.course.standing import ROUND, round_length
from vitalfew.okrs.models import KeyResult


def due_from(key_result: KeyResult, last: datetime | None) -> datetime:
    """The moment from which its next check-in is due: in the round nearest to the day on which it is measured next.

    `last` is when its latest value was measured. Without one it starts from its baseline, at the cycle's beginning;
    without a baseline it is due at once. What is measured more seldom than the cycle is long is due in its last round.
    """
    cycle = key_result.objective.cycle
    begins, ends = cycle.begins(), cycle.ends()
    if last is None and key_result.baseline is None:
        return begins
    rhythm = _rhythm(key_result)
    since = begins if last is None else last
    due = since + round_length(key_result) - rhythm / 2
    in_cycle = last is not None and last >= begins
    return due if in_cycle or due < ends - rhythm else max(ends - rhythm, begins)


def is_due(key_result: KeyResult, last: datetime | None, now: datetime) -> bool:
    """Whether a check-in on it is asked for now; `last` is when its latest value was measured, None without one.

    Reads nothing where the key result came with its objective, its cycle and the workspace.
    """
    return now >= due_from(key_result, last)


def _rhythm(key_result: KeyResult) -> timedelta:
    return ROUND[Frequency(key_result.objective.rhythm)]
