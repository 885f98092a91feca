"""How often the outlook of a key result comes true, beside a straight line through its points.

    python bench/outlook.py [--charts 400] [--seed 7]

Simulates key results of several kinds over a cycle of 13 weekly measurements, asks for the outlook after 4, 7 and 10
of them, and prints how often the 80 % interval held the outcome, how wide it was (median), the Brier score of the
probability of success (0.25 is a coin), and how often success came among probabilities of a fifth each. 'Line' is the
naive reference: least squares, ± 1.28 standard deviations of its residuals.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from vitalfew.method.goals.course import Course
from vitalfew.method.goals.outlook import Outlook, outlook_of

Numbers = NDArray[np.float64]
Maker = Callable[[Numbers, float, float, np.random.Generator], Numbers]

WEEKS = 13
ASKED_AFTER = (4, 7, 10)
SUCCESS = 0.7
START = datetime(2026, 10, 1, tzinfo=UTC)
FIFTHS = np.array([0.0, 0.2, 0.4, 0.6, 0.8, 1.0])


def drift_and_noise(clock: Numbers, aim: float, sd: float, rng: np.random.Generator) -> Numbers:
    return aim * clock + rng.normal(0, sd, len(clock))


def drift_and_wandering(clock: Numbers, aim: float, sd: float, rng: np.random.Generator) -> Numbers:
    return aim * clock + np.cumsum(rng.normal(0, sd, len(clock)))


def drift_and_both(clock: Numbers, aim: float, sd: float, rng: np.random.Generator) -> Numbers:
    half = sd / np.sqrt(2)
    return drift_and_noise(clock, aim, half, rng) + np.cumsum(rng.normal(0, half, len(clock)))


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


def flat(clock: Numbers, aim: float, sd: float, rng: np.random.Generator) -> Numbers:
    return rng.normal(0, sd, len(clock))


KINDS: dict[str, Maker] = {
    "drift + noise": drift_and_noise,
    "drift + wandering": drift_and_wandering,
    "drift + both": drift_and_both,
    "flat": flat,
    "S-curve": s_curve,
    "late bloomer": late_bloomer,
    "early gains": early_gains,
    "step": step,
}
STRAIGHT_TITLE = "drift with noise and wandering"
STRAIGHT = ("drift + noise", "drift + wandering", "drift + both")


@dataclass
class Tally:
    """What became of a number of outlooks."""

    held: list[bool] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    chances: list[float] = field(default_factory=list)
    came: list[bool] = field(default_factory=list)

    def add(self, outlook: Outlook, outcome: float) -> None:
        self.held.append(outlook.low <= outcome <= outlook.high)
        self.widths.append(outlook.high - outlook.low)
        self.chances.append(outlook.probability)
        self.came.append(outcome >= SUCCESS)

    def merge(self, other: "Tally") -> None:
        for name in ("held", "widths", "chances", "came"):
            getattr(self, name).extend(getattr(other, name))

    def words(self) -> str:
        brier = np.mean((np.array(self.chances) - np.array(self.came)) ** 2)
        return f"{np.mean(self.held):5.2f} {np.median(self.widths):6.2f} {brier:6.3f}"


def line_outlook(way: Course) -> Outlook:
    slope, level = np.polyfit(way.clock, way.done, 1)
    left = way.done - level - slope * way.clock
    sd = float(np.sqrt((left**2).sum() / max(len(left) - 2, 1)))
    lands = float(level + slope)
    return Outlook(lands - 1.2816 * sd, lands + 1.2816 * sd, float(lands >= SUCCESS))


METHODS: dict[str, Callable[[Course], Outlook]] = {"outlook": outlook_of, "line": line_outlook}


def simulate(kind: str, after: int, charts: int, rng: np.random.Generator) -> dict[str, Tally]:
    clock = np.arange(WEEKS + 1) / WEEKS
    times = tuple(START + timedelta(days=7 * week) for week in range(after + 1))
    tallies = {name: Tally() for name in METHODS}
    for _ in range(charts):
        aim, sd = float(np.clip(rng.normal(0.6, 0.35), -0.1, 1.4)), float(rng.choice([0.02, 0.05, 0.1]))
        done = KINDS[kind](clock, aim, sd, rng)
        way = Course(clock[: after + 1], done[: after + 1] - done[0], times, after)
        for name, method in METHODS.items():
            tallies[name].add(method(way), float(done[-1] - done[0]))
    return tallies


def print_calibration(title: str, tallies: dict[str, Tally]) -> None:
    print(f"\n{title}: how often success came where the probability was …")
    print(" " * 10 + "".join(f"{low:>8.1f}–{low + 0.2:.1f}" for low in FIFTHS[:-1]))
    for name, tally in tallies.items():
        chances, came = np.array(tally.chances), np.array(tally.came)
        fifth = np.clip(np.digitize(chances, FIFTHS) - 1, 0, 4)
        cells = [
            f"{came[fifth == each].mean():11.2f}" if (fifth == each).any() else " " * 10 + "–" for each in range(5)
        ]
        print(f"{name:10}" + "".join(cells))


def print_kinds(charts: int, rng: np.random.Generator) -> dict[str, dict[str, Tally]]:
    """One line per kind and method; the tallies of the straight kinds and of all, by method."""
    pooled = {title: {name: Tally() for name in METHODS} for title in (STRAIGHT_TITLE, "all kinds")}
    print("held, width, Brier after " + ", ".join(f"{after} of {WEEKS} weeks" for after in ASKED_AFTER))
    for kind in KINDS:
        cells = dict.fromkeys(METHODS, "")
        for after in ASKED_AFTER:
            for name, tally in simulate(kind, after, charts, rng).items():
                cells[name] += f" |{tally.words()}"
                pooled["all kinds"][name].merge(tally)
                if kind in STRAIGHT:
                    pooled[STRAIGHT_TITLE][name].merge(tally)
        for name, text in cells.items():
            print(f"{kind:18} {name:8}{text}")
    return pooled


def print_time() -> None:
    clock = np.arange(9) / WEEKS
    way = Course(clock, 0.8 * clock, tuple(START + timedelta(days=7 * week) for week in range(9)), 8)
    took = []
    for _ in range(5):
        began = perf_counter()
        for _ in range(100):
            outlook_of(way)
        took.append((perf_counter() - began) * 10)
    print(f"\none outlook of 8 measurements: {sorted(took)[2]:.2f} ms (median of five)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--charts", type=int, default=400, help="simulated key results per cell")
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    for title, tallies in print_kinds(given.charts, np.random.default_rng(given.seed)).items():
        print(f"\n{title}:")
        for name, tally in tallies.items():
            print(f"  {name:8} {tally.words()}")
        print_calibration(title, tallies)
    print_time()


if __name__ == "__main__":
    main()
