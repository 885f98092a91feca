"""How often the rules from the data speak of what is only chance: against simulation, on data of several shapes."""

from collections.abc import Callable
from datetime import UTC, datetime
from math import exp
from random import Random
from statistics import fmean

import pytest

from vitalfew.method.rules.chances import moving_ranges
from vitalfew.method.rules.data import d501_never_red, d504_too_good, d505_target_within_noise
from vitalfew.method.rules.histories import KeyResultCourse, KpiHistory
from vitalfew.method.rules.rule import Settings

pytestmark = pytest.mark.plain
NOW = datetime(2026, 11, 20, tzinfo=UTC)
CHARTS, LONG = 500, 60
LINES = (-1.0, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0)  # where the red line lies, in σ below the centre


def normal(chance: Random) -> list[float]:
    return [chance.gauss(50, 4) for _ in range(LONG)]


def lopsided(chance: Random) -> list[float]:
    return [exp(chance.gauss(3, 0.5)) for _ in range(LONG)]


def leaning(chance: Random) -> list[float]:
    """Each value leans on the one before (φ = 0.4)."""
    values = [chance.gauss(0, 4)]
    for _ in range(LONG - 1):
        values.append(0.4 * values[-1] + chance.gauss(0, 4))
    return [50 + value for value in values]


def counted(chance: Random) -> list[float]:
    return [float(sum(chance.random() < 0.09 for _ in range(100))) for _ in range(LONG)]


def history(values: list[float], *, line: float, digits: int = 1) -> KpiHistory:
    centre, sigma = fmean(values), fmean(moving_ranges(values)) / 1.128
    typed = [round(value, digits) for value in values]
    return KpiHistory(
        path="kpi:1", name="Orders", now=NOW, times=[NOW] * len(values), values=[*values], typed=typed,
        red_below=centre - line * sigma, centre=centre, sigma=sigma, lower=centre - 3 * sigma, upper=centre + 3 * sigma,
    )  # fmt: skip


def rate(check: Callable[..., object], made: list[KpiHistory]) -> float:
    return sum(check(one, Settings()) is not None for one in made) / len(made)


@pytest.mark.parametrize("shape", [normal, lopsided, leaning, counted])
def test_honest_values_are_asked_about_in_one_chart_of_fifty_at_most(shape):
    chance = Random(504)
    made = [history(shape(chance), line=chance.choice(LINES)) for _ in range(CHARTS)]
    assert rate(d504_too_good.check, made) <= 0.02


def test_values_bent_up_to_the_red_line_are_asked_about_in_one_chart_of_three():
    chance = Random(504)
    made = []
    for _ in range(CHARTS):
        whole = history(normal(chance), line=chance.choice((0.5, 1.0, 1.5)))
        bent = [max(value, whole.red_below + chance.random()) for value in whole.present]
        made.append(history(bent, line=(fmean(bent) - whole.red_below) / (fmean(moving_ranges(bent)) / 1.128)))
    assert rate(d504_too_good.check, made) >= 0.33


def test_digits_written_from_memory_are_asked_about_nearly_always():
    chance = Random(504)
    made = [history(normal(chance), line=3) for _ in range(CHARTS)]
    for one in made:
        one.typed = [round(2 * value) / 2 for value in one.present]  # halves: every value ends in 0 or 5
    assert rate(d504_too_good.check, made) >= 0.95


def test_a_red_line_just_beyond_the_limits_is_not_called_lax():
    chance = Random(501)
    made = [history(normal(chance), line=chance.uniform(3, 5)) for _ in range(CHARTS)]
    assert rate(d501_never_red.check, made) <= 0.01


@pytest.mark.parametrize("target", [52.0, 55.0, 60.0])
def test_what_luck_reaches_is_told_as_often_as_it_happens(target):
    chance = Random(505)
    result = KeyResultCourse(
        path="key_result:1", metric="Orders", now=NOW, baseline=50, target=target,
        centre=50.0, sigma=4.0, lower=38.0, upper=62.0,
    )  # fmt: skip
    reached = fmean(chance.gauss(50, 4) >= target for _ in range(20_000))
    hit = d505_target_within_noise.check(result, Settings())
    assert hit is not None
    told = int(hit.message.rpartition(" values")[0].split()[-1])
    said = 1 / told if " 1 in " in hit.message else int(hit.message.split(" of 10")[0].split()[-1]) / 10
    assert said == pytest.approx(reached, rel=0.25)
