"""How often the outlook of a key result comes true, and how wide it is beside simpler intervals.

    python bench/outlook.py [--charts 400] [--seed 7] [--real ../shared/data]

Simulates key results of several kinds over a cycle of 13 weekly measurements, asks for the outlook after 4, 7 and 10 of
them, and prints how often the 80 % interval held the outcome. At mid-cycle (7 of 13) it prints as well the Brier score
of the probability of success (0.25 is a coin), the interval's median width, and how wide three simple intervals have to
be to hold as often: the last change repeated until the end, the mean change repeated, and no change. The weights of the
outlook's courses were set on kinds like those of the first table (other seeds), not on those of the second.

The real series (where the folder has them) are monthly attendances at English accident and emergency departments, and
the share seen within four hours. Each year with a year before it is read as a key result of 12 months: baseline the
mean of the year before, target three sigma above it, asked after 3, 6 and 9 months. The outcome is the last month's
value as it was published, with its noise.
"""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time

import numpy as np

from courses import naive, real
from courses.simulated import APART, WEIGHED_ON, Numbers, made
from vitalfew.method.goals.course import Course
from vitalfew.method.goals.outlook import Outlook, outlook_of

WEEKS = 13
ASKED_AFTER = (4, 7, 10)
MONTHS = 12
ASKED_AFTER_MONTHS = (3, 6, 9)
SUCCESS = 0.7
START = datetime(2026, 10, 1, tzinfo=UTC)
FIFTHS = np.array([0.0, 0.2, 0.4, 0.6, 0.8, 1.0])


@dataclass
class Tally:
    """What became of a number of outlooks."""

    outlooks: list[Outlook] = field(default_factory=list)
    outcomes: list[float] = field(default_factory=list)
    guesses: list[tuple[naive.Guess, ...]] = field(default_factory=list)

    def add(self, done: Numbers, after: int) -> None:
        self.outlooks.append(outlook_of(seen(done, after)))
        self.outcomes.append(float(done[-1]))
        self.guesses.append(naive.guesses(done[: after + 1], len(done) - 1 - after))

    def merge(self, other: "Tally") -> None:
        self.outlooks += other.outlooks
        self.outcomes += other.outcomes
        self.guesses += other.guesses

    @property
    def held(self) -> float:
        pairs = zip(self.outlooks, self.outcomes, strict=True)
        return float(np.mean([outlook.low <= outcome <= outlook.high for outlook, outcome in pairs]))

    @property
    def came(self) -> Numbers:
        return (np.array(self.outcomes) >= SUCCESS).astype(float)

    @property
    def chances(self) -> Numbers:
        return np.array([outlook.probability for outlook in self.outlooks])

    def words(self) -> str:
        """Brier score, the outlook's median width and that of each simple interval."""
        brier = float(np.mean((self.chances - self.came) ** 2))
        width = float(np.median([outlook.high - outlook.low for outlook in self.outlooks]))
        others = [naive.median_width(each, self.outcomes, self.held) for each in zip(*self.guesses, strict=True)]
        return f"{brier:7.3f} {width:8.2f}" + "".join(f"{other:13.2f}" for other in others)


def seen(done: Numbers, after: int) -> Course:
    """What is known of a course after so many of its measurements."""
    times = tuple(START + timedelta(days=7 * number) for number in range(after + 1))
    return Course(np.arange(after + 1) / (len(done) - 1), done[: after + 1], times, after)


def asked(courses: Sequence[Numbers], afters: Sequence[int]) -> list[Tally]:
    tallies = [Tally() for _ in afters]
    for done in courses:
        for tally, after in zip(tallies, afters, strict=True):
            tally.add(done, after)
    return tallies


def print_table(title: str, kinds: Iterable[tuple[str, list[Numbers]]], afters: Sequence[int], length: int) -> None:
    """One line per kind and one for all; then how often success came by its probability, at mid-cycle."""
    print(f"\n{title}, 80 % interval held after {'/'.join(map(str, afters))} of {length}; the rest at {afters[1]}")
    print(f"{'':20}{'held':>13}  Brier    width" + "".join(f"{name:>13}" for name in naive.NAMES))
    pooled = [Tally() for _ in afters]
    for kind, courses in kinds:
        tallies = asked(courses, afters)
        for whole, tally in zip(pooled, tallies, strict=True):
            whole.merge(tally)
        print_line(kind, tallies)
    print_line("all", pooled)
    print_calibration(pooled[1])


def print_line(kind: str, tallies: Sequence[Tally]) -> None:
    held = " ".join(f"{tally.held:.2f}" for tally in tallies)
    print(f"{kind:20}{held} {tallies[1].words()}")


def print_calibration(tally: Tally) -> None:
    fifth = np.clip(np.digitize(tally.chances, FIFTHS) - 1, 0, 4)
    cells = [
        f"{low:.1f}–{low + 0.2:.1f}: {tally.came[fifth == each].mean():.2f}"
        for each, low in enumerate(FIFTHS[:-1])
        if (fifth == each).any()
    ]
    print("success by its probability: " + ", ".join(cells))


def print_time() -> None:
    way = seen(0.8 * np.arange(WEEKS + 1) / WEEKS, 8)
    took = []
    for _ in range(5):
        began = process_time()
        for _ in range(100):
            outlook_of(way)
        took.append((process_time() - began) * 10)
    print(f"\none outlook of 8 measurements: {sorted(took)[2]:.2f} ms of processor (median of five)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--charts", type=int, default=400, help="simulated key results of each kind")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--real", type=Path, default=Path("../shared/data"), help="folder of the real series")
    given = parser.parse_args()
    rng = np.random.default_rng(given.seed)
    print(f"seed {given.seed}, {given.charts} of each kind")
    for title, names in (("simulated", WEIGHED_ON), ("simulated, apart", APART)):
        kinds = ((name, [made(name, WEEKS, rng) for _ in range(given.charts)]) for name in names)
        print_table(title, kinds, ASKED_AFTER, WEEKS)
    series = real.read(given.real)
    if series:
        print_table("real", series.items(), ASKED_AFTER_MONTHS, MONTHS)
    else:
        print(
            f"\nreal: no {' or '.join(real.FILES)} in {given.real}, so they are left out; name their folder with --real"
        )
    print_time()


if __name__ == "__main__":
    main()
