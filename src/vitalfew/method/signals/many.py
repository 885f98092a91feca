"""Verdicts on many series at once, the same as `judge` gives one by one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from vitalfew.method.signals.judge import judge
from vitalfew.method.signals.level_verdict import level_verdict, read_level
from vitalfew.method.signals.limits import ManyLimits, as_series, limits_many
from vitalfew.method.signals.outside import with_outside
from vitalfew.method.signals.pattern_verdict import pattern_signals, pattern_verdict
from vitalfew.method.signals.rulesets import patterns_in, places_of
from vitalfew.method.signals.too_few import too_few
from vitalfew.method.signals.types import DEFAULT, Phase, Settings, Verdict

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ManyJudgements:
    """Limits (arrays, one number per series) and the verdict of each series."""

    limits: ManyLimits
    verdicts: tuple[Verdict, ...]


def judge_many(values: ArrayLike, *, settings: Settings = DEFAULT, baseline_end: int | None = None) -> ManyJudgements:
    """Judge many series of one phase each (series × time, NaN = missing).

    With `baseline_end` the limits of all are locked on the points up to and including it. Seasons and trends are
    taken out one series at a time, which is slower. Raises ValueError as `judge` does.
    """
    series = as_series(values)
    last = series.shape[1] - 1 if baseline_end is None else baseline_end
    lines = limits_many(series, settings=settings, baseline=(0, last))
    if settings.season is not None or settings.trended:
        phases = () if baseline_end is None else (Phase(0, baseline_end),)
        return ManyJudgements(lines, tuple(judge(row, settings=settings, phases=phases).verdict for row in series))
    read = _level if settings.rules == "level" else _patterns
    return ManyJudgements(lines, tuple(read(series, lines, settings, baseline_end)))


def _level(series: Floats, lines: ManyLimits, settings: Settings, baseline_end: int | None) -> list[Verdict]:
    present = ~np.isnan(series)
    counts = present.sum(axis=1)
    locked = counts if baseline_end is None else present[:, : baseline_end + 1].sum(axis=1)
    verdicts: dict[int, Verdict] = {}
    for count, length in sorted(set(zip(counts.tolist(), locked.tolist(), strict=True))):
        rows = np.flatnonzero((counts == count) & (locked == length))
        dense = series[rows][present[rows]].reshape(len(rows), count)
        readings = read_level(dense, locked=None if baseline_end is None else length, count=settings.count)
        for row, reading in zip(rows.tolist(), readings, strict=True):
            verdicts[row] = (
                too_few(count, settings=settings)
                if reading is None
                else with_outside(
                    level_verdict(reading, places=np.flatnonzero(present[row])), series[row], lines, row=row
                )
            )
    return [verdicts[row] for row in range(len(series))]


def _patterns(series: Floats, lines: ManyLimits, settings: Settings, baseline_end: int | None) -> list[Verdict]:
    away = places_of(series, lines)
    patterns = patterns_in(away, rules=settings.rules)
    verdicts = []
    for row, values in enumerate(series):
        places = np.flatnonzero(~np.isnan(values))
        if np.isnan(lines.sigma[row]):
            verdicts.append(too_few(len(places), settings=settings))
            continue
        found = pattern_signals(patterns.of(row), values=values, start=0)
        verdicts.append(pattern_verdict(found, places=places, away=away.values[row], start=0))
    return verdicts
