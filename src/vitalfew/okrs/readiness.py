"""What an objective still lacks before it can go to work."""

from vitalfew.method.numbers import show
from vitalfew.okrs.models import KeyResult, Objective


def is_measurable(key_result: KeyResult) -> bool:
    """Whether it says from what to what."""
    return key_result.baseline is not None and key_result.target is not None


def missing(objective: Objective) -> list[str]:
    """What is missing, one sentence each; an empty list for an objective that lacks nothing."""
    key_results = list(objective.key_results.all())
    if not key_results:
        return ["It has no key result yet: by which number will you see that it succeeds?"]
    return [lacks(each) for each in key_results if not is_measurable(each)]


def may_be_activated(objective: Objective) -> bool:
    """Whether at least one key result says from what to what: without that there is nothing to check in on."""
    return any(is_measurable(each) for each in objective.key_results.all())


def lacks(key_result: KeyResult) -> str:
    """Which of from and to a key result has not got, in a sentence."""
    start, end = (show(each, key_result.unit) for each in (key_result.baseline, key_result.target))
    if key_result.baseline is not None:
        return f"“{key_result}” has no “to” yet: from {start} to what?"
    if key_result.target is not None:
        return f"“{key_result}” has no “from” yet: from what to {end}?"
    return f"“{key_result}” has no from and to yet: from what, to what?"
