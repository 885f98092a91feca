"""What a history would have cried on a red/green board, and what the policy would have told, value by value as it came.

Each value is judged with those before it alone. A locked baseline counts as locked from its last point on, a phase as
begun at its first: nobody knew of them before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import isnan
from typing import NamedTuple

import numpy as np

from vitalfew.method.alerting import Alert, Speed, Stand, asks, heard
from vitalfew.method.frequency import Frequency, per_year
from vitalfew.method.signals import Case, Judgement, Phase, Settings, judge_each
from vitalfew.method.signals.ends import limits_at_end
from vitalfew.method.signals.types import DEFAULT
from vitalfew.method.standard import Standard, Verdict
from vitalfew.method.status import KpiStatus, Status, kpi_status
from vitalfew.method.telling import Told


@dataclass(frozen=True, slots=True)
class Arrivals:
    """A history with what was known as each value from period `first` on came, by its index.

    The one before `first` is judged, too, so that what was told earlier is no news.
    """

    times: Sequence[datetime]
    values: Sequence[float | None]
    settings: Settings
    frequency: Frequency
    first: int
    judgements: dict[int, Judgement]


@dataclass(frozen=True, slots=True)
class Step:
    """One value as it came: `red` and `fell` are what a board shows, `told` is what the policy says of it.

    `red`: short of its target or beyond its red line; `fell`: worse than the value before. `since` is where what was
    found began, `up` which way it went, `worse` whether that is bad, `words` the status in words. `lasting` is the
    real change that held then, also where a point is told before it.
    """

    index: int
    value: float
    red: bool
    fell: bool
    stand: Stand
    told: Alert | None
    since: int | None
    up: bool | None
    worse: bool | None
    words: str
    lasting: "Change | None" = None


class Change(NamedTuple):
    """A real change of the level: where it began, when it was known, which way, and whether for the worse.

    `until` is the last value of which it was said, None where that is the last of all.
    """

    since: int
    known: int
    up: bool
    worse: bool
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Replay:
    """Value by value what would have been said, and the real changes among them; `years` is how long that took.

    `held` is the change of which the value before them said already that it was there; it is none of them.
    """

    steps: tuple[Step, ...]
    changes: tuple[Change, ...]
    years: float
    held: Change | None = None

    def told(self, speed: Speed) -> list[Step]:
        """The values of which the policy tells this fast."""
        return [step for step in self.steps if step.told is not None and step.told.speed is speed]

    @property
    def turned_red(self) -> list[Step]:
        """The values at which a board turns red."""
        before = [False, *(step.red for step in self.steps)]
        return [step for step, was in zip(self.steps, before, strict=False) if step.red and not was]

    @property
    def red(self) -> list[Step]:
        """The values that a board shows red."""
        return [step for step in self.steps if step.red]

    @property
    def fell(self) -> list[Step]:
        """The values that are worse than the one before."""
        return [step for step in self.steps if step.fell]

    def yearly(self, count: int) -> float:
        """So many in these years, as a number for each year; 0 where there was no value."""
        return count / self.years if self.years else 0.0


def arrivals(
    *,
    times: Sequence[datetime],
    values: Sequence[float | None],
    frequency: Frequency,
    settings: Settings = DEFAULT,
    phases: Sequence[Phase] = (),
    first: int = 0,
) -> Arrivals:
    """Judge each value of finished periods, oldest first, as it came; None is a missing one and `first` an index.

    This is what takes time: 160 values about half a second. Another red line or target needs no new judgement.
    """
    return arrivals_each(
        times=times, each=[values], frequency=frequency, settings=settings, phases=phases, first=first
    )[0]


def arrivals_each(
    *,
    times: Sequence[datetime],
    each: Sequence[Sequence[float | None]],
    frequency: Frequency,
    settings: Settings = DEFAULT,
    phases: Sequence[Phase] = (),
    first: int = 0,
) -> list[Arrivals]:
    """The same of several histories of the same periods, which costs less than one by one."""
    judged = [_judged_from(values, first) for values in each]
    cases = [
        Case(series[: index + 1], settings, known_phases(phases, index))
        for series, indices in zip((np.array(values, dtype=float) for values in each), judged, strict=True)
        for index in indices
    ]
    found = iter(judge_each(cases, doubting=False))
    return [
        Arrivals(times, values, settings, frequency, first, {index: next(found) for index in indices})
        for values, indices in zip(each, judged, strict=True)
    ]


def _judged_from(values: Sequence[float | None], first: int) -> list[int]:
    """The values from period `first` on, and the one before."""
    there = [index for index, value in enumerate(values) if value is not None and not isnan(value)]
    start = max((index for index in there if index < first), default=first)
    return [index for index in there if index >= start]


def known_phases(phases: Sequence[Phase], last: int) -> list[Phase]:
    """The phases as they were when the value at `last` came."""
    begun = [phase for phase in phases if phase.start <= last]
    return [
        replace(phase, baseline_start=None, baseline_end=None)
        if phase.baseline_end is not None and phase.baseline_end > last
        else phase
        for phase in begun
    ]


def replay(came: Arrivals, *, standard: Standard, red_in_a_row: int = 1) -> Replay:
    """What would have been said of this history under this target, these red lines and so many in a row."""
    judged = list(_steps(came, standard, red_in_a_row))
    steps = [step for step in judged if step.index >= came.first]
    periods = steps[-1].index - steps[0].index + 1 if steps else 0
    changes = _changes(judged)
    new = tuple(change for change in changes if change.known >= came.first)
    held = next((one for one in changes[: -len(new) or None] if one.until is None or one.until >= came.first), None)
    return Replay(tuple(steps), new, periods / per_year(came.frequency), held)


def _steps(came: Arrivals, standard: Standard, red_in_a_row: int) -> Iterator[Step]:
    teller, before = Told(), None
    for index, judged in came.judgements.items():
        value = came.values[index]
        assert value is not None  # noqa: S101  (only values that are there are judged)
        judgement = _as_heard(came, index, judged, standard)
        status = _status(came, index, judgement, standard, red_in_a_row)
        stand = _stand(status, judgement.verdict.state)
        found = judgement.verdict
        yield Step(
            index=index,
            value=value,
            red=standard.beyond_red(value) or standard.short(value),
            fell=before is not None and fell(standard, before, value),
            stand=stand,
            told=teller.hear(stand, at=came.times[index], period=index),
            since=found.since,
            up=found.up,
            worse=standard.worsened(Verdict(found.state, found.up), [value], limits_at_end(judgement.phases[-1])),
            words=status.words,
            lasting=_lasting(came, index, judged, standard),
        )
        before = value


def _lasting(came: Arrivals, index: int, judgement: Judgement, standard: Standard) -> Change | None:
    found = judgement.verdict
    if found.state != "real_change" or found.up is None:
        return None
    limits = limits_at_end(judgement.phases[-1])
    worse = standard.worsened(Verdict(found.state, found.up), [came.values[index] or 0.0], limits)
    return Change(index if found.since is None else found.since, index, found.up, bool(worse))


def _as_heard(came: Arrivals, index: int, judgement: Judgement, standard: Standard) -> Judgement:
    limits = limits_at_end(judgement.phases[-1], over=came.settings.season)
    values = came.values[: index + 1]
    said = heard(judgement, came.frequency, standard=standard, values=values, limits=limits)
    return replace(judgement, verdict=said)


def fell(standard: Standard, before: float, value: float) -> bool:
    """Whether a value is worse than the one before it; within a range: further from the range, or from its middle."""
    ends = (*standard.aim, standard.red_lower, standard.red_upper)
    if value == before or (standard.direction == "within" and not any(end is not None for end in ends)):
        return False
    step = Verdict("watch", up=value > before, since=1)
    return bool(standard.worsened(step, [before, value], None))


def _status(came: Arrivals, index: int, judgement: Judgement, standard: Standard, red_in_a_row: int) -> KpiStatus:
    found, phase = judgement.verdict, judgement.phases[-1]
    return kpi_status(
        now=came.times[index],
        times=came.times[: index + 1],
        values=came.values[: index + 1],
        direction=standard.direction,
        target=standard.target,
        target_upper=standard.target_upper,
        red_lower=standard.red_lower,
        red_upper=standard.red_upper,
        red_in_a_row=red_in_a_row,
        verdict_state=found.state,
        verdict_up=found.up,
        verdict_since=found.since,
        verdict_asks=asks(found, came.frequency, rules=judgement.rules),
        verdict_lately=found.lately,
        limits=limits_at_end(phase, over=came.settings.season),
        frequency=came.frequency,
        begun=phase.start,
    )


def _stand(status: KpiStatus, state: str) -> Stand:
    worse = (status.status is Status.WORSE or state == "check_point") and status.needs_decision
    return Stand(status.status, state, worse, status.red_run)


def _changes(steps: Sequence[Step]) -> list[Change]:
    found: list[Change] = []
    lasting, last = None, 0
    for step in steps:
        now = None if step.lasting is None else step.lasting.up
        if now is not lasting and lasting is not None:
            found.append(Change(*found.pop()[:4], until=last))
        if now is not lasting and step.lasting is not None:
            goes_on = bool(found) and (found[-1].since, found[-1].up) == (step.lasting.since, now)
            found.append(Change(*found.pop()[:4]) if goes_on else step.lasting)
        lasting, last = now, step.index
    return found
