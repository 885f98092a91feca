"""What the level rule says about one series: its signals and its verdict, as values arrive against a baseline."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vitalfew.method.signals import wording
from vitalfew.method.signals.lately import LATEST, is_lately
from vitalfew.method.signals.level import FEWEST, Scores, growing_baselines, scores
from vitalfew.method.signals.level_tables import LEVEL, SINGLE, chance
from vitalfew.method.signals.types import Signal, Verdict

Floats = NDArray[np.float64]

OVER_WHEN_BELOW = 0.25
RECENT = 4


@dataclass(frozen=True, slots=True)
class Stretch:
    """New points that stand out together, counted from the first new point: judged at `at`, lasting to `end`."""

    at: int
    end: int
    up: bool
    changed: bool
    width: int


@dataclass(frozen=True, slots=True)
class LevelReading:
    """The level rule applied to one series: `first` values form or start the baseline, the rest were scored."""

    first: int
    scores: Scores
    stretches: tuple[Stretch, ...]


def read_level(values: Floats, *, locked: int | None, count: bool) -> list[LevelReading | None]:
    """Score series × time without missing values; None for each series when nothing follows the baseline.

    A `locked` baseline of 12 or more points stays as it is; otherwise it starts with 12 and grows to 30, and stops
    growing at the first real change, lest it learn the very change that it should show.
    """
    grown = locked is None or locked < FEWEST
    first = FEWEST if locked is None or grown else locked
    new = values.shape[1] - first
    if new < 1:
        return [None] * len(values)
    baselines = growing_baselines(new) if grown else np.full(new, first)
    found = scores(values, first=first, baselines=baselines, grown=grown, count=count)
    result: list[LevelReading | None] = []
    for row in range(len(values)):
        own = found.of(row)
        kept = _kept(own)
        if kept is not None:
            own = scores(values[row : row + 1], first=first, baselines=kept, grown=grown, count=count)
        result.append(LevelReading(first, own, stretches_of(own)))
    return result


def _kept(own: Scores) -> NDArray[np.int64] | None:
    changed = np.flatnonzero(np.abs(own.level[0]) > 1)
    if not len(changed) or own.baselines[changed[0]] == own.baselines[-1]:
        return None
    kept: NDArray[np.int64] = np.minimum(own.baselines, own.baselines[changed[0]])
    return kept


def stretches_of(found: Scores) -> tuple[Stretch, ...]:
    """Stretches beyond the watching limit; one that was judged a change lasts until three quarters of it have gone."""
    watch, level = found.watch[0].tolist(), found.level[0].tolist()
    result: list[Stretch] = []
    index = 0
    while index < len(watch):
        if abs(watch[index]) > 1:
            result.append(_stretch(watch, level, found.width[0], index))
            index = result[-1].end
        index += 1
    return tuple(result)


def _stretch(watch: list[float], level: list[float], width: NDArray[np.int64], start: int) -> Stretch:
    sign = 1 if watch[start] > 0 else -1
    at, changed, end = start, False, start
    for index in range(start, len(watch)):
        if not _goes_on(watch[index] * sign, level[index] * sign, changed=changed):
            break
        if not changed and level[index] * sign > 1:
            at, changed = index, True
        end = index
    return Stretch(at, end, sign > 0, changed, int(width[at]))


def _goes_on(watch: float, level: float, *, changed: bool) -> bool:
    return level > OVER_WHEN_BELOW if changed else watch > 1


def level_signals(reading: LevelReading, *, values: Floats, places: NDArray[np.int64]) -> list[Signal]:
    """The stretches and single points as signals; `places` are the indices of the values in the whole series."""
    found = []
    for stretch in reading.stretches:
        window = range(reading.first + stretch.at - stretch.width + 1, reading.first + stretch.end + 1)
        rule = "level" if stretch.changed else "watch"
        at = reading.first + stretch.at
        indices = tuple(int(places[i]) for i in window)
        found.append(Signal(rule, int(places[at]), indices, float(values[at]), stretch.up))
    single = reading.scores.single[0]
    for new in np.flatnonzero(np.abs(single) > 1).tolist():
        at = reading.first + new
        place = int(places[at])
        found.append(Signal("check_point", place, (place,), float(values[at]), bool(single[new] > 0)))
    return found


def level_verdict(reading: LevelReading, *, places: NDArray[np.int64]) -> Verdict:
    """What is so at the last point: a changed level, else a point to check of the last two, else what may become a
    change; a point to check further back, of the last four, is told as history, else it is steady.
    """
    last = reading.scores.level.shape[1] - 1
    current = reading.stretches[-1] if reading.stretches and reading.stretches[-1].end == last else None
    if current is not None and current.changed:
        return _about_stretch(reading, current, places)
    new = _point_among(reading, LATEST)
    if new is not None:
        return _about_point(reading, new, places)
    if current is not None:
        return _about_stretch(reading, current, places)
    old = _point_among(reading, RECENT)
    return Verdict("steady", wording.steady(count=last + 1)) if old is None else _about_point(reading, old, places)


def points_of_now(reading: LevelReading, *, places: NDArray[np.int64]) -> tuple[Verdict, ...]:
    """The points to check of the last two, the furthest out on each side."""
    new = _points_among(reading, LATEST)
    single = reading.scores.single[0]
    sides = ([one for one in new if single[one] > 0], [one for one in new if single[one] < 0])
    return tuple(_about_point(reading, max(side, key=lambda one: abs(single[one])), places) for side in sides if side)


def _point_among(reading: LevelReading, count: int) -> int | None:
    """Of so many new points at the end the one to check: the furthest out on the side of the newest such point."""
    single, beyond = reading.scores.single[0].tolist(), _points_among(reading, count)
    beside = [new for new in beyond if (single[new] > 0) is (single[beyond[-1]] > 0)]
    return max(beside, key=lambda new: abs(single[new]), default=None)


def _points_among(reading: LevelReading, count: int) -> list[int]:
    """Of so many new points at the end those that lie far out."""
    single = reading.scores.single[0].tolist()
    return [new for new in range(max(0, len(single) - count), len(single)) if abs(single[new]) > 1]


def _about_stretch(reading: LevelReading, stretch: Stretch, places: NDArray[np.int64]) -> Verdict:
    rarity = np.abs(reading.scores.raw_level[0, stretch.at : stretch.end + 1])
    most = stretch.at + int(rarity.argmax())
    odds = _once_in(reading, most, single=False)
    at = reading.first + stretch.at
    since = reading.first + _left_at(reading, stretch)
    length = reading.first + stretch.end - since + 1
    say = wording.real_change if stretch.changed else wording.watch
    return Verdict(
        "real_change" if stretch.changed else "watch",
        say(length=length, up=stretch.up, once_in=odds),
        stretch.up,
        int(places[since]),
        int(places[at]),
        odds,
        last=int(places[reading.first + stretch.end]),
        lately=is_lately(int(places[reading.first + stretch.end]), places),
        reach=float(np.abs(reading.scores.level[0, stretch.at : stretch.end + 1]).max()) if stretch.changed else None,
    )


def _left_at(reading: LevelReading, stretch: Stretch) -> int:
    """The new point at which the values left the baseline's level: the best split of the stretch by least squares.

    One wild point counts no more than the next one, lest it alone move the start to itself.
    """
    away = reading.scores.raw_single[0, stretch.at - stretch.width + 1 : stretch.end + 1] * (1 if stretch.up else -1)
    sums = np.minimum(away, np.sort(away)[-2])[::-1].cumsum()
    return stretch.end - int(np.argmax(sums / np.sqrt(np.arange(1, len(sums) + 1))))


def _about_point(reading: LevelReading, new: int, places: NDArray[np.int64]) -> Verdict:
    up = bool(reading.scores.single[0, new] > 0)
    odds = _once_in(reading, new, single=True)
    place = int(places[reading.first + new])
    words = wording.check_point(back=reading.scores.single.shape[1] - 1 - new, up=up, once_in=odds)
    reach, lately = abs(float(reading.scores.single[0, new])), is_lately(place, places)
    return Verdict("check_point", words, up, place, place, odds, last=place, lately=lately, reach=reach)


def _once_in(reading: LevelReading, new: int, *, single: bool) -> int:
    found = reading.scores
    score = float((found.raw_single if single else found.raw_level)[0, new])
    table = SINGLE if single else LEVEL
    whole = len(found.baselines)
    odds = chance(table, score=score, baseline=int(found.baselines[new]), new_points=whole)
    return max(1, round(1 / odds))
