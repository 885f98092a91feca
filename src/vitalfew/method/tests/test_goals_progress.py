"""Progress, score, bands and pace, computed by hand."""

from datetime import UTC, datetime

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from vitalfew.method.goals.pace import elapsed, expected_pace
from vitalfew.method.goals.progress import band, objective_score, progress, score, success

pytestmark = pytest.mark.plain

NUMBERS = st.integers(-1000, 1000).map(float)
START, HALF, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("baseline", "current", "target", "done"),
    [(2.3, 3.65, 5, 0.5), (4, 1.5, 1.5, 1.0), (4, 2, 1.5, 0.8), (40, 35, 60, -0.25), (0, 12, 10, 1.2)],
)
def test_progress_is_the_share_of_the_way(baseline, current, target, done):
    assert progress(baseline, current, target) == pytest.approx(done)


def test_a_target_that_equals_the_baseline_is_no_way():
    with pytest.raises(ValueError, match=r"The target equals the baseline \(5\), so there is no way to go"):
        progress(5, 5, 5)


@settings(max_examples=100)
@given(NUMBERS, NUMBERS, NUMBERS, st.sampled_from([-3.0, -1.0, 0.5, 2.0]), NUMBERS)
def test_progress_does_not_depend_on_units_or_direction(baseline, current, target, scale, shift):
    assume(baseline != target)
    moved = progress(scale * baseline + shift, scale * current + shift, scale * target + shift)
    assert moved == pytest.approx(progress(baseline, current, target))


def test_a_score_stays_within_0_and_1():
    assert [score(each) for each in (-0.25, 0.4, 1.2)] == [0.0, 0.4, 1.0]


@pytest.mark.parametrize(
    ("value", "kind", "code"),
    [
        (0.3999, "aspirational", "little"),
        (0.4, "aspirational", "short"),
        (0.6999, "aspirational", "short"),
        (0.7, "aspirational", "delivered"),
        (0.7, "learning", "delivered"),
        (0.9999, "committed", "missed"),
        (1.0, "committed", "delivered"),
    ],
)
def test_bands_are_half_open_and_unrounded(value, kind, code):
    assert band(value, kind).code == code


def test_bands_in_words():
    assert [band(value).words for value in (0.1, 0.5, 0.8)] == ["little progress", "progress, but short", "delivered"]
    assert band(0.5, "committed").words == "missed"


def test_success_depends_on_the_kind():
    assert [success(kind) for kind in ("aspirational", "committed", "learning")] == [0.7, 1.0, 0.7]
    with pytest.raises(ValueError, match="stretch"):
        success("stretch")


def test_an_objective_is_the_weighted_mean_of_its_key_results():
    assert objective_score([0.2, 0.8]) == pytest.approx(0.5)
    assert objective_score([0.2, 0.8], [1, 3]) == pytest.approx(0.65)
    assert objective_score([0.2, None, 0.8], [1, 9, 1]) == pytest.approx(0.5)
    assert objective_score([None]) is None
    assert objective_score([]) is None


def test_weights_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="must not be negative"):
        objective_score([0.5], [-1])
    with pytest.raises(ValueError, match="add up to 0"):
        objective_score([0.5, 0.5], [0, 0])
    with pytest.raises(ValueError, match=r"shorter|longer"):
        objective_score([0.5], [1, 2])


def test_pace_is_linear_unless_it_says_otherwise():
    assert expected_pace(START, END, HALF) == pytest.approx(0.5)
    assert expected_pace(START, END, datetime(2025, 12, 1, tzinfo=UTC)) == 0
    assert expected_pace(START, END, datetime(2026, 6, 1, tzinfo=UTC)) == 1
    assert elapsed(START, END, datetime(2026, 1, 31, tzinfo=UTC)) == pytest.approx(0.25)


def test_pace_may_follow_a_curve():
    points = [(datetime(2026, 3, 2, tzinfo=UTC), 0.2)]
    assert expected_pace(START, END, HALF, points=points) == pytest.approx(0.2)
    assert expected_pace(START, END, datetime(2026, 1, 31, tzinfo=UTC), points=points) == pytest.approx(0.1)
    assert expected_pace(START, END, datetime(2026, 4, 1, tzinfo=UTC), points=points) == pytest.approx(0.6)
    assert expected_pace(START, END, END, points=points) == 1
    assert expected_pace(START, END, datetime(2025, 12, 1, tzinfo=UTC), points=points) == 0


def test_pace_may_come_in_dated_steps():
    points = [(END, 1.0), (HALF, 0.3)]
    before = datetime(2026, 3, 1, tzinfo=UTC)
    assert [expected_pace(START, END, now, points=points, stepped=True) for now in (before, HALF, END)] == [0, 0.3, 1]


def test_a_cycle_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match=r"ends \(2026-01-01\) before it has started \(2026-05-01\)"):
        elapsed(END, START, HALF)
