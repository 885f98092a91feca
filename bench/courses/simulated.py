"""Key results that are made up: their progress after each week of a cycle, from 0, with an aim of their own."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Maker = Callable[[Numbers, float, float, np.random.Generator], Numbers]


def linear(clock: Numbers, aim: float, sd: float, rng: np.random.Generator) -> Numbers:
    return aim * clock + rng.normal(0, sd, len(clock))


def noisy(clock: Numbers, aim: float, sd: float, rng: np.random.Generator) -> Numbers:
    return linear(clock, aim, rng.uniform(0.15, 0.3), rng)


def wandering(clock: Numbers, aim: float, sd: float, rng: np.random.Generator) -> Numbers:
    return aim * clock + np.cumsum(rng.normal(0, sd, len(clock)))


def noise_and_wandering(clock: Numbers, aim: float, sd: float, rng: np.random.Generator) -> Numbers:
    half = sd / np.sqrt(2)
    return linear(clock, aim, half, rng) + np.cumsum(rng.normal(0, half, len(clock)))


def flat(clock: Numbers, aim: float, sd: float, rng: np.random.Generator) -> Numbers:
    return rng.normal(0, sd, len(clock))


def s_curve(clock: Numbers, aim: float, sd: float, rng: np.random.Generator) -> Numbers:
    middle, steep = rng.uniform(0.35, 0.65), rng.uniform(6, 14)
    low, high = (1 / (1 + np.exp(-steep * (end - middle))) for end in (0, 1))
    shape = (1 / (1 + np.exp(-steep * (clock - middle))) - low) / (high - low)
    return np.asarray(aim * shape + rng.normal(0, sd, len(clock)))


def late_bloomer(clock: Numbers, aim: float, sd: float, rng: np.random.Generator) -> Numbers:
    return np.asarray(aim * clock ** rng.uniform(1.5, 3.5) + rng.normal(0, sd, len(clock)))


def early_gains(clock: Numbers, aim: float, sd: float, rng: np.random.Generator) -> Numbers:
    return aim * (1 - (1 - clock) ** rng.uniform(1.5, 3)) + rng.normal(0, sd, len(clock))


def step(clock: Numbers, aim: float, sd: float, rng: np.random.Generator) -> Numbers:
    return aim * (clock >= rng.uniform(0.2, 0.9)) + rng.normal(0, sd, len(clock))


def stalled(clock: Numbers, aim: float, sd: float, rng: np.random.Generator) -> Numbers:
    """Straight, and from some time between a fifth and four fifths of the cycle nothing more."""
    moment = rng.uniform(0.2, 0.8)
    return aim * np.minimum(clock, moment) / moment + rng.normal(0, sd, len(clock))


def seasonal(clock: Numbers, aim: float, sd: float, rng: np.random.Generator) -> Numbers:
    """A line with a season of 4 to 13 weeks."""
    rounds = 13 / rng.integers(4, 14) * clock + rng.uniform(0, 1)
    return linear(clock, aim, sd, rng) + rng.uniform(0.05, 0.2) * np.sin(2 * np.pi * rounds)


def heavy_tails(clock: Numbers, aim: float, sd: float, rng: np.random.Generator) -> Numbers:
    return aim * clock + sd * rng.standard_t(3, len(clock))


def sticky(clock: Numbers, aim: float, sd: float, rng: np.random.Generator) -> Numbers:
    """A line with noise of which 0.7 carries over to the next week."""
    noise = rng.normal(0, sd, len(clock))
    for week in range(1, len(clock)):
        noise[week] = 0.7 * noise[week - 1] + 0.71 * noise[week]
    return aim * clock + noise


def releases(clock: Numbers, aim: float, sd: float, rng: np.random.Generator) -> Numbers:
    """In one week of five something is released, and helps by a random amount."""
    gains = np.where(rng.random(len(clock)) < 0.2, aim * rng.exponential(0.4, len(clock)), 0)
    return np.cumsum(gains) + rng.normal(0, sd, len(clock))


def burst(clock: Numbers, aim: float, sd: float, rng: np.random.Generator) -> Numbers:
    """All of it within two to four weeks, at some time."""
    moment, length = rng.uniform(0.2, 0.7), rng.uniform(0.15, 0.3)
    return aim * np.clip((clock - moment) / length, 0, 1) + rng.normal(0, sd, len(clock))


def turning_back(clock: Numbers, aim: float, sd: float, rng: np.random.Generator) -> Numbers:
    """Straight, and from some time on down again, at a third to all of its pace."""
    moment = rng.uniform(0.3, 0.8)
    down = rng.uniform(0.3, 1) * np.maximum(clock - moment, 0)
    return aim * (np.minimum(clock, moment) - down) / moment + rng.normal(0, sd, len(clock))


def carried_by_a_season(clock: Numbers, aim: float, sd: float, rng: np.random.Generator) -> Numbers:
    """Half the aim, and a season as long as the cycle that moves it further than that."""
    season = np.sin(2 * np.pi * (clock + rng.uniform(0, 1)))
    return linear(clock, aim / 2, sd, rng) + rng.uniform(0.2, 0.8) * season


WEIGHED_ON: dict[str, Maker] = {
    "linear": linear,
    "noisy": noisy,
    "wandering": wandering,
    "noise and wandering": noise_and_wandering,
    "flat": flat,
    "S-curve": s_curve,
    "late bloomer": late_bloomer,
    "early gains": early_gains,
    "step": step,
    "stalled": stalled,
    "seasonal": seasonal,
}
APART: dict[str, Maker] = {
    "heavy tails": heavy_tails,
    "sticky noise": sticky,
    "releases": releases,
    "burst": burst,
    "turning back": turning_back,
    "carried by a season": carried_by_a_season,
}


def made(kind: str, weeks: int, rng: np.random.Generator) -> Numbers:
    """The progress at the start and after each week: mostly it arrives at 0.6 ± 0.35 of its target."""
    aim, sd = float(np.clip(rng.normal(0.6, 0.35), -0.1, 1.4)), float(rng.choice([0.02, 0.05, 0.1]))
    done = (WEIGHED_ON | APART)[kind](np.arange(weeks + 1) / weeks, aim, sd, rng)
    return np.asarray(done - done[0])
