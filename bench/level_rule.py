"""How often the level rule cries wolf, what it catches, and whether 'once in N charts' is true.

Wheeler's rules, the NHS's and points outside alone are judged on the same charts with limits locked on the same
baseline. Run `python bench/level_rule.py`; `--charts N` sets the charts per figure (4,000 by default).
"""

import argparse
import time

import numpy as np
from numpy.typing import NDArray

from vitalfew.method.signals import Settings, judge, patterns_of
from vitalfew.method.signals.level import LOCKED_AT, Scores, scores
from vitalfew.method.signals.level_tables import LEVEL, SINGLE, chance

Floats = NDArray[np.float64]

NEW = 24
BASELINES = (12, 20, 30)
KINDS = ("normal", "heavy-tailed", "lognormal", "Poisson", "AR .2", "AR .4")
MOST_SEASONAL = 300
CLAIMS = (0.2, 0.1, 0.05, 0.02, 0.01)


def steady(kind: str, charts: int, points: int, rng: np.random.Generator) -> Floats:
    """Steady series of one kind: Student's t with 4 degrees, lognormal with sigma 1, Poisson with mean 6."""
    shape = (charts, points)
    if kind == "heavy-tailed":
        return rng.standard_t(4, shape)
    if kind == "lognormal":
        return np.exp(rng.standard_normal(shape))
    if kind == "Poisson":
        return rng.poisson(6, shape).astype(float)
    noise = rng.standard_normal(shape)
    return noise if kind == "normal" else autoregressive(noise, float(kind.split()[1]))


def autoregressive(noise: Floats, phi: float) -> Floats:
    """Series of unit variance in which each value keeps the share `phi` of the one before."""
    series = noise.copy()
    for at in range(1, series.shape[1]):
        series[:, at] = phi * series[:, at - 1] + np.sqrt(1 - phi**2) * noise[:, at]
    return series


def level_scores(series: Floats, baseline: int, *, grown: bool = True, count: bool = False) -> Scores:
    """The level rule as the product uses it: the baseline grows to 30 points."""
    new = series.shape[1] - baseline
    lengths = np.full(new, baseline)
    if grown:
        lengths = np.clip(baseline + np.arange(1, new + 1) - 8, baseline, max(baseline, LOCKED_AT))
    return scores(series, first=baseline, baselines=lengths, grown=grown, count=count)


def alarms(series: Floats, rules: str, baseline: int, *, ranges: bool = True) -> NDArray[np.bool_]:
    """Charts × new points: where a pattern of a rule set is complete, with limits locked on the baseline (0: none)."""
    patterns = patterns_of(series, rules=rules, baseline=(0, baseline - 1) if baseline else None)
    kept = [rule for rule in patterns.rules if ranges or rule != "range_beyond_limit"]
    found = np.any([patterns.up(rule) | patterns.down(rule) for rule in kept], axis=0)
    return np.asarray(found[:, baseline:])


def share(found: NDArray[np.bool_]) -> str:
    """The share of charts with at least one alarm."""
    return f"{found.any(axis=1).mean():8.2f}"


def false_alarms(charts: int, rng: np.random.Generator) -> None:
    """Charts of steady series with at least one alarm in 24 new points."""
    print(f"\nFalse alarms: share of steady charts with at least one alarm in {NEW} new points")
    print(f"{'':14}{'b':>4}{'level':>8}{'locked':>8}{'single':>8}{'Wheeler':>8}{'+range':>8}{'NHS':>8}{'outside':>8}")
    for kind in KINDS:
        for baseline in BASELINES:
            series = steady(kind, charts, baseline + NEW, rng)
            counted = kind == "Poisson"
            growing = level_scores(series, baseline, count=counted)
            locked = level_scores(series, baseline, grown=False, count=counted)
            columns = [
                share(np.abs(growing.level) > 1),
                share(np.abs(locked.level) > 1),
                share(np.abs(growing.single) > 1),
                share(alarms(series, "wheeler", baseline, ranges=False)),
                *(share(alarms(series, rules, baseline)) for rules in ("wheeler", "nhs", "outside")),
            ]
            print(f"{kind:14}{baseline:4}{''.join(columns)}")


