"""What a KPI's page says first: its status, since when, the last value, and the paragraph."""

from dataclasses import dataclass
from datetime import datetime

from vitalfew.kpis.judging import Judged, last_known, signals_of
from vitalfew.kpis.models import Kpi, Reading
from vitalfew.kpis.models.judged import in_want, late_for
from vitalfew.kpis.precision import decimals_of
from vitalfew.method.advice import advice
from vitalfew.method.alerting import why_it_waits
from vitalfew.method.periods import Frequency, noun
from vitalfew.method.signals.wording import says_outside
from vitalfew.method.status import Status
from vitalfew.web.kpis.words import after_that, period, reader, the_period

ALONE = ("beyond_limits", "check_point")
LATELY = 8


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The head of the page: `late` is '' unless no data came for long or the source fails, and then said before the
    status; `last` is the value that is judged with its period, and what has come of the one in progress; `why` is what
    the source says, `waits` why what was found needs no decision.
    """

    shape: str
    words: str
    late: str
    last: str
    paragraph: str
    why: str = ""
    waits: str = ""


def conclusion(kpi: Kpi, found: Judged, *, now: datetime) -> Conclusion:
    """The conclusion as it is known at `now`."""
    last = last_known(found.values)
    reading: Reading | None = getattr(kpi, "reading", None)
    behind = late_for(None if last is None else found.starts[last], due_at=found.due_at, now=now)
    late = in_want(late=behind, failing=reading.failing_for(now) if reading else "")
    return Conclusion(
        shape=found.status.shape.value,
        words=f"before that: {after_that(found.status.words)}" if late and last is not None else found.status.words,
        late=late,
        last="" if last is None else _last_words(kpi, found, last),
        paragraph=paragraph(kpi, found),
        why=reading.failing_why if reading else "",
        waits=_why_it_waits(kpi, found),
    )


def _why_it_waits(kpi: Kpi, found: Judged) -> str:
    """Why what was found needs no decision; '' where it does, or the red line that is crossed does."""
    if found.status.status is Status.RED_LINE:
        return ""
    return why_it_waits(found.judgement.verdict, Frequency(kpi.frequency), rules=found.judgement.rules)


def _last_words(kpi: Kpi, found: Judged, last: int) -> str:
    """'3 for the week of 9 Nov 2026; 16 so far for the week of 16 Nov 2026', or '16 for March 2026, in progress'."""
    shown, judged = reader(kpi, decimals=decimals_of(found.values)), last_known(found.values[: found.finished])
    latest, when = shown(found.values[last]), the_period(kpi, found.starts[last])
    if judged is None:
        return f"{latest} for {when}, in progress"
    over = f"{shown(found.values[judged])} for {the_period(kpi, found.starts[judged])}"
    return over if judged == last else f"{over}; {latest} so far for {when}"


def paragraph(kpi: Kpi, found: Judged) -> str:
    """What the picture says of the phase that holds now, in sentences."""
    if found.values and not found.finished:
        name = noun(Frequency(kpi.frequency), 1)
        return f"The first value is in. It is judged once its {name} is over, and six values make the first limits."
    verdict, begun = found.judgement.verdict, found.phase.start if found.phase else 0
    targets = kpi.targets(found.starts[begun : found.finished])
    return advice(
        values=found.values[begun : found.finished],
        direction=kpi.definition.direction,
        verdict_state=verdict.state,
        verdict_up=verdict.up,
        verdict_since=None if verdict.since is None else max(verdict.since - begun, 0),
        since="" if verdict.since is None else period(kpi, found.starts[verdict.since]),
        limits=found.limits(),
        target=targets[-1] if targets else kpi.target,
        target_upper=kpi.target_upper,
        red_lower=kpi.red_lower,
        red_upper=kpi.red_upper,
        red_in_a_row=kpi.red_in_a_row,
        doubts=[doubt.code for doubt in found.judgement.doubts],
        unit=kpi.definition.unit,
        frequency=Frequency(kpi.frequency),
        targets=targets,
        outside=says_outside(verdict.words),
        points=_points_to_check(found),
    )


def _points_to_check(found: Judged) -> int:
    """How many of the last eight values lie alone, each for itself, on the side of the point that is to be checked."""
    there = [index for index in range(found.finished) if found.values[index] is not None][-LATELY:]
    alone = {one.index for one in signals_of(found) if one.rule in ALONE and one.up is found.judgement.verdict.up}
    return max(len(alone.intersection(there)), 1)
