"""The phases of a series in words, and what is proposed about them."""

from dataclasses import dataclass

from vitalfew.kpis.judging import Judged
from vitalfew.kpis.models import Kpi, Phase
from vitalfew.method.numbers import show, show_range
from vitalfew.method.signals import JudgedPhase
from vitalfew.method.signals.ends import limits_at_end
from vitalfew.web.kpis.forms.period import written
from vitalfew.web.kpis.words import period, periods, the_period

PROPOSED = 20
UNJUDGED = ", whose own values are not judged"


@dataclass(frozen=True, slots=True)
class SaidPhase:
    """A phase: where it runs, why it began, its levels, and where its limits come from."""

    runs: str
    reason: str
    levels: str
    origin: str
    locked: bool
    kept: Phase | None
    removable: bool


@dataclass(frozen=True, slots=True)
class Baseline:
    """The stretch that is proposed to be locked, as a form writes it, and in words."""

    start: str
    until: str
    words: str


def said_phases(kpi: Kpi, found: Judged) -> list[SaidPhase]:
    """Every phase, the newest first."""
    kept = {sum(start < phase.starts_at for start in found.starts): phase for phase in kpi.phases.all()}
    return [_said(kpi, found, phase, kept.get(phase.start)) for phase in reversed(found.judgement.phases)]


def limits_words(kpi: Kpi, found: Judged) -> str:
    """Where the current limits come from, and what makes them doubtful: 'all 36 months; doubtful: season'."""
    phase = found.phase
    if phase is None or phase.limits is None:
        return "none yet: they need six values"
    doubts = ", ".join(doubt.code.replace("_", " ") for doubt in found.judgement.doubts)
    return f"{_origin(kpi, found, phase)}; doubtful: {doubts}" if doubts else _origin(kpi, found, phase)


def proposed_baseline(kpi: Kpi, found: Judged) -> Baseline | None:
    """The first 20 values of the current phase (fewer while it has fewer) once it has enough to be locked; two whole
    cycles where it has a season.
    """
    phase = found.phase
    if phase is None or not phase.lockable:
        return None
    filled = [i for i in range(phase.start, phase.end + 1) if found.values[i] is not None][: _proposed(kpi, found)]
    first, last = (found.starts[i] for i in (filled[0], filled[-1]))
    words = f"the first {periods(kpi, len(filled))}, {the_period(kpi, first)} to {the_period(kpi, last)}"
    return Baseline(written(first, kpi), written(last, kpi), words)


def _proposed(kpi: Kpi, found: Judged) -> int:
    season = kpi.season or next((doubt.season for doubt in found.judgement.doubts if doubt.season), None)
    return max(PROPOSED, 2 * season) if season else PROPOSED


def proposed_change(kpi: Kpi, found: Judged) -> tuple[str, str] | None:
    """Where a new phase could begin, as a form writes it and in words, once a real change was found."""
    verdict = found.judgement.verdict
    if verdict.state != "real_change" or verdict.since is None:
        return None
    start = found.starts[verdict.since]
    return written(start, kpi), the_period(kpi, start)


def _said(kpi: Kpi, found: Judged, phase: JudgedPhase, kept: Phase | None) -> SaidPhase:
    first, last = found.starts[phase.start], found.starts[phase.end]
    limits = limits_at_end(phase)
    levels = ""
    if limits is not None:
        lower, centre, upper = limits
        within = show_range(lower, upper, kpi.definition.unit)
        at = f"in {the_period(kpi, last)}: " if phase.centres is not None else ""
        levels = f"{at}centre {show(centre, kpi.definition.unit)}, by itself within {within}"
    return SaidPhase(
        runs=f"{period(kpi, first)} to {period(kpi, last)}",
        reason=phase.reason,
        levels=levels,
        origin=_origin(kpi, found, phase) + (UNJUDGED if phase.locked and found.judgement.rules == "level" else ""),
        locked=phase.locked,
        kept=kept,
        removable=kept is not None and phase.start > 0,
    )


def _origin(kpi: Kpi, found: Judged, phase: JudgedPhase) -> str:
    if phase.limits is None:
        return "too few values for limits"
    count = sum(found.values[i] is not None for i in range(phase.baseline[0], phase.baseline[1] + 1))
    if phase.locked:
        first, last = (the_period(kpi, found.starts[index]) for index in phase.baseline)
        return f"locked on {first} to {last}"
    whole = "all " if len(found.judgement.phases) == 1 else ""
    return f"{'trial limits from ' if phase.trial else ''}{whole}{periods(kpi, count)}"
