"""Limits behave as limits should: under shifts, scales, mirrors, gaps, bounds and short series."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statprocon import XmR

from vitalfew.method.signals import Settings, judge, limits, limits_many

pytestmark = pytest.mark.plain

whole_values = st.lists(st.integers(-500, 500), min_size=6, max_size=60)
forms = st.sampled_from([Settings(), Settings(centre="median", range="median"), Settings(screen=True)])


def figures(found):
    return [found.centre, found.lower, found.upper, found.sigma, found.range_mean, found.range_upper]


@given(whole_values, forms, st.integers(-1000, 1000))
@settings(max_examples=40, deadline=None)
def test_a_shifted_series_has_shifted_limits(values, form, shift):
    before, after = limits(values, settings=form), limits([v + shift for v in values], settings=form)
    moved = [shift, shift, shift, 0, 0, 0]
    assert figures(after) == pytest.approx([f + m for f, m in zip(figures(before), moved, strict=True)], abs=1e-6)


@given(whole_values, forms, st.sampled_from([0.25, 2.0, 8.0]))
@settings(max_examples=40, deadline=None)
def test_a_scaled_series_has_scaled_limits(values, form, scale):
    before, after = limits(values, settings=form), limits([v * scale for v in values], settings=form)
    assert figures(after) == pytest.approx([f * scale for f in figures(before)], abs=1e-6)


@given(whole_values, forms)
@settings(max_examples=40, deadline=None)
def test_turned_upside_down_or_back_to_front_the_limits_are_mirrored_or_the_same(values, form):
    before = limits(values, settings=form)
    down = limits([-v for v in values], settings=form)
    assert (down.lower, down.upper) == pytest.approx((-before.upper, -before.lower), abs=1e-6)
    assert figures(limits(values[::-1], settings=form)) == pytest.approx(figures(before), abs=1e-6)


@given(whole_values, st.data())
@settings(max_examples=40, deadline=None)
def test_a_missing_period_is_never_bridged(values, data):
    place = data.draw(st.integers(1, len(values) - 1))
    gapped = [*values[:place], None, *values[place:]]
    ranges = [abs(b - a) for i, (a, b) in enumerate(itertools.pairwise(values)) if i != place - 1]
    found = limits(gapped)
    assert found.range_mean == pytest.approx(sum(ranges) / len(ranges))
    assert found.centre == pytest.approx(sum(values) / len(values))


@pytest.mark.parametrize("kind", ["average", "median"])
def test_figures_agree_with_an_independent_library(kind):
    rng = np.random.default_rng(5)
    ours = "mean" if kind == "average" else "median"
    for _ in range(20):
        values = np.round(rng.gamma(3, 200, size=rng.integers(8, 40)), 2)
        theirs = XmR(values.tolist(), x_central_line_uses=kind, moving_range_uses=kind)
        found = limits(values, settings=Settings(centre=ours, range=ours))
        assert found.centre == pytest.approx(float(theirs.x_central_line()[0]), abs=0.01)
        assert found.upper == pytest.approx(float(theirs.upper_natural_process_limit()[0]), abs=0.01)
        assert found.lower == pytest.approx(float(theirs.lower_natural_process_limit()[0]), abs=0.01)
        assert found.range_upper == pytest.approx(float(theirs.upper_range_limit()[0]), abs=0.01)


def test_a_limit_beyond_a_natural_bound_is_not_drawn_and_nothing_fires_there():
    values = [1, 0, 2, 1, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]
    free = judge(values, settings=Settings(rules="wheeler"))
    bound = judge(values, settings=Settings(rules="wheeler", lower_bound=0))
    assert free.phases[0].limits.lower < 0
    assert bound.phases[0].limits.lower is None
    assert bound.phases[0].limits.upper == free.phases[0].limits.upper
    assert {s.rule for s in free.signals if not s.up} == {"run_of_8", "range_beyond_limit"}
    assert {s.rule for s in bound.signals if not s.up} == {"range_beyond_limit"}


def test_screening_drops_extreme_ranges_once():
    values = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
    screened = limits(values, settings=Settings(screen=True))
    assert screened.range_mean == pytest.approx(1.0)
    assert screened.centre == pytest.approx(limits(values).centre)


def test_under_six_points_there_are_no_limits():
    assert limits([1, 2, 3, 4, 5]) is None
    assert limits([1, 2, None, 3, 4, None, 5]) is None
    assert limits([1, 2, 3, 4, 5, 6]) is not None
    assert limits([]) is None


def test_many_series_have_the_limits_each_has_alone():
    rng = np.random.default_rng(2)
    values = rng.normal(10, 3, (20, 30))
    values[3, 4:9] = values[7, 0] = values[9, :26] = np.nan
    many = limits_many(values, baseline=(2, 25))
    for row, series in enumerate(values):
        alone = limits(series[2:26])
        assert many.of(row) == alone
    assert many.of(9) is None


@pytest.mark.parametrize("value", [float("inf"), -float("inf"), 1e101])
def test_an_infinite_or_absurd_value_is_refused_by_place(value):
    with pytest.raises(ValueError, match=r"value 2 \(counted from 0\) is infinite or too large"):
        limits([1.0, 2.0, value, 3.0])
    with pytest.raises(ValueError, match="value 1 of series 1"):
        limits_many([[1.0, 2.0], [3.0, value]])
