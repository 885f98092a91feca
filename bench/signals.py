"""Wheeler's rules on many series at once, beside the bare limits in numpy and two libraries.

Run `python bench/signals.py`; it prints medians of five rounds and their ratios, and exits 1 when one misses its aim.
"""

import statistics
import sys
import time
import warnings
from collections.abc import Callable

import numpy as np
import pycontrolcharts  # type: ignore[import-untyped]
import shewhart
from numpy.typing import NDArray

from vitalfew.method.signals import judge, judge_many, wheeler

Floats = NDArray[np.float64]

SERIES, POINTS = 1000, 365
AT_MOST_LIMITS = 5
AT_LEAST_FASTER = 150
LONG = 5000
LONG_AT_MOST = 0.06


def bare_limits(values: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Centre, limits and upper range limit in numpy, nothing else, without needless copies."""
    centre = values.mean(axis=1)
    ranges = values[:, 1:] - values[:, :-1]
    mean = np.abs(ranges, out=ranges).mean(axis=1)
    return centre, centre - 2.66 * mean, centre + 2.66 * mean, 3.268 * mean


def with_pycontrolcharts(values: Floats) -> None:
    """The library's limits and run tests: beyond limits, eight on one side, 4 of 5 beyond one sigma."""
    tests = pycontrolcharts.RunTestConfig(test2_n=8, test3=False, test5=False)
    for row in values:
        pycontrolcharts.calc_xmr(row.tolist(), run_tests=tests)


def with_shewhart(values: Floats) -> None:
    """The library's limits and its four Western Electric rules."""
    for row in values:
        shewhart.imr(row, rules="western_electric")


def seconds(*works: Callable[[], object], rounds: int = 5, each: int = 1) -> list[float]:
    """Median over the rounds of the quickest of `each` runs; the works take turns, after one round to warm up."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(rounds + 1):
        for work, times in zip(works, taken, strict=True):
            times.append(min(one_run(work) for _ in range(each)))
    return [statistics.median(times[1:]) for times in taken]


def one_run(work: Callable[[], object]) -> float:
    """How long it takes once."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def verdict(name: str, *, reached: float, aim: str, kept: bool) -> bool:
    """Print a ratio beside its aim."""
    print(f"{name:52}{reached:9.1f}   aim {aim:8} {'kept' if kept else 'MISSED'}")
    return kept


def main() -> int:
    """Print every figure; 0 when all ratios keep their aims."""
    warnings.simplefilter("ignore")
    rng = np.random.default_rng(1)
    values = rng.normal(50, 5, (SERIES, POINTS))
    ours, bare = seconds(lambda: wheeler(values), lambda: bare_limits(values), each=40)
    part = values[:50]
    times = seconds(lambda: with_pycontrolcharts(part), lambda: with_shewhart(part))
    peers = dict(zip(("pycontrolcharts", "shewhart"), (t * SERIES / len(part) for t in times), strict=True))
    whole, long = seconds(lambda: judge_many(values), lambda: judge(values.reshape(-1)[:LONG]))
    print(f"{SERIES:,} series of {POINTS} points, median of five rounds (libraries: on 50 series, scaled up)")
    print(f"  bare limits in numpy      {bare * 1e3:10.2f} ms")
    print(f"  limits and Wheeler's rules{ours * 1e3:10.2f} ms")
    for name, taken in peers.items():
        print(f"  {name:26}{taken * 1e3:10.2f} ms")
    print(f"  level rule with verdicts  {whole * 1e3:10.2f} ms")
    print(f"  one series of {LONG:,} judged {long * 1e3:10.2f} ms\n")
    kept = [
        verdict(
            "Wheeler's rules, times the bare limits",
            reached=ours / bare,
            aim="<= 5",
            kept=ours <= AT_MOST_LIMITS * bare,
        )
    ]
    for name, taken in peers.items():
        fast = taken / ours >= AT_LEAST_FASTER
        kept.append(verdict(f"faster than {name}, times", reached=taken / ours, aim=">= 150", kept=fast))
    kept.append(verdict("one long series, ms", reached=long * 1e3, aim="< 60", kept=long < LONG_AT_MOST))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
