"""The status of a KPI in words: what is so, since when, and whether it is chance."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import isnan

from vitalfew.method.capability import Capability, capability
from vitalfew.method.direction import check_direction
from vitalfew.method.periods import Frequency, noun
from vitalfew.method.spans import span
from vitalfew.method.standard import Standard, Verdict

MANY_ENOUGH = 6


class Status(StrEnum):
    """What holds for a KPI; the first that is true, in this order."""

    NO_DATA = "no_data"
    LATE = "late"
    SOURCE_FAILING = "source_failing"
    RED_LINE = "red_line"
    WORSE = "worse"
    SHORT = "short"
    BETTER = "better"
    STEADY = "steady"


class Shape(StrEnum):
    """The mark beside a status, so that colour never speaks alone."""

    WORSE = "worse"
    BETTER = "better"
    WATCH = "watch"
    STEADY = "steady"
    NONE = "none"

    @property
    def glyph(self) -> str:
        """The mark as one character."""
        return {"worse": "▼", "better": "▲", "watch": "◆", "steady": "▬", "none": "○"}[self.value]


NEEDS_DECISION = frozenset({Status.SOURCE_FAILING, Status.RED_LINE, Status.WORSE, Status.BETTER})


@dataclass(frozen=True, slots=True)
class KpiStatus:
    """The status with its mark and words.

    `word` is short ('Red line crossed'), `words` what a manager needs ('Red line crossed, real change');
    `since` is when it began, where that is known; `red_run` counts the values beyond the red line at the end
    of the series; `needs_decision` says whether it belongs among what needs a decision.
    """

    status: Status
    shape: Shape
    word: str
    words: str
    since: datetime | None = None
    red_run: int = 0
    capability: Capability | None = None
    needs_decision: bool = False


@dataclass(frozen=True, slots=True)
class _Facts:
    standard: Standard
    verdict: Verdict
    times: Sequence[datetime]
    values: Sequence[float]
    limits: tuple[float | None, float, float | None] | None
    frequency: Frequency | None
    red_run: int
    able: Capability | None

    @property
    def worse(self) -> bool | None:
        """Whether what the verdict found is bad (True), good (False), or nothing was found (None)."""
        return self.standard.worsened(self.verdict, self.values, self.limits)


def kpi_status(
    *,
    now: datetime,
    times: Sequence[datetime],
    values: Sequence[float | None],
    direction: str,
    target: float | None = None,
    target_upper: float | None = None,
    red_lower: float | None = None,
    red_upper: float | None = None,
    red_in_a_row: int = 1,
    verdict_state: str = "too_few",
    verdict_up: bool | None = None,
    verdict_since: int | None = None,
    limits: tuple[float | None, float, float | None] | None = None,
    due: datetime | None = None,
    failing_since: datetime | None = None,
    frequency: Frequency | None = None,
) -> KpiStatus:
    """The status of a KPI from the values of its finished periods, oldest first, None for a missing one.

    `verdict_state` is too_few, steady, watch, check_point or real_change, `verdict_up` the way it went and
    `verdict_since` the index in `values` where it began. `limits` are the natural process limits around their
    centre, with None for one that is not drawn. `due` is when the next value is overdue, grace included. A
    value equal to a red line or a target has not crossed or missed it. Where limits are known and no change
    is real, the KPI is short of its target when the whole process is, not when one value is. Raises
    ValueError for an unknown direction or verdict, or for times and values of different length.
    """
    check_direction(direction)
    standard = Standard(direction, target, target_upper, red_lower, red_upper)
    known = [
        (index, when, value)
        for index, (when, value) in enumerate(zip(times, values, strict=True))
        if value is not None and not isnan(value)
    ]
    numbers = [value for _, _, value in known]
    start = None if verdict_since is None else sum(index < verdict_since for index, _, _ in known)
    facts = _Facts(
        standard=standard,
        verdict=Verdict(verdict_state, verdict_up, start),
        times=[when for _, when, _ in known],
        values=numbers,
        limits=limits,
        frequency=frequency,
        red_run=_run(numbers, standard.beyond_red),
        able=_able(standard, limits),
    )
    return _without_data(facts, now, due, failing_since) or _with_data(facts, red_in_a_row)


def _without_data(
    facts: _Facts, now: datetime, due: datetime | None, failing_since: datetime | None
) -> KpiStatus | None:
    if not facts.values:
        return KpiStatus(Status.NO_DATA, Shape.NONE, "No data yet", "No data yet")
    if due is not None and now > due:
        words = f"No data for {span(now - facts.times[-1])}"
        return _made(facts, Status.LATE, Shape.NONE, "Late", words, due)
    if failing_since is not None:
        words = f"Source failing for {span(now - failing_since)}"
        return _made(facts, Status.SOURCE_FAILING, Shape.NONE, "Source failing", words, failing_since)
    return None


def _with_data(facts: _Facts, red_in_a_row: int) -> KpiStatus:
    if facts.red_run >= max(red_in_a_row, 1):
        since = facts.times[-facts.red_run]
        return _made(facts, Status.RED_LINE, Shape.WORSE, "Red line crossed", _red_words(facts), since)
    real = facts.verdict.state == "real_change"
    if real and facts.worse:
        return _changed(facts, Status.WORSE, Shape.WORSE, "Real change for the worse")
    if _short(facts):
        return _short_of_target(facts)
    if real and facts.worse is False:
        return _changed(facts, Status.BETTER, Shape.BETTER, "Real change for the better")
    return _steady(facts)


def _made(facts: _Facts, status: Status, shape: Shape, word: str, words: str, since: datetime | None) -> KpiStatus:
    decide = _needs_decision(facts, status)
    return KpiStatus(status, shape, word, words, since, facts.red_run, facts.able, decide)


def _needs_decision(facts: _Facts, status: Status) -> bool:
    if status is Status.LATE:
        return False
    state = facts.verdict.state
    return status in NEEDS_DECISION or state == "real_change" or (state == "check_point" and bool(facts.worse))


def _changed(facts: _Facts, status: Status, shape: Shape, word: str) -> KpiStatus:
    return _made(facts, status, shape, word, word, _verdict_time(facts))


def _verdict_time(facts: _Facts) -> datetime | None:
    start = facts.verdict.since
    return None if start is None or start >= len(facts.times) else facts.times[start]


def _red_words(facts: _Facts) -> str:
    run = facts.red_run
    if run == len(facts.values) >= MANY_ENOUGH:
        return f"Red line crossed in each of {_counted(facts, run)}"
    state = facts.verdict.state
    if state == "real_change" and facts.worse:
        return "Red line crossed, real change"
    lasting = f" for {_counted(facts, run)}" if run > 1 else ""
    if state == "check_point" and facts.worse:
        return f"Red line crossed{lasting}; check this point"
    if state == "watch" and facts.worse:
        return f"Red line crossed{lasting}; may be a real change"
    if state == "steady" and facts.able is not None:
        return f"Red line crossed{lasting}; no real change"
    return f"Red line crossed{lasting}"


def _short(facts: _Facts) -> bool:
    if not facts.standard.has_target:
        return False
    if facts.limits is None or facts.verdict.state == "real_change":
        return facts.standard.short(facts.values[-1])
    return facts.able is not None and facts.able.code == "misses"


def _short_of_target(facts: _Facts) -> KpiStatus:
    run = _run(facts.values, facts.standard.short)
    since = facts.times[-run] if run else None
    words = {
        "real_change": "Short of its target; real change for the better",
        "check_point": "Short of its target; check this point",
        "watch": "Short of its target; worth watching",
        "steady": "Steady, but will miss its target",
    }.get(facts.verdict.state, "Short of its target")
    if facts.verdict.state == "steady" and facts.limits is None:
        words = "Short of its target"
    return _made(facts, Status.SHORT, Shape.WATCH, "Short of its target", words, since)


def _steady(facts: _Facts) -> KpiStatus:
    state = facts.verdict.state
    if state == "check_point":
        words = f"Check this point: unusually {'high' if facts.verdict.up else 'low'}"
        return _made(facts, Status.STEADY, Shape.WATCH, "Check this point", words, _verdict_time(facts))
    if state == "watch":
        side = {True: ": may be getting worse", False: ": may be getting better", None: ""}[facts.worse]
        return _made(facts, Status.STEADY, Shape.WATCH, "Worth watching", f"Worth watching{side}", _verdict_time(facts))
    if state == "too_few":
        return _made(facts, Status.STEADY, Shape.STEADY, "Too few values", _too_few_words(facts), None)
    return _made(facts, Status.STEADY, Shape.STEADY, "Steady", _steady_words(facts), None)


def _too_few_words(facts: _Facts) -> str:
    met = facts.standard.has_target and not facts.standard.short(facts.values[-1])
    return f"{'Meets its target; too' if met else 'Too'} few values to say more"


def _steady_words(facts: _Facts) -> str:
    if facts.able is None:
        return "Steady"
    if facts.standard.has_target:
        return {
            "meets": "Steady; meets its target",
            "hit_and_miss": "Steady; hit and miss",
            "misses": "Steady, but will miss its target",
        }[facts.able.code]
    return {
        "meets": "Steady; clear of its red line",
        "hit_and_miss": "Steady; crosses its red line by chance",
        "misses": "Steady, but beyond its red line",
    }[facts.able.code]


def _able(standard: Standard, limits: tuple[float | None, float, float | None] | None) -> Capability | None:
    """Capability against the target; against the red lines where there is no target."""
    if limits is None:
        return None
    floor, ceiling = standard.aim if standard.has_target else (standard.red_lower, standard.red_upper)
    return capability(lower=limits[0], upper=limits[2], target=floor, target_upper=ceiling, direction="within")


def _run(values: Sequence[float], holds: Callable[[float], bool]) -> int:
    """How many values at the end of the series it holds for."""
    return next((count for count, value in enumerate(reversed(values)) if not holds(value)), len(values))


def _counted(facts: _Facts, count: int) -> str:
    if facts.frequency is None:
        return f"{count} {'value' if count == 1 else 'values'}"
    return f"{count} {noun(facts.frequency, count)}"
