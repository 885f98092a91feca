"""The status of a KPI in words: what is so, since when, and whether it is chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from vitalfew.method.capability import Capability
from vitalfew.method.direction import check_direction
from vitalfew.method.facts import KpiFacts, facts_of
from vitalfew.method.frequency import Frequency
from vitalfew.method.spans import span
from vitalfew.method.standard import Standard, Verdict
from vitalfew.method.status_words import point_words, red_words, steady_words, too_few_words


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
    verdict_asks: bool = True,
    verdict_lately: bool = True,
    limits: tuple[float | None, float, float | None] | None = None,
    due: datetime | None = None,
    failing_since: datetime | None = None,
    frequency: Frequency | None = None,
    targets: Sequence[float] | None = None,
    begun: int = 0,
    point: str = "",
) -> KpiStatus:
    """The status of a KPI from the values of its finished periods, oldest first, None for a missing one.

    `verdict_state` is too_few, steady, watch, check_point or real_change, `verdict_up` the way it went and
    `verdict_since` the index in `values` where it began; `verdict_asks` is whether what it found asks for a decision
    where it is a change or for the worse (`alerting.asks`), `verdict_lately` whether it is of now. `limits` are the
    natural process limits around their centre, with None for one that is not drawn. A target that moves is given as
    `targets`, one for each value; `target` is then that of the last one. `begun` is the index of the first value of the
    phase whose limits these are, `point` what the period of a point to check is called where that is not the last one,
    and `due` is when the next value is overdue, grace included. A value equal to a red
    line or a target has not crossed or missed it. Where limits are known and no change is real, the KPI is short of its
    target when the whole process is, not when one value is. Raises ValueError for an unknown direction or verdict, or
    for times and values of different length.
    """
    check_direction(direction)
    facts = facts_of(
        standard=Standard(direction, target, target_upper, red_lower, red_upper),
        verdict=Verdict(verdict_state, verdict_up, verdict_since),
        times=times,
        values=values,
        limits=limits,
        frequency=frequency,
        targets=targets,
        begun=begun,
        asks=verdict_asks,
        lately=verdict_lately,
        point=point,
    )
    return _without_data(facts, now, due, failing_since) or _with_data(facts, red_in_a_row)


def _without_data(
    facts: KpiFacts, now: datetime, due: datetime | None, failing_since: datetime | None
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


def _with_data(facts: KpiFacts, red_in_a_row: int) -> KpiStatus:
    if facts.red_run >= max(red_in_a_row, 1):
        since = facts.times[-facts.red_run]
        return _made(facts, Status.RED_LINE, Shape.WORSE, "Red line crossed", red_words(facts), since)
    real = facts.verdict.state == "real_change"
    if real and facts.worse:
        calm = "" if facts.asks else "; needs no decision"
        return _changed(facts, Status.WORSE, Shape.WORSE, "Real change for the worse", calm)
    if _short(facts):
        return _short_of_target(facts)
    if real and facts.worse is False:
        return _changed(facts, Status.BETTER, Shape.BETTER, "Real change for the better")
    return _steady(facts)


def _made(facts: KpiFacts, status: Status, shape: Shape, word: str, words: str, since: datetime | None) -> KpiStatus:
    decide = _needs_decision(facts, status)
    return KpiStatus(status, shape, word, words, since, facts.red_run, facts.able, decide)


def _needs_decision(facts: KpiFacts, status: Status) -> bool:
    if status in (Status.LATE, Status.SOURCE_FAILING, Status.RED_LINE):
        return status is Status.RED_LINE
    state = facts.verdict.state
    return facts.asks and (state == "real_change" or (state == "check_point" and bool(facts.worse)))


def _changed(facts: KpiFacts, status: Status, shape: Shape, word: str, more: str = "") -> KpiStatus:
    return _made(facts, status, shape, word, f"{word}{more}", _verdict_time(facts))


def _verdict_time(facts: KpiFacts) -> datetime | None:
    start = facts.verdict.since
    return None if start is None or start >= len(facts.times) else facts.times[start]


def _short(facts: KpiFacts) -> bool:
    if not facts.standard.has_target:
        return False
    if facts.limits is None or facts.verdict.state == "real_change":
        return facts.standard.short(facts.values[-1])
    return facts.able is not None and facts.able.code == "misses"


def _short_of_target(facts: KpiFacts) -> KpiStatus:
    run = facts.short_run
    since = facts.times[-run] if run else None
    words = {
        "real_change": "Short of its target; real change for the better",
        "check_point": f"Short of its target; {point_words(facts)}",
        "watch": "Short of its target; worth watching",
        "steady": "Short of its target; steady, so it will miss it again",
    }.get(facts.verdict.state, "Short of its target")
    if facts.verdict.state == "steady" and facts.limits is None:
        words = "Short of its target"
    return _made(facts, Status.SHORT, Shape.WATCH, "Short of its target", words, since)


def _steady(facts: KpiFacts) -> KpiStatus:
    state = facts.verdict.state
    if state == "check_point":
        word = "Check this point" if facts.lately else "An earlier point to check"
        said = point_words(facts)
        words = f"{said[:1].upper()}{said[1:]}: unusually {'high' if facts.verdict.up else 'low'}"
        return _made(facts, Status.STEADY, Shape.WATCH, word, words, _verdict_time(facts))
    if state == "watch":
        side = {True: ": may be getting worse", False: ": may be getting better", None: ""}[facts.worse]
        return _made(facts, Status.STEADY, Shape.WATCH, "Worth watching", f"Worth watching{side}", _verdict_time(facts))
    if state == "real_change":
        return _made(facts, Status.STEADY, Shape.WATCH, "Real change", "Real change", _verdict_time(facts))
    if state == "too_few":
        return _made(facts, Status.STEADY, Shape.STEADY, "Too few values", too_few_words(facts), None)
    return _made(facts, Status.STEADY, Shape.STEADY, "Steady", steady_words(facts), None)
