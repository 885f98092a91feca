"""Whether a key result moves: its own noise, its recent movement, and since when it is stalled."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from vitalfew.method.goals.course import Course

ROUNDS = 3
FEWEST_MEASUREMENTS = 2
SMALLEST = 0.02
ONE_IN_TEN = 1.2816
MEAN_ABSOLUTE = float(np.sqrt(2 / np.pi))


@dataclass(frozen=True, slots=True)
class Movement:
    """What progress did over the last rounds: `change` by a fitted line, `noise` what chance could make of
    it.
    """

    change: float
    noise: float


@dataclass(frozen=True, slots=True)
class Stall:
    """A key result that has not moved: since when, and how many whole rounds ago that was."""

    since: datetime
    rounds: int


def own_noise(way: Course) -> float:
    """The standard deviation of one measurement around its course, as progress; 0 under three points.

    From how far each point lies off the straight line between its neighbours, which a steady drift leaves at
    0.
    """
    if len(way.done) < 3:
        return 0.0
    before, at, after = way.clock[:-2], way.clock[1:-1], way.clock[2:]
    gap = np.maximum(after - before, 1e-12)
    share = (at - before) / gap
    off = way.done[1:-1] - (1 - share) * way.done[:-2] - share * way.done[2:]
    scale = np.sqrt(1 + share**2 + (1 - share) ** 2)
    return float(np.abs(off / scale).mean() / MEAN_ABSOLUTE)


def is_movement(change: float, *, noise: float) -> bool:
    """Whether a change between two measurements, as progress, is more than a noise of this size explains."""
    return abs(change) > max(SMALLEST, 2 * noise)


def movement(way: Course, *, now: datetime, round_length: timedelta) -> Movement | None:
    """The movement since the value before the last three rounds; None with fewer than two values in them."""
    since = now - ROUNDS * round_length
    recent = sum(when > since for when in way.times)
    if recent < FEWEST_MEASUREMENTS or recent >= len(way.times):
        return None
    clock, done = way.clock[-recent - 1 :], way.done[-recent - 1 :]
    centred = clock - clock.mean()
    length = float(clock[-1] - clock[0])
    spread = float((centred**2).sum())
    if spread == 0:
        return None
    change = float((centred @ done) / spread) * length
    chance = ONE_IN_TEN * own_noise(way) * length / float(np.sqrt(spread))
    return Movement(change, max(SMALLEST, chance))


def stalled(way: Course, *, now: datetime, round_length: timedelta) -> Stall | None:
    """Since when the key result has not moved beyond its own noise; None when it moves or has arrived.

    Asked of the last three rounds, and only with at least two measurements in them. Moving back is not
    standing still.
    """
    moved = movement(way, now=now, round_length=round_length)
    if moved is None or abs(moved.change) > moved.noise or (way.current or 0.0) >= 1:
        return None
    near = np.abs(way.done - way.done[-1]) <= max(SMALLEST, 2 * own_noise(way))
    standing = int(np.argmin(near[::-1])) if not near.all() else len(near)
    first = next(index for index, when in enumerate(way.times) if when > now - ROUNDS * round_length) - 1
    since = way.times[min(len(near) - standing, first)]
    return Stall(since, max(ROUNDS, (now - since) // round_length))
