"""What an objective still lacks before it can go to work."""

from vitalfew.okrs.models import KeyResult, Objective


def is_measurable(key_result: KeyResult) -> bool:
    """Whether it says from what to what."""
    return key_result.baseline is not None and key_result.target is not None


def missing(objective: Objective) -> list[str]:
    """What is missing, one sentence each; an empty list for an objective that can be activated."""
    key_results = list(objective.key_results.all())
    if not key_results:
        return ["It has no key result yet: by which number will you see that it succeeds?"]
    return [f"“{k}” has no from and to yet: from what, to what?" for k in key_results if not is_measurable(k)]