def whole_charts(charts: int, rng: np.random.Generator) -> None:
    """Limits from all points, judged over all points: the charts people draw by hand."""
    print("\nLimits from all points, normal: share of charts with at least one signal")
    for points in (24, 52):
        series = steady("normal", charts, points, rng)
        found = {
            "outside": alarms(series, "outside", 0),
            "Wheeler": alarms(series, "wheeler", 0, ranges=False),
            "Wheeler + range": alarms(series, "wheeler", 0),
            "NHS": alarms(series, "nhs", 0),
        }
        print(f"  {points} points: " + ", ".join(f"{name} {share(f).strip()}" for name, f in found.items()))


def seasons(charts: int, rng: np.random.Generator) -> None:
    """Two years of weeks with a yearly season of two sigma: charts in which the level rule alarms."""
    charts, weeks = min(charts, MOST_SEASONAL), 104
    season = 2 * np.sin(2 * np.pi * np.arange(weeks) / 52)
    print(f"\nA yearly season in {weeks} weeks: share of {charts} charts with at least one alarm")
    for name, swing, chosen in (
        ("without a season", 0.0, Settings()),
        ("season left in", 1.0, Settings()),
        ("season taken out", 1.0, Settings(season=52)),
    ):
        series = 100 + swing * season + rng.standard_normal((charts, weeks))
        judged = [judge(values, settings=chosen) for values in series]
        alarmed = sum(any(signal.rule == "level" for signal in each.signals) for each in judged) / charts
        now = sum(each.verdict.state == "real_change" for each in judged) / charts
        print(f"  {name:18} ever {alarmed:.2f}, at the last point {now:.2f}")


def power(charts: int, rng: np.random.Generator) -> None:
    """Charts that were quiet for eight new points and alarm soon after a shift on the ninth."""
    print("\nPower: share of normal charts that alarm after a shift at the ninth new point")
    print(f"{'':20}{'b':>4}{'level':>8}{'locked':>8}{'Wheeler':>8}{'NHS':>8}{'outside':>8}")
    for shift, within in ((1.5, 8), (2.0, 4)):
        for baseline in BASELINES:
            series = steady("normal", charts, baseline + NEW, rng)
            series[:, baseline + 8 :] += shift
            found = [
                np.abs(level_scores(series, baseline).level) > 1,
                np.abs(level_scores(series, baseline, grown=False).level) > 1,
                alarms(series, "wheeler", baseline, ranges=False),
                alarms(series, "nhs", baseline),
                alarms(series, "outside", baseline),
            ]
            columns = [share(each[~each[:, :8].any(axis=1), 8 : 8 + within]) for each in found]
            print(f"{shift} sigma within {within:<4}{baseline:4}{''.join(columns)}")


def smallest_chances(found: Scores, points: int, *, single: bool) -> Floats:
    """For each chart the chance that belongs to its most unusual point."""
    raw, table = (found.raw_single, SINGLE) if single else (found.raw_level, LEVEL)
    result = np.ones(len(raw))
    for length in np.unique(found.baselines).tolist():
        most = np.abs(raw[:, found.baselines == length]).max(axis=1)
        odds = [chance(table, score=score, baseline=length, new_points=points) for score in most.tolist()]
        result = np.minimum(result, odds)
    return result


def calibration(charts: int, rng: np.random.Generator) -> None:
    """Whether charts that are called 'once in N' are that rare among steady ones."""
    print("\nCalibration: share of steady normal charts that are called at most this likely")
    print(f"{'':8}{'b':>4}{'new':>5}" + "".join(f"{f'{claim:g}':>8}" for claim in CLAIMS))
    for single in (False, True):
        for baseline in (12, 30):
            for points in (8, 24, 52):
                found = level_scores(steady("normal", charts, baseline + points, rng), baseline)
                odds = smallest_chances(found, points, single=single)
                columns = "".join(f"{(odds <= claim).mean():8.3f}" for claim in CLAIMS)
                print(f"{'single' if single else 'level':8}{baseline:4}{points:5}{columns}")


def main() -> None:
    """Print every table and how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charts", type=int, default=4000, help="charts per figure")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    rng = np.random.default_rng(chosen.seed)
    began = time.perf_counter()
    print(f"{chosen.charts:,} charts per figure; 'Wheeler' without its range rule, '+range' with it")
    for table in (false_alarms, whole_charts, power, calibration, seasons):
        table(chosen.charts, rng)
    print(f"\n{time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
