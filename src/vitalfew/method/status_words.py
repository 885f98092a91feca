"""The words of a KPI's status."""

from vitalfew.method.capability import Capability
from vitalfew.method.facts import KpiFacts
from vitalfew.method.periods import noun

MANY_ENOUGH = 6


def red_words(facts: KpiFacts) -> str:
    """A crossed red line: for how long, and whether it is chance."""
    run = facts.red_run
    if run == len(facts.values) >= MANY_ENOUGH:
        return f"Red line crossed in each of {_counted(facts, run)}"
    state = facts.verdict.state
    if state == "real_change" and facts.worse:
        return "Red line crossed, real change"
    lasting = f" for {_counted(facts, run)}" if run > 1 else ""
    if state == "check_point" and facts.worse:
        return f"Red line crossed{lasting}; {point_words(facts)}"
    if state == "watch" and facts.worse:
        return f"Red line crossed{lasting}; may be a real change"
    if state == "steady" and facts.able is not None:
        return f"Red line crossed{lasting}; no real change"
    return f"Red line crossed{lasting}"


def point_words(facts: KpiFacts) -> str:
    """That a point is to be checked, and which one where it is not the last: 'check this point, week of 9 Nov 2026'."""
    said = "check this point" if facts.lately else "an earlier point to check"
    return f"{said}, {facts.point}" if facts.point else said


def too_few_words(facts: KpiFacts) -> str:
    """Too few values to tell a change from chance, and whether the last one meets the target."""
    met = facts.standard.has_target and not facts.standard.short(facts.values[-1])
    return f"{'Meets its target; too' if met else 'Too'} few values to say more"


def steady_words(facts: KpiFacts) -> str:
    """A steady process, and whether it meets its target, or its red line where it has no target."""
    able = facts.able
    if able is None:
        return "Steady"
    if facts.standard.has_target:
        return "Steady; meets its target" if able.code == "meets" else _hit_and_miss_words(facts, able)
    return {
        "meets": "Steady; clear of its red line",
        "hit_and_miss": f"Steady; {'may cross' if able.always else 'crosses'} its red line by chance",
        "misses": "Steady, but beyond its red line",
    }[able.code]


def _hit_and_miss_words(facts: KpiFacts, able: Capability) -> str:
    if able.always is None:
        return "Steady; hit and miss"
    done = "met" if able.always else "missed"
    return f"Steady; {done} its target in each of {_counted(facts, len(facts.values) - facts.begun)}"


def _counted(facts: KpiFacts, count: int) -> str:
    if facts.frequency is None:
        return f"{count} {'value' if count == 1 else 'values'}"
    return f"{count} {noun(facts.frequency, count)}"
