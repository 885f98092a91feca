"""One series judged whole: limits per phase, signals, doubts and the verdict at its last point."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from vitalfew.method.signals import wording
from vitalfew.method.signals.adjust import Adjustment, adjusted
from vitalfew.method.signals.doubts import doubts_about
from vitalfew.method.signals.level_verdict import LevelReading, level_signals, level_verdict, read_level
from vitalfew.method.signals.level_verdict import points_of_now as points_of_level
from vitalfew.method.signals.limits import (
    FEWEST_FOR_LIMITS,
    FEWEST_TO_LOCK,
    ManyLimits,
    as_series,
    bounded,
    limits_many,
)
from vitalfew.method.signals.outside import with_outside
from vitalfew.method.signals.pattern_verdict import pattern_signals, pattern_verdict
from vitalfew.method.signals.pattern_verdict import points_of_now as points_of_patterns
from vitalfew.method.signals.phases import baseline_of, spans
from vitalfew.method.signals.rulesets import patterns_in, places_of
from vitalfew.method.signals.too_few import too_few
from vitalfew.method.signals.types import (
    DEFAULT,
    Doubt,
    JudgedPhase,
    Judgement,
    Limits,
    Phase,
    Settings,
    Signal,
    Verdict,
)

Floats = NDArray[np.float64]

BLAMED_ON_A_CHANGE = ("autocorrelated", "skewed")


class Read(NamedTuple):
    """What was found in one phase; `points` as in `Judgement`."""

    signals: list[Signal]
    verdict: Verdict
    points: tuple[Verdict, ...] = ()


@dataclass(frozen=True)
class Stage:
    """One phase at work: its values brought to one level, its lines, and where it lies in the series.

    `baseline` are the points within the phase that its limits come from.
    """

    phase: Phase
    end: int
    baseline: slice
    raw: Floats
    level: Adjustment
    lines: ManyLimits

    @property
    def present(self) -> NDArray[np.int64]:
        """Places of the values within the phase, missing ones left out."""
        return np.flatnonzero(~np.isnan(self.raw))

    @cached_property
    def judged(self) -> NDArray[np.int64]:
        """Places of the values from the baseline on."""
        present = self.present
        after: NDArray[np.int64] = present[present >= self.baseline.start]
        return after

    @property
    def locked(self) -> int | None:
        """How many values its locked baseline has; None while that still learns."""
        return None if self.phase.baseline_end is None else int((self.judged < self.baseline.stop).sum())


class Case(NamedTuple):
    """One series in time order, how it is judged, and its phases; None or NaN stands for a missing period."""

    values: ArrayLike
    settings: Settings = DEFAULT
    phases: Sequence[Phase] = ()


def judge(values: ArrayLike, *, settings: Settings = DEFAULT, phases: Sequence[Phase] = ()) -> Judgement:
    """Judge one series in time order; None or NaN stands for a missing period.

    The verdict is about the last point of the last phase. With the level rule it is the product's own: real change,
    a point to check, worth watching, or steady; a change once judged stays one until the level is nearly back.
    With the other rule sets a pattern that reaches into the last eight points is a real change; a lone point or step
    is a point to check. Raises ValueError for infinite values and for phases that do not fit the series.
    """
    return judge_each([Case(values, settings, phases)])[0]


def judge_each(cases: Sequence[Case], *, doubting: bool = True) -> list[Judgement]:
    """Judge each of several series as `judge` does; those of one length share their sums, so many cost far less.

    Without `doubting` no doubts about the limits are looked for, which saves a third.
    """
    series = [_series(case.values) for case in cases]
    staged = [
        [_stage(values, phase, end, case.settings) for phase, end in spans(case.phases, length=len(values))]
        for case, values in zip(cases, series, strict=True)
    ]
    levels = [(s, case.settings.count) for case, own in zip(cases, staged, strict=True) for s in own if _by_level(case)]
    readings = iter(_readings(levels))
    judgements = []
    for case, values, stages in zip(cases, series, staged, strict=True):
        read = [_read(s, case.settings, next(readings) if _by_level(case) else None) for s in stages]
        doubts = _doubts(values, stages, read[-1:], case.settings) if doubting else ()
        judgements.append(_whole(stages, read, doubts, case.settings))
    return judgements


def _by_level(case: Case) -> bool:
    return case.settings.rules == "level"


def _series(values: ArrayLike) -> Floats:
    if np.ndim(values) > 1:
        raise ValueError("judge takes one series; give several to judge_many")
    only: Floats = as_series(values)[0]
    return only


def _whole(stages: Sequence[Stage], read: Sequence[Read], doubts: tuple[Doubt, ...], settings: Settings) -> Judgement:
    signals = tuple(signal for found in read for signal in found.signals)
    last = read[-1] if read else Read([], too_few(0, settings=settings))
    phases = tuple(_judged(s, settings) for s in stages)
    return Judgement(phases, signals, doubts, last.verdict, settings.rules, last.points)


def _readings(stages: Sequence[tuple[Stage, bool]]) -> list[LevelReading | None]:
    """What the level rule reads of each stage, counts or not; stages of one shape are read together."""
    shapes: dict[tuple[int, int | None, bool], list[int]] = {}
    for place, (stage, count) in enumerate(stages):
        shapes.setdefault((len(stage.judged), stage.locked, count), []).append(place)
    found: dict[int, LevelReading | None] = {}
    for (_, locked, count), places in shapes.items():
        values = np.stack([stages[place][0].level.values[stages[place][0].judged] for place in places])
        found |= dict(zip(places, read_level(values, locked=locked, count=count), strict=True))
    return [found[place] for place in range(len(stages))]


def _stage(series: Floats, phase: Phase, end: int, settings: Settings) -> Stage:
    raw = series[phase.start : end + 1]
    first, last = baseline_of(phase, end)
    baseline = slice(first - phase.start, last - phase.start + 1)
    locked = phase.baseline_end is not None
    level = adjusted(raw, settings=settings, baseline=baseline, position=phase.start, locked=locked)
    lines = limits_many(level.values[baseline], settings=settings)
    if level.trended:
        lines = _with_raw_ranges(lines, level.untrended[baseline], settings)
    return Stage(phase, end, baseline, raw, level, lines)


def _with_raw_ranges(lines: ManyLimits, untrended: Floats, settings: Settings) -> ManyLimits:
    ranges = limits_many(untrended, settings=settings)
    reach = 3 * ranges.sigma
    lower, upper = bounded(lines.centre - reach, lines.centre + reach, settings)
    return replace(ranges, centre=lines.centre, lower=lower, upper=upper)


def _judged(stage: Stage, settings: Settings) -> JudgedPhase:
    limits = stage.lines.of(0)
    in_baseline = int(np.count_nonzero(~np.isnan(stage.raw[stage.baseline])))
    locked = stage.phase.baseline_end is not None
    judged = JudgedPhase(
        start=stage.phase.start,
        end=stage.end,
        baseline=baseline_of(stage.phase, stage.end),
        limits=limits,
        locked=locked,
        trial=FEWEST_FOR_LIMITS <= in_baseline < FEWEST_TO_LOCK,
        reason=stage.phase.reason,
        lockable=not locked and in_baseline >= FEWEST_TO_LOCK,
    )
    return judged if limits is None or not stage.level.moved else _with_lines(judged, stage, limits, settings)


def _with_lines(judged: JudgedPhase, stage: Stage, limits: Limits, settings: Settings) -> JudgedPhase:
    centres = stage.level.line(limits.centre)
    reach = 3 * limits.sigma
    lowers, uppers = stage.level.line(limits.centre - reach), stage.level.line(limits.centre + reach)
    drawn_lowers, drawn_uppers = bounded(lowers, uppers, settings)
    return replace(
        judged,
        centres=tuple(centres.tolist()),
        lowers=_drawn(drawn_lowers, limits.lower),
        uppers=_drawn(drawn_uppers, limits.upper),
    )


def _drawn(line: Floats, limit: float | None) -> tuple[float | None, ...]:
    if limit is None:
        return (None,) * len(line)
    return tuple(None if np.isnan(value) else float(value) for value in line)


def _read(stage: Stage, settings: Settings, reading: LevelReading | None) -> Read:
    by_level = settings.rules == "level"
    found = _read_level(stage, settings, reading) if by_level else _read_patterns(stage, settings)
    if found.verdict.state == "too_few":
        return found
    note = wording.taken_out(seasonal=stage.level.seasonal, trended=stage.level.trended)
    points = tuple(
        point for point in found.points if point.last != found.verdict.last or found.verdict.state != "check_point"
    )
    return Read(found.signals, replace(found.verdict, words=found.verdict.words + note), points)


def _read_level(stage: Stage, settings: Settings, reading: LevelReading | None) -> Read:
    present = stage.judged
    if reading is None:
        return Read([], too_few(len(present), settings=settings))
    places = present + stage.phase.start
    signals = level_signals(reading, values=stage.raw[present], places=places)
    verdict = with_outside(level_verdict(reading, places=places), stage.level.values, stage.lines)
    points = points_of_level(reading, places=places)
    changed = verdict.state == "real_change"
    return Read(signals, verdict, tuple(point for point in points if not changed or point.up is not verdict.up))


def _read_patterns(stage: Stage, settings: Settings) -> Read:
    if stage.lines.of(0) is None:
        return Read([], too_few(len(stage.present), settings=settings))
    start, away = stage.phase.start, places_of(stage.level.values[None], stage.lines)
    found = patterns_in(away, rules=settings.rules)
    signals = pattern_signals(found, values=stage.raw, start=start)
    places, from_centre = stage.present + start, away.values[0]
    verdict = pattern_verdict(signals, places=places, away=from_centre, start=start)
    return Read(signals, verdict, points_of_patterns(signals, places=places, away=from_centre, start=start))


def _doubts(series: Floats, stages: Sequence[Stage], last: Sequence[Read], settings: Settings) -> tuple[Doubt, ...]:
    if not last:
        return doubts_about(series)
    stage, verdict = stages[-1], last[0].verdict
    values = stage.level.values[stage.baseline]
    taken = settings.season if stage.level.seasonal else None
    missing = None if stage.level.seasonal else settings.season
    about = partial(doubts_about, missing_season=missing, known_season=taken, seasons=settings.seasons)
    doubts = about(values)
    if verdict.state != "real_change" or verdict.since is None:
        return doubts
    before = values[: max(0, verdict.since - stage.phase.start - stage.baseline.start)]
    still = about(before)
    return tuple(doubt for doubt in doubts if doubt.code not in BLAMED_ON_A_CHANGE or doubt in still)
