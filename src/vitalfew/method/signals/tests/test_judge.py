"""Phases, states of the fixed-line rule sets, and what the package asks of its surroundings."""

import subprocess
import sys
import time

import numpy as np
import pytest

from vitalfew.method.signals import Phase, Settings, judge, judge_many

pytestmark = pytest.mark.plain

STEADY = [10, 12, 9, 11, 10, 8, 12, 10, 9, 11, 10, 12]


def verdict(values, rules="wheeler"):
    return judge(values, settings=Settings(rules=rules), phases=[Phase(0, 11)]).verdict


def test_a_recent_run_is_a_real_change():
    found = verdict([*STEADY, *([11, 12] * 5)])
    assert (found.state, found.up, found.since, found.index, found.once_in) == ("real_change", True, 11, 18, None)
    assert found.words == "Real change: eleven points in a row lie above the centre."


def test_a_lone_point_or_step_is_a_point_to_check_for_eight_points():
    wild = [*STEADY, 30]
    assert verdict(wild).state == "check_point"
    assert verdict(wild, rules="outside").words == "Check this point: one point lies above the natural limits."
    assert verdict([*wild, 10, 9, 11, 10, 9, 11, 10], rules="outside").state == "check_point"
    assert verdict([*wild, 10, 9, 11, 10, 9, 11, 10, 9], rules="outside").words == (
        "Steady: no pattern in the last eight points."
    )


@pytest.mark.parametrize(
    ("tail", "rules", "words"),
    [
        ([13.5, 13.5, 10, 13.5], "wheeler", "three of four points lie near the upper limit"),
        ([6, 6.2, 11], "nhs", "two of three points lie near the lower limit"),
        ([8.6, 9, 9.4, 9.8, 10.6, 11, 11.4], "nhs", "seven points in a row each lie higher than the one before"),
    ],
)
def test_each_pattern_is_said_in_words(tail, rules, words):
    assert verdict([*STEADY, *tail], rules=rules).words == f"Real change: {words}."


def test_several_points_beyond_one_limit_are_told_together():
    calm = [100.0, 104] * 12
    assert verdict([*calm, 120, 121, 102, 122], rules="outside").words == (
        "Check this point: it and two more of the last eight points lie above the natural limits."
    )
    assert verdict([*calm, 120, 84], rules="outside").words == (
        "Check this point: one point lies below the natural limits."
    )


@pytest.mark.parametrize("side", [1, -1])
@pytest.mark.parametrize(
    ("tail", "rules"),
    [
        ([14.5, 14.5, 10, 14.5], "wheeler"),
        ([11.5, 12, 11.5, 12, 11.5, 12, 11.5, 12], "wheeler"),
        ([14.6, 10, 14.6], "nhs"),
        ([11, 11.2, 11.4, 11.6, 11.8, 12, 12.2], "nhs"),
    ],
)
def test_a_pattern_that_the_values_have_left_for_the_other_side_is_no_change_any_more(tail, rules, side):
    def seen(*after):
        found = verdict([10 + side * (value - 10) for value in (*STEADY, *tail, *after)], rules=rules)
        return found.state == "real_change" and found.up is (side > 0)

    assert seen()
    assert seen(9, 9, 9)
    assert seen(13, 13, 9, 12)
    assert not seen(9, 9, 10, 9)


def test_five_points_are_too_few_for_any_rule_set():
    found = judge([1, 2, 3, 4, 5], settings=Settings(rules="outside"))
    assert found.verdict.words == "Too few to judge: five points so far; limits need six."
    assert found.phases[0].limits is None
    assert [d.code for d in found.doubts] == ["few_points"]


@pytest.mark.parametrize(
    ("count", "trial", "lockable"), [(5, False, False), (6, True, False), (11, True, False), (12, False, True)]
)
def test_limits_are_on_trial_from_six_points_and_lockable_from_twelve(count, trial, lockable):
    phase = judge(STEADY[:count]).phases[0]
    assert (phase.trial, phase.lockable, phase.locked) == (trial, lockable, False)
    locked = judge([*STEADY[:count], 9], phases=[Phase(0, count - 1)]).phases[0]
    assert (locked.trial, locked.lockable, locked.locked) == (trial, False, True)


def test_locked_limits_do_not_move_with_new_points():
    before = judge(STEADY, phases=[Phase(0, 11)]).phases[0].limits
    after = judge([*STEADY, 40, 41, 42], phases=[Phase(0, 11)]).phases[0].limits
    assert after == before


