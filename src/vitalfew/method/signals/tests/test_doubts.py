"""Doubts are spoken when there is reason for them, with a remedy, and seldom otherwise."""

import csv
from pathlib import Path

import numpy as np
import pytest

from vitalfew.method.signals import Phase, Settings, judge

pytestmark = pytest.mark.plain

SHARED = Path(__file__).parents[6] / "shared" / "data" / "nhs_ae_england_monthly.csv"
YEAR = np.array([0, 1, 2, 1, 3, 2, -1, -2, -6, -8, -5, -2]) * 1.0


def codes(values, **options):
    return [doubt.code for doubt in judge(values, settings=Settings(**options)).doubts]


def noise(count, seed=7):
    return np.random.default_rng(seed).normal(0, 1, count)


def persistent(count, phi, seed=1):
    values = noise(count, seed)
    for at in range(1, count):
        values[at] += phi * values[at - 1]
    return values


def test_steady_series_raise_few_doubts():
    rng = np.random.default_rng(20)
    raised = [codes(rng.normal(50, 4, length)) for length in (12, 24, 36, 60) for _ in range(150)]
    assert np.mean([bool(found) for found in raised]) < 0.06


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ([3.0, 5.0, 4.0, 6.0, 5.0], "few_points"),
        (90 + persistent(80, 0.8), "autocorrelated"),
        (np.exp(noise(60)), "skewed"),
        (100 + 0.6 * np.arange(40) + noise(40), "trend"),
        (90 + np.tile(YEAR, 3) + noise(36), "season"),
        (200 + np.tile([0, 0, 0, 0, 0, -9, -9], 8) + noise(56), "season"),
        ([5, 5, 5, 5, 6, 5, 5, 5, 5, 5, 5, 5, 4, 5, 5, 5], "coarse"),
    ],
)
def test_each_doubt_has_its_reason_and_a_remedy(values, code):
    doubts = judge(values).doubts
    assert [doubt.code for doubt in doubts] == [code]
    assert doubts[0].words.endswith(".")
    assert doubts[0].remedy.endswith(".")


def test_the_season_is_named_by_its_length():
    doubts = judge(200 + np.tile([0, 0, 0, 0, 0, -9, -9], 8) + noise(56)).doubts
    assert doubts[0].words.startswith("A season seems to repeat every seven points")
    assert doubts[0].remedy.startswith("Take the season of 7 out")


def test_a_step_between_two_levels_is_no_trend_and_no_dependence():
    shifted = np.concatenate([50 + noise(20), 58 + noise(20, 3)])
    judged = judge(shifted)
    assert judged.verdict.state == "real_change"
    assert judged.doubts == ()


def test_one_wild_point_is_no_skew():
    values = 50 + noise(40)
    values[20] = 90
    assert codes(values) == []


def test_doubts_are_about_the_last_phase():
    values = np.concatenate([100 + 2.0 * np.arange(30) + noise(30), 150 + noise(30, 4)])
    assert [d.code for d in judge(values, phases=[Phase(0), Phase(30)]).doubts] == []


def test_equal_values_are_coarse_and_nothing_else():
    assert codes([7.0] * 30) == ["coarse"]


def test_only_a_season_that_may_be_proposed_is():
    values = 200 + np.tile([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -9, -9], 12) + noise(156)
    assert [doubt.season for doubt in judge(values).doubts if doubt.season] == [52]
    assert not [doubt for doubt in judge(values, settings=Settings(seasons=(7,))).doubts if doubt.code == "season"]


def test_a_season_is_taken_out_by_factors():
    factors = np.array([1.3, 1.1, 0.9, 0.7])
    values = 100 * np.tile(factors, 9) * (1 + 0.01 * noise(36, 3))
    judged = judge(values, settings=Settings(season=4))
    phase = judged.phases[0]
    assert phase.limits.centre == pytest.approx(100, rel=0.01)
    assert phase.centres[:4] == pytest.approx(tuple(100 * factors), rel=0.02)
    assert all(low < value < high for low, value, high in zip(phase.lowers, values, phase.uppers, strict=True))
    assert judged.doubts == ()
    assert judged.verdict.words == "Steady: no change shown in the last 24 points. The season is taken out."


