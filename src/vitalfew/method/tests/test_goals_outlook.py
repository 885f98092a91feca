"""The outlook: where a key result lands, against independent oracles."""

import math
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vitalfew.method.goals.course import course
from vitalfew.method.goals.forecast import Forecast
from vitalfew.method.goals.normal import normal_cdf
from vitalfew.method.goals.outlook import outlook

pytestmark = pytest.mark.plain

START = datetime(2026, 10, 1, tzinfo=UTC)
WEEK = timedelta(days=7)
END = START + 13 * WEEK


def look(values, baseline=0.0, target=1.0, **given):
    times = [START + (number + 1) * WEEK for number in range(len(values))]
    facts = {"start": START, "end": END, "now": times[-1]} | given
    return outlook(times=times, values=values, baseline=baseline, target=target, **facts)


def test_the_normal_distribution_is_that_of_the_error_function():
    x = np.linspace(-6, 6, 241)
    assert normal_cdf(x) == pytest.approx([0.5 * math.erfc(-each / math.sqrt(2)) for each in x], abs=1e-7)


def test_a_quantile_is_where_its_share_lies_below():
    sum_of_three = Forecast(np.array([0.5, 0.3, 0.2]), np.array([0.4, 1.0, -2.0]), np.array([0.05, 0.3, 0.01]))
    found = sum_of_three.quantiles(np.array([0.1, 0.5, 0.9]))
    assert sum_of_three.below(found) == pytest.approx([0.1, 0.5, 0.9], abs=1e-4)


def test_a_straight_course_goes_on_as_it_has():
    found = look([number / 13 for number in range(1, 9)])
    assert found.low < 1 < found.high
    assert found.high - found.low < 0.5
    assert found.probability > 0.8


def test_more_wandering_makes_a_wider_outlook():
    calm = look([0.05, 0.10, 0.15, 0.20, 0.25, 0.30])
    wild = look([0.15, 0.02, 0.30, 0.05, 0.20, 0.30])
    assert wild.high - wild.low > 2 * (calm.high - calm.low)


def test_the_outlook_narrows_towards_the_end_of_the_cycle():
    values = [0.06 * number + 0.03 * (-1) ** number for number in range(1, 13)]
    widths = [found.high - found.low for found in (look(values[:count]) for count in (3, 6, 12))]
    assert widths == sorted(widths, reverse=True)


def test_few_points_say_little():
    one = look([0.1])
    assert one.high - one.low > 0.5
    assert 0 < one.probability < 1


def test_two_values_of_the_first_hours_make_no_wild_outlook():
    times = [START + timedelta(hours=1), START + timedelta(hours=2)]
    found = outlook(times=times, values=[0.01, 0.02], baseline=0, target=1, start=START, end=END, now=times[-1])
    assert -0.5 < found.low < found.high < 1.5


@pytest.mark.parametrize("values", [[0.0, 1e6], [0.3], [5.0, -5.0, 5.0]])
def test_progress_far_beyond_the_target_has_an_outlook_around_it(values):
    found = look(values)
    assert found.low < values[-1] < found.high
    assert 0 <= found.probability <= 1


def test_a_flat_course_lands_where_it_is():
    early, late = look([0.0] * 4), look([0.0] * 10)
    for found in (early, late):
        assert found.low < 0 < found.high
    assert late.probability < early.probability < 0.3
    assert late.probability < 0.15


def test_what_is_committed_must_arrive():
    values = [0.06 * number for number in range(1, 9)]
    assert look(values, kind="committed").probability < look(values).probability


def test_when_the_cycle_is_over_the_outlook_is_what_was_reached():
    found = look([0.2, 0.71], now=END)
    assert (found.low, found.high, found.probability) == (0.71, 0.71, 1.0)
    assert look([0.2, 0.69], now=END).probability == 0.0


def test_nothing_measured_is_no_outlook():
    with pytest.raises(ValueError, match="Nothing has been measured in this cycle"):
        look([None, float("nan")])


def test_a_series_of_every_hour_costs_no_more_than_its_shape():
    times = [START + timedelta(hours=number) for number in range(1, 1000)]
    values = [number / 2184 for number in range(1, 1000)]
    found = outlook(times=times, values=values, baseline=0, target=1, start=START, end=END, now=times[-1])
    assert found.low < 1 < found.high


def test_only_the_cycle_counts_until_now():
    times = [START - WEEK, START + WEEK, START + 2 * WEEK, START + 3 * WEEK]
    way = course(
        times=times, values=[9.0, 0.1, 0.2, 0.9], baseline=0, target=1, start=START, end=END, now=START + 2 * WEEK
    )
    assert way.done == pytest.approx([0, 0.1, 0.2])
    assert way.clock == pytest.approx([0, 1 / 13, 2 / 13])
    assert (way.measured, way.current) == (2, pytest.approx(0.2))


def test_a_value_at_the_start_stands_for_the_baseline():
    way = course(times=[START, START + WEEK], values=[0.1, 0.2], baseline=0, target=1, start=START, end=END, now=END)
    assert way.done == pytest.approx([0.1, 0.2])


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.floats(-0.5, 1.5), min_size=1, max_size=12),
    st.sampled_from([-7.0, -1.0, 0.25, 40.0]),
    st.sampled_from([-100.0, 0.0, 3.0]),
)
def test_the_outlook_does_not_depend_on_units_or_direction(done, scale, shift):
    plain = look(done)
    moved = look([scale * each + shift for each in done], baseline=shift, target=scale + shift)
    for name in ("low", "high", "probability"):
        assert getattr(moved, name) == pytest.approx(getattr(plain, name), abs=1e-6)
    assert plain.low <= plain.high
    assert 0 <= plain.probability <= 1


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(6)))
def test_the_order_in_which_values_arrive_does_not_matter(order):
    values = [0.05, 0.1, 0.2, 0.15, 0.3, 0.28]
    times = [START + (number + 1) * WEEK for number in range(6)]
    cycle = {"baseline": 0.0, "target": 1.0, "start": START, "end": END, "now": times[-1]}
    shuffled = outlook(times=[times[each] for each in order], values=[values[each] for each in order], **cycle)
    assert shuffled == outlook(times=times, values=values, **cycle)
