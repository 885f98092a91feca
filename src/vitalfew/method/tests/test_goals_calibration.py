"""The end of a cycle: what scores mean, how goals were set, how sure people were, what to hold."""

import random

import pytest

from vitalfew.method.goals.calibration import Verdict, calibrate
from vitalfew.method.goals.ending import meaning
from vitalfew.method.goals.holding import standard
from vitalfew.method.goals.sureness import EVEN_ODDS, sureness


@pytest.mark.parametrize(
    ("cycles", "verdict"),
    [
        ([[1.0] * 4, [0.8] * 4], Verdict.TOO_EASY),
        ([[0.9] * 4, [0.9] * 4], Verdict.TOO_EASY),
        ([[0.89] * 4, [0.89] * 4], Verdict.WELL_SET),
        ([[0.5] * 4, [0.2] * 4], Verdict.TOO_HARD),
        ([[0.6, *[0.1] * 4], [0.1] * 5], Verdict.TOO_HARD),
        ([[0.6, 0.6, *[0.1] * 3], [0.1] * 5], Verdict.WELL_SET),
        ([[0.7] * 4, [0.4] * 4], Verdict.WELL_SET),
    ],
)
def test_the_verdict(cycles, verdict):
    found = calibrate(cycles)
    assert found is not None
    assert (found.verdict, found.cycles, found.key_results) == (verdict, 2, sum(map(len, cycles)))


@pytest.mark.parametrize("cycles", [[], [[1.0] * 20], [[1.0] * 4, [1.0] * 3]])
def test_one_cycle_or_seven_key_results_say_nothing(cycles):
    assert calibrate(cycles) is None


def test_older_cycles_are_taken_until_there_are_eight():
    found = calibrate([[1.0] * 2, [1.0] * 3, [0.1] * 3, [0.1] * 50])
    assert found is not None
    assert (found.cycles, found.key_results, found.over_half) == (3, 8, 5)
    assert found.mean == pytest.approx(0.6625)


@pytest.mark.parametrize(
    ("score", "kind", "words"),
    [
        (0.7, "aspirational", "Delivered: 0.7 of a stretch is success."),
        (1.0, "aspirational", "was it a stretch?"),
        (0.699, "aspirational", "a miss is learning"),
        (0.399, "aspirational", "Little progress."),
        (0.99, "committed", "Say what stood in the way."),
        (1.0, "committed", "Kept"),
        (0.0, "learning", "a question answered"),
        (None, "committed", "no score"),
    ],
)
def test_what_a_score_means(score, kind, words):
    assert words in meaning(score, kind)


@pytest.mark.parametrize(
    ("score", "kind", "progress", "words"),
    [
        (1.0, "aspirational", 1.2, "It went beyond its target, to 120 % of the way. 0.7 is success here"),
        (1.0, "aspirational", 1.0, "All of it. 0.7"),
        (1.0, "aspirational", 1.004, "All of it. 0.7"),
        (0.8, "aspirational", 14.0, "is success. It went beyond its target, to 1,400 % of the way."),
        (1.0, "committed", 1.2, "was expected. It went beyond its target, to 120 % of the way."),
    ],
)
def test_what_went_beyond_its_target_is_said_in_words(score, kind, progress, words):
    assert words in meaning(score, kind, progress=progress)


def test_what_is_told_on_paper_asks_nothing():
    assert meaning(0.5, "aspirational", asks=False) == "Progress, but short of 0.7."
    assert meaning(0.5, "committed", asks=False) == "Missed: this was a promise, and 1.0 was expected."


def test_confidence_is_set_against_what_came():
    found = sureness([(7, True)] * 5 + [(7, False)] * 3 + [(10, True)] * 2)
    assert found is not None
    assert [(group.confidence, group.true, group.count) for group in found.groups] == [(10, 2, 2), (7, 5, 8)]
    assert found.count == 10
    assert found.brier == pytest.approx((5 * 0.09 + 3 * 0.49) / 10)
    assert (found.said, found.came) == (pytest.approx(0.76), pytest.approx(0.7))


def test_who_always_says_even_odds_scores_a_quarter():
    found = sureness([(5, True), (5, False)] * 3)
    assert found is not None
    assert found.brier == EVEN_ODDS


def test_four_answers_say_nothing_of_anybody():
    assert sureness([(7, True)] * 4) is None


def test_a_standard_is_the_centre_and_the_limit_on_the_bad_side():
    values = [10, 12, 11, 9, 10, 12, 11, 9, 10, 12, 11, 9]
    up = standard(values, higher_is_better=True)
    down = standard(values, higher_is_better=False)
    assert up is not None
    assert down is not None
    assert up.target == down.target == pytest.approx(10.5)
    assert up.red_line is not None
    assert up.red_line < min(values)
    assert down.red_line is not None
    assert down.red_line > max(values)


def test_the_climb_is_left_out_of_what_is_held():
    found = standard([2.3, 2.5, 2.9, 3.4, 3.9, 4.2, 4.1, 4.2, 4.0, 4.1, 4.2, 4.1], higher_is_better=True)
    assert found is not None
    assert found.target == pytest.approx(4.13, abs=0.05)


def test_few_values_have_a_centre_and_no_limit_and_none_have_nothing():
    found = standard([3.0, 4.0], higher_is_better=True)
    assert found is not None
    assert (found.target, found.red_line, found.used) == (3.5, None, 2)
    assert standard([], higher_is_better=True) is None


def test_a_limit_beyond_what_can_be_is_no_red_line():
    found = standard([1, 0, 2, 0, 1, 3, 0, 1], higher_is_better=True, lower_bound=0)
    assert found is not None
    assert found.red_line is None


def test_no_standard_comes_from_a_stretch():
    """Whatever the values, the target lies among them: it takes no other number."""
    rng = random.Random(5)
    for _ in range(200):
        values = [rng.gauss(3, 1) for _ in range(rng.randint(1, 20))]
        found = standard(values, higher_is_better=rng.random() < 0.5)
        assert found is not None
        assert min(values[-12:]) <= found.target <= max(values[-12:])
