"""How many alerts a steady KPI raises in a year under each rule set, and how soon a shift is told.

Values go through the replay, which judges each as it came and asks the policy whom to tell and how fast. Each KPI has
20 values of history and a year of new ones, normal and independent, lower is better, no red line, no locked limits.
Run `python bench/alerts.py`; `--kpis N` sets how many are weekly (1,000 by default), `--daily N` how many are daily
(200 by default).
"""

import argparse
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from vitalfew.method.alerting import STEADY_AT_MOST, Kind, Speed
from vitalfew.method.frequency import Frequency
from vitalfew.method.replay import Replay, arrivals_each, replay
from vitalfew.method.signals import Settings
from vitalfew.method.standard import Standard

Floats = NDArray[np.float64]

HISTORY = 20
BEFORE = 20
SHIFT = 1.5
WITHIN = (8, 12)
TOGETHER = 50
START = datetime(2024, 1, 1, tzinfo=UTC)
WORSE_IS_UP = Standard("lower")
STEPS = {Frequency.WEEK: (timedelta(weeks=1), 52), Frequency.DAY: (timedelta(days=1), 365)}


def as_it_came(series: Floats, frequency: Frequency, rules: str) -> list[Replay]:
    """Each of these series replayed from its first new value on."""
    step, _ = STEPS[frequency]
    times = [START + number * step for number in range(series.shape[1])]
    settings, found = Settings(rules=rules), list[Replay]()  # type: ignore[arg-type]
    for part in np.array_split(series, max(1, len(series) // TOGETHER)):
        came = arrivals_each(times=times, each=part.tolist(), frequency=frequency, settings=settings, first=HISTORY)
        found += [replay(one, standard=WORSE_IS_UP) for one in came]
    return found


def rate(found: Sequence[Replay], *kinds: Kind) -> float:
    """Alerts that do not wait for the digest, for each KPI and year; of these kinds where any are named."""
    told = [step for one in found for speed in (Speed.NOW, Speed.DAY) for step in one.told(speed)]
    wanted = [step for step in told if not kinds or (step.told is not None and step.told.kind in kinds)]
    return len(wanted) / len(found)


def found_rate(found: Sequence[Replay]) -> float:
    """Findings of either side that are news, as if each were told at once, for each KPI and year."""
    return sum(step.told is not None for one in found for step in one.steps) / len(found)


def false_alarms(kpis: int, frequency: Frequency, rng: np.random.Generator) -> bool:
    """Print what steady KPIs would have been told of in a year; whether every rule set keeps the aim."""
    series = rng.normal(100, 10, (kpis, HISTORY + STEPS[frequency][1]))
    kept = True
    print(f"\n{kpis:,} steady KPIs, {frequency}, one year: for each KPI")
    print(f"{'':10}{'before the digest':>18}{'change':>10}{'point':>10}{'all findings':>16}{'seconds':>10}")
    for rules in ("level", "wheeler", "nhs", "outside"):
        began = time.process_time()
        found = as_it_came(series, frequency, rules)
        told = rate(found)
        kept &= told <= STEADY_AT_MOST
        columns = (told, rate(found, Kind.WORSE), rate(found, Kind.CHECK_POINT), found_rate(found))
        print(f"{rules:10}{columns[0]:18.2f}{columns[1]:10.2f}{columns[2]:10.2f}{columns[3]:16.2f}"
              f"{time.process_time() - began:10.1f}")  # fmt: skip
    return kept


def shifts(kpis: int, frequency: Frequency, rng: np.random.Generator) -> None:
    """Print how many of shifted KPIs are told of it soon: before the digest, and at all."""
    series = rng.normal(100, 10, (kpis, HISTORY + BEFORE + max(WITHIN)))
    at = HISTORY + BEFORE
    series[:, at:] += SHIFT * 10
    print(
        f"\n{kpis:,} KPIs, {frequency}, that get worse by {SHIFT} sigma after {BEFORE} steady values: share that hears"
    )
    print(f"{'':10}" + "".join(f"{f'within {within}, owner':>18}{'or digest':>12}" for within in WITHIN))
    for rules in ("level", "wheeler", "nhs", "outside"):
        found = as_it_came(series, frequency, rules)
        columns = [
            heard(found, at, within, speeds) for within in WITHIN for speeds in ((Speed.NOW, Speed.DAY), tuple(Speed))
        ]
        print(
            f"{rules:10}" + "".join(f"{share:{width}.2f}" for share, width in zip(columns, (18, 12) * 2, strict=True))
        )


def shifts_by_week(kpis: int, rng: np.random.Generator) -> None:
    """Print how soon the owner of the same daily KPIs hears of the same shift where the mean of a week is kept."""
    weeks, at = HISTORY + BEFORE + 3, HISTORY + BEFORE
    print(f"\n{kpis:,} KPIs that keep the mean of seven days, the same shift: share of owners that hear of it")
    for name, day in (("Monday", 0), ("Thursday", 3)):
        days = rng.normal(100, 10, (kpis, 7 * weeks))
        days[:, 7 * at + day :] += SHIFT * 10
        found = as_it_came(days.reshape(kpis, weeks, 7).mean(axis=2), Frequency.WEEK, "level")
        shares = ", ".join(f"{heard(found, at, within, (Speed.NOW, Speed.DAY)):.2f}" for within in (1, 2, 3))
        print(f"it began on a {name}: at the end of that week, the next and the one after {shares}")


def heard(found: Sequence[Replay], at: int, within: int, speeds: Sequence[Speed]) -> float:
    """The share told this fast of something bad within so many values from the shift on."""
    soon = range(at, at + within)
    return sum(
        any(step.index in soon and step.worse for speed in speeds for step in one.told(speed)) for one in found
    ) / len(found)


def main() -> int:
    """Print every figure; 0 when every rule set keeps the aim on weekly and on daily values."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kpis", type=int, default=1000)
    parser.add_argument("--daily", type=int, default=200)
    given = parser.parse_args()
    rng = np.random.default_rng(1)
    weekly = false_alarms(given.kpis, Frequency.WEEK, rng)
    shifts(given.kpis, Frequency.WEEK, rng)
    daily = false_alarms(given.daily, Frequency.DAY, rng)
    shifts(given.kpis, Frequency.DAY, rng)
    shifts_by_week(given.kpis, rng)
    print(f"\nat most {STEADY_AT_MOST} before the digest: weekly {weekly}, daily {daily}")
    return 0 if weekly and daily else 1


if __name__ == "__main__":
    raise SystemExit(main())
