"""The level rule: its scores, its odds, and the verdict it gives as values arrive."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vitalfew.method.signals import Phase, Settings, judge, judge_many
from vitalfew.method.signals.level import growing_baselines, scores
from vitalfew.method.signals.level_tables import LEVEL, SINGLE, chance, threshold

pytestmark = pytest.mark.plain

BASELINE = [10, 12, 9, 11, 10, 8, 12, 10, 9, 11, 10, 12]
HIGHER = [10, 13, 14, 13, 12, 15, 14, 13, 12, 14]
SPREAD = [3, 9, 4, 12, 5, 20, 2, 8, 6, 3, 11, 7, 40, 5, 30, 28, 35, 60, 22, 31]
COUNTS = [0, 2, 1, 0, 3, 1, 0, 2, 1, 1, 0, 2, 4, 5, 3, 6, 4, 5, 0, 2]


def scored(values, *, grown=False, count=False):
    new = len(values) - 12
    lengths = growing_baselines(new) if grown else np.full(new, 12)
    found = scores(np.array([values], dtype=float), first=12, baselines=lengths, grown=grown, count=count)
    return found.level[0], found.single[0]


# figures of the reference implementation, relative to the limits of 1 in 10 and 1 in 20 charts
REFERENCE = [
    (
        {},
        BASELINE + HIGHER,
        [0, 0, 0, 1.040006, 1.280008, 1.428973, 1.428973, 1.561519, 1.713309, 1.789205],
        [-0.064357, 0.514858, 0.707929, 0.514858, 0.321786, 0.901001, 0.707929, 0.514858, 0.321786, 0.707929],
    ),
    (
        {"grown": True},
        BASELINE + HIGHER,
        [0, 0, 0, 1.009715, 1.242726, 1.387352, 1.387352, 1.516038, 1.769591, 1.615653],
        [-0.064357, 0.514858, 0.707929, 0.514858, 0.321786, 0.901001, 0.707929, 0.514858, 0.347216, 0.652509],
    ),
    (
        {},
        SPREAD,
        [0, 0, 0, 1.114589, 1.0834, 1.600359, 1.527918, 1.686303],
        [0.704214, -0.077216, 0.596107, 0.57018, 0.654035, 0.856583, 0.479554, 0.608429],
    ),
    (
        {"count": True},
        COUNTS,
        [0, 0, 0, 1.491012, 1.491012, 1.491012, 1.051355, 1.403907],
        [0.553478, 0.684445, 0.406468, 0.803696, 0.553478, 0.684445, -0.300907, 0.235499],
    ),
]


@pytest.mark.parametrize(("options", "values", "level", "single"), REFERENCE)
def test_scores_are_those_of_the_reference(options, values, level, single):
    ours = scored(values, **options)
    assert ours[0] == pytest.approx(level, abs=1e-6)
    assert ours[1] == pytest.approx(single, abs=1e-6)


def test_counts_with_zeros_are_judged_on_the_square_root_scale_without_being_told():
    assert scored(COUNTS)[0] == pytest.approx(scored(COUNTS, count=True)[0])
    assert scored(BASELINE + HIGHER)[0] != pytest.approx(scored(BASELINE + HIGHER, count=True)[0])


@pytest.mark.parametrize(
    ("baseline", "odds", "level", "single"),
    [
        (12, 0.1, 2.77, 3.39),
        (18, 0.05, 3.043333, 3.554444),
        (27, 0.1, 2.698889, 3.092222),
        (50, 0.03, 3.144203, 3.545192),
    ],
)
def test_limits_between_the_tables_rows(baseline, odds, level, single):
    assert threshold(LEVEL, baseline=baseline, chance=odds) == pytest.approx(level, abs=1e-5)
    assert threshold(SINGLE, baseline=baseline, chance=odds) == pytest.approx(single, abs=1e-5)


@pytest.mark.parametrize(
    ("table", "score", "baseline", "new", "odds"),
    [
        (LEVEL, 2.0, 12, 10, 0.142082),
        (LEVEL, -3.2, 15, 24, 0.037455),
        (LEVEL, 3.9, 30, 60, 0.011578),
        (LEVEL, 5, 30, 24, 0.005),
        (SINGLE, 3.3, 20, 40, 0.117051),
    ],
)
def test_how_unusual_a_score_is(table, score, baseline, new, odds):
    assert chance(table, score=score, baseline=baseline, new_points=new) == pytest.approx(odds, abs=1e-6)


@pytest.mark.parametrize("kind", ["normal", "lognormal", "poisson"])
def test_one_steady_chart_in_ten_cries_wolf(kind):
    rng = np.random.default_rng(12)
    noise = rng.standard_normal((3000, 44))
    values = {"normal": noise, "lognormal": np.exp(noise), "poisson": rng.poisson(6, noise.shape) + 0.0}[kind]
    lengths = np.clip(20 + np.arange(1, 25) - 8, 20, 30)
    found = scores(values, first=20, baselines=lengths, grown=True, count=kind == "poisson")
    assert (np.abs(found.level) > 1).any(axis=1).mean() == pytest.approx(0.10, abs=0.02)
    assert (np.abs(found.single) > 1).any(axis=1).mean() == pytest.approx(0.055, abs=0.03)


def test_a_lasting_shift_is_a_real_change_since_it_began():
    verdict = judge(BASELINE + HIGHER).verdict
    assert (verdict.state, verdict.up, verdict.since, verdict.index) == ("real_change", True, 13, 15)
    assert verdict.words.startswith("Real change: the last nine points lie higher than chance explains")
    assert verdict.words.endswith(f"about once in {verdict.once_in} charts.")
    assert 100 < verdict.once_in <= 200


@pytest.mark.parametrize(("count", "level", "spread", "leap"), [(60, 40, 4, 60), (313, 300, 10, 100)])
def test_a_leap_has_lasted_since_it_came(count, level, spread, leap):
    for seed in range(4):
        values = np.random.default_rng(seed).normal(level, spread, count)
        values[-3:] += leap
        verdict = judge(values).verdict
        assert (verdict.state, verdict.since) == ("real_change", count - 3)
        assert verdict.words.startswith("Real change: the last three points lie higher")


def test_the_start_of_a_change_is_found_to_a_point_on_average():
    rng = np.random.default_rng(1)
    found = [judge([*rng.normal(0, 1, 30), *rng.normal(2, 1, 8)]).verdict for _ in range(60)]
    assert np.mean([abs(each.since - 30) for each in found if each.state == "real_change"]) < 1.1


def test_one_wild_point_in_a_change_does_not_move_its_start():
    values = [*BASELINE, *[16] * 9]
    assert judge(values).verdict.since == judge([*values, 90]).verdict.since == 12


def test_a_change_long_ago_that_lasts_is_still_one_and_one_that_ended_is_not():
    rng = np.random.default_rng(6)
    start, changed, back = rng.normal(50, 2, 30), rng.normal(44, 2, 300), rng.normal(50, 2, 12)
    lasting = judge([*start, *changed]).verdict
    assert (lasting.state, lasting.up, lasting.since) == ("real_change", False, 30)
    over = judge([*start, *changed, *back]).verdict
    assert over.state == "steady"


def test_the_baseline_never_learns_the_change_it_should_show():
    rng = np.random.default_rng(3)
    values = [*rng.normal(20, 1, 14), *rng.normal(24, 1, 60)]
    found = judge(values)
    assert (found.verdict.state, found.verdict.since) == ("real_change", 14)
    assert [s.indices[-1] for s in found.signals if s.rule == "level"] == [73]


def test_one_wild_point_is_a_point_to_check_and_no_change():
    values = [*BASELINE, 10, 60, 11, 9, 10, 11]
    assert judge(values[:14]).verdict.state == "check_point"
    found = judge(values[:16])
    assert (found.verdict.state, found.verdict.index, found.verdict.up) == ("check_point", 13, True)
    assert "one point two back lies far above the others" in found.verdict.words
    assert [(s.rule, s.indices, s.value) for s in found.signals] == [("check_point", (13,), 60.0)]
    assert judge(values).verdict.state == "steady"


def test_a_locked_baseline_is_kept():
    values = BASELINE + HIGHER[:1] + BASELINE + HIGHER
    judged = judge(values, phases=[Phase(0, 11, "agreed in May")])
    assert judged.phases[0].baseline == (0, 11)
    assert judged.phases[0].reason == "agreed in May"
    assert (judged.verdict.state, judged.verdict.since) == ("real_change", 26)


def test_a_new_phase_starts_afresh():
    values = BASELINE + [v + 20 for v in BASELINE] + [30, 31, 29]
    assert judge(values).verdict.state == "real_change"
    judged = judge(values, phases=[Phase(0), Phase(12, reason="new process")])
    assert judged.verdict.state == "steady"
    assert [(p.start, p.end, p.lockable) for p in judged.phases] == [(0, 11, True), (12, 26, True)]


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "Too few to judge: no points yet; limits need six, a verdict 13."),
        (1, "Too few to judge: one point so far; limits need six, a verdict 13."),
        (12, "Too few to judge: twelve points so far; a verdict needs 13."),
    ],
)
def test_too_few_points_say_so(count, words):
    verdict = judge((BASELINE * 2)[:count]).verdict
    assert (verdict.state, verdict.words) == ("too_few", words)


def test_missing_periods_are_not_points():
    gapped = [*BASELINE[:5], None, *BASELINE[5:], None, None, *HIGHER]
    whole, holes = judge(BASELINE + HIGHER), judge(gapped)
    assert holes.verdict.words == whole.verdict.words
    assert (holes.verdict.since, holes.verdict.index) == (16, 18)


@given(st.lists(st.integers(100, 130), min_size=13, max_size=50), st.integers(0, 500))
@settings(max_examples=40, deadline=None)
def test_on_the_linear_scale_adding_a_constant_changes_nothing(values, shift):
    before, after = judge(values), judge([v + shift for v in values])
    assert before.verdict == after.verdict
    assert [s.indices for s in before.signals] == [s.indices for s in after.signals]


@given(st.lists(st.floats(0.1, 1000), min_size=13, max_size=50), st.sampled_from([0.5, 4.0, 1024.0]))
@settings(max_examples=40, deadline=None)
def test_another_unit_changes_nothing(values, scale):
    assert judge(values).verdict == judge([v * scale for v in values]).verdict


@pytest.mark.parametrize("rules", ["level", "wheeler", "nhs", "outside"])
@pytest.mark.parametrize("options", [{}, {"season": 7}, {"trended": True, "centre": "median", "range": "median"}])
def test_many_at_once_are_judged_as_one_by_one(rules, options):
    rng = np.random.default_rng(9)
    values = rng.normal(100, 5, (24, 60))
    values[::3, 35:] += 9
    values[::4, 50] = 180
    values[::5, 20:23] = np.nan
    values[7, :50] = np.nan
    values[11] = np.nan
    chosen = Settings(rules=rules, **options)
    for baseline_end in (None, 24):
        phases = [] if baseline_end is None else [Phase(0, baseline_end)]
        alone = [judge(row, settings=chosen, phases=phases).verdict for row in values]
        assert list(judge_many(values, settings=chosen, baseline_end=baseline_end).verdicts) == alone
    assert {"check_point" if rules == "outside" else "real_change", "too_few"} <= {v.state for v in alone}