def test_a_baseline_in_the_midst_of_a_phase_judges_all_of_it():
    values = [30, *STEADY, 31, *STEADY]
    judged = judge(values, settings=Settings(rules="outside"), phases=[Phase(0, 12, baseline_start=1)])
    assert judged.phases[0].limits == judge(STEADY).phases[0].limits
    assert (judged.phases[0].start, judged.phases[0].baseline) == (0, (1, 12))
    assert [s.index for s in judged.signals] == [0, 13]
    level = judge([*values, *([16] * 8)], phases=[Phase(0, 12, baseline_start=1)])
    assert (level.verdict.state, level.verdict.since) == ("real_change", 26)
    assert min(s.index for s in level.signals) == 13


def test_an_unnamed_first_phase_starts_at_the_first_point():
    phases = judge(STEADY * 2, phases=[Phase(12, reason="new supplier")]).phases
    assert [(p.start, p.end, p.reason) for p in phases] == [(0, 11, ""), (12, 23, "new supplier")]


@pytest.mark.parametrize(
    ("phases", "message"),
    [
        ([Phase(12)], "cannot start at 12: the series has the indices 0 to 11"),
        ([Phase(-1)], "cannot start at -1"),
        ([Phase(6), Phase(3)], "starts at 3 is out of order"),
        ([Phase(0, 8), Phase(5)], "cannot reach from 0 to 8: choose indices from 0 to 4"),
        ([Phase(0, 5, baseline_start=7)], "cannot reach from 7 to 5"),
        ([Phase(0, baseline_start=7)], "has a start and no end"),
    ],
)
def test_phases_that_do_not_fit_are_refused(phases, message):
    with pytest.raises(ValueError, match=message):
        judge(STEADY, phases=phases)


@pytest.mark.parametrize("options", [{"rules": "nelson"}, {"centre": "mode"}, {"season": 1}])
def test_settings_that_cannot_be_followed_are_refused(options):
    with pytest.raises(ValueError, match=r"unknown rule set|'mean' or 'median'|a season of 1"):
        Settings(**options)


def test_several_series_are_sent_to_judge_many():
    with pytest.raises(ValueError, match="judge_many"):
        judge([STEADY, STEADY])


@pytest.mark.parametrize("scale", [1e-90, 1e95])
@pytest.mark.parametrize("rules", ["level", "wheeler", "nhs"])
def test_tiny_and_huge_units_are_judged_alike(scale, rules):
    values = np.array([*STEADY, *([16.0] * 8), 12.5, 11.5] * 2)
    usual, scaled = (judge(values * factor, settings=Settings(rules=rules)) for factor in (1, scale))
    assert scaled.verdict == usual.verdict
    assert [d.code for d in scaled.doubts] == [d.code for d in usual.doubts]


def test_no_values_are_no_error():
    judged = judge([])
    assert (judged.phases, judged.signals, judged.verdict.state) == ((), (), "too_few")


def test_missing_values_alone_are_too_few():
    assert judge([None] * 30).verdict.words == "Too few to judge: no points yet; limits need six, a verdict 13."


@pytest.mark.parametrize("rules", ["level", "wheeler", "nhs", "outside"])
def test_a_long_series_is_judged_at_once(rules):
    values = np.random.default_rng(1).normal(size=5000)
    chosen = Settings(rules=rules)
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        judge(values, settings=chosen)
        taken.append(time.perf_counter() - began)
    assert min(taken) < 0.06


def test_the_method_needs_no_django():
    code = "import sys, vitalfew.method.signals; print(sorted(m for m in sys.modules if 'django' in m))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


FALLING = [
    75.6, 72.34, 67.63, 68.86, 65.59, 79.05, 77.14, 76.31, 73.22, 75.23, 77.03, 79.37, 80.42, 77.98, 80.63, 81.94,
    83.74, 80.77, 80.05, 76.22, 65.6, 64.52, 60.65, 61.54, 71.19, 74.79, 77.1, 68.81, 71.15, 72.27, 66.93, 61.83,
    55.31, 60.91, 54.97, 60.02,
]  # fmt: skip
"""Seen within four hours at one hospital, in %: neighbours resemble each other."""


def test_a_steady_verdict_has_a_word_for_points_outside_the_limits():
    found = judge(FALLING).verdict
    assert (found.state, found.words) == (
        "steady",
        "Steady: no change shown in the last 24 points. Four of the last eight points lie outside the limits, "
        "which are too narrow where each value resembles the one before it.",
    )
    assert judge_many([FALLING]).verdicts == (found,)
    assert "outside" not in judge(FALLING[:18]).verdict.words


def test_one_point_outside_the_limits_moves_no_average():
    wave = [*([50, 54, 49, 53, 51, 47] * 5), 64, 50]
    found = judge(wave, phases=[Phase(0, baseline_end=29)]).verdict
    assert found.state == "check_point"
    calm = judge([*wave, 51, 53, 49, 51], phases=[Phase(0, baseline_end=29)])
    assert calm.verdict.words.endswith(
        "One of the last eight points lies outside the limits, but their average no further off than chance takes it."
    )