def test_what_remains_after_the_season_is_still_judged():
    values = 100 * np.tile([1.3, 1.1, 0.9, 0.7], 9) * (1 + 0.01 * noise(36, 3))
    values[26:] *= 1.06
    verdict = judge(values, settings=Settings(season=4)).verdict
    assert (verdict.state, verdict.up) == ("real_change", True)
    assert 24 <= verdict.since <= 27


def test_a_season_about_zero_is_taken_out_by_differences():
    values = np.tile([3.0, -1.0, -2.0], 10) + 0.1 * noise(30)
    phase = judge(values, settings=Settings(season=3)).phases[0]
    assert phase.centres[:3] == pytest.approx((3, -1, -2), abs=0.2)


def test_a_season_without_two_full_cycles_stays_in_and_says_so():
    values = 90 + np.tile(YEAR, 2)[:20] + noise(20)
    judged = judge(values, settings=Settings(season=12))
    assert judged.phases[0].centres is None
    assert [d.code for d in judged.doubts][:1] == ["season"]
    assert "Wait until there are 24 points" in judged.doubts[0].remedy


def test_a_second_phase_keeps_the_season_of_its_calendar():
    values = np.tile([12.0, 10.0, 8.0], 14) + 0.05 * noise(42)
    phases = judge(values, settings=Settings(season=3), phases=[Phase(0), Phase(19)]).phases
    assert phases[1].centres[:3] == pytest.approx((10, 8, 12), abs=0.1)


def test_a_trended_centre_follows_and_what_leaves_it_is_seen():
    values = 100 + 2.0 * np.arange(40) + noise(40)
    values[35] += 15
    judged = judge(values, settings=Settings(rules="wheeler", trended=True), phases=[Phase(0, 29)])
    assert [s.index for s in judged.signals if s.rule == "beyond_limits"] == [35]
    assert judged.verdict.words.endswith(" The trend is taken out.")


def test_a_season_on_a_trend():
    values = 200 + 1.5 * np.arange(48) + np.tile([20.0, 0.0, -20.0, 0.0], 12) + noise(48)
    judged = judge(values, settings=Settings(season=4, trended=True))
    assert judged.verdict.words.endswith("Season and trend are taken out.")
    gaps = np.array(judged.phases[0].centres) - values
    assert np.abs(gaps).max() < 8


def test_a_bound_hides_seasonal_limits_that_lie_beyond_it():
    values = np.tile([99.5, 97.0, 92.0], 10) + 0.4 * noise(30)
    phase = judge(values, settings=Settings(season=3, upper_bound=100)).phases[0]
    assert phase.uppers[0] is None
    assert phase.uppers[2] is not None


def test_accident_and_emergency_in_england():
    if not SHARED.exists():
        pytest.skip(f"the sample data is not beside the project ({SHARED.name})")
    with SHARED.open() as lines:
        values = [float(row["within_4h_percent"]) for row in csv.DictReader(lines)]
    plain = judge(values)
    assert "season" in [doubt.code for doubt in plain.doubts]
    assert "every twelve points" in plain.doubts[0].words
    limits = plain.phases[0].limits
    assert (limits.centre, limits.lower, limits.upper) == pytest.approx((88.5, 85.6, 91.3), abs=0.06)
    remaining = judge(values, settings=Settings(season=12))
    assert "season" not in [doubt.code for doubt in remaining.doubts]
    assert remaining.verdict.words.endswith("The season is taken out.")


def test_locked_limits_do_not_move_with_what_comes_later_season_or_not():
    values = 90 + np.tile(YEAR, 3) + noise(36)
    for locked_until in (23, 19):  # two whole cycles, and fewer, which are filled up to two
        phase = Phase(0, baseline_end=locked_until)
        calm, wild = (
            judge([*values, newest], settings=Settings(season=12), phases=[phase]).phases[0]
            for newest in (values[24], 866.0)
        )
        assert calm.centres is not None
        assert calm.centres == wild.centres
        assert calm.uppers == wild.uppers


def test_a_wild_newest_value_is_seen_before_the_season_learns_it():
    values = 90 + np.tile(YEAR, 3) + noise(36)
    verdict = judge([*values, 866.0], settings=Settings(season=12)).verdict
    assert (verdict.state, verdict.up) == ("check_point", True)
