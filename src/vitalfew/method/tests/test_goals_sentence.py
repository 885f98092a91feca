"""Movement, stalling, and the one sentence of a key result."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from vitalfew.method.goals.course import course
from vitalfew.method.goals.movement import Movement, Stall, movement, own_noise, stalled
from vitalfew.method.goals.outlook import Outlook
from vitalfew.method.goals.sentence import Standing, confidence_gap, sentence
from vitalfew.method.goals.standing import standing
from vitalfew.method.status import Shape

pytestmark = pytest.mark.plain

START = datetime(2026, 10, 1, tzinfo=UTC)
WEEK = timedelta(days=7)
END = START + 13 * WEEK
STALL = Stall(START, 3)
MIDDLING = Outlook(0.5, 0.8, 0.35)


def way(values, now=None):
    times = [START + (number + 1) * WEEK for number in range(len(values))]
    return course(times=times, values=values, baseline=0, target=1, start=START, end=END, now=now or times[-1])


def stall_of(values, weeks=None):
    now = START + (weeks or len(values)) * WEEK
    return stalled(way(values, now), now=now, round_length=WEEK)


def said(confidence=None, owner="Ben", **given):
    return sentence(Standing(**({"progress": 0.42, "pace": 0.6} | given)), confidence=confidence, said_by=owner)


def test_a_straight_course_has_no_noise():
    assert own_noise(way([0.1, 0.2, 0.3, 0.4])) == pytest.approx(0)
    assert own_noise(way([0.1])) == 0


def test_noise_is_that_of_one_measurement():
    rng = np.random.default_rng(5)
    values = np.linspace(0.005, 1, 200) + rng.normal(0, 0.05, 200)
    times = [START + (number + 1) * timedelta(hours=8) for number in range(200)]
    long = course(times=times, values=list(values), baseline=0, target=1, start=START, end=END, now=END)
    assert own_noise(long) == pytest.approx(0.05, rel=0.15)


def test_movement_is_that_of_the_last_three_rounds():
    found = movement(way([0.0, 0.0, 0.1, 0.2, 0.3]), now=START + 5 * WEEK, round_length=WEEK)
    assert found.change == pytest.approx(0.3)


def test_three_rounds_without_movement_are_a_stall():
    assert stall_of([0.1, 0.2, 0.3, 0.3, 0.3, 0.3]) == Stall(START + 3 * WEEK, 3)
    assert stall_of([0.1, 0.2, 0.3, 0.3, 0.3, 0.3, 0.3]) == Stall(START + 3 * WEEK, 4)


def test_two_rounds_are_not_yet_a_stall():
    assert stall_of([0.1, 0.2, 0.3, 0.4, 0.4, 0.4]) is None


def test_what_moves_or_slips_or_has_arrived_is_not_stalled():
    assert stall_of([0.1, 0.2, 0.3, 0.4, 0.5, 0.6]) is None
    assert stall_of([0.6, 0.6, 0.6, 0.5, 0.4, 0.3]) is None
    assert stall_of([0.5, 1.0, 1.0, 1.0, 1.0, 1.0]) is None


def test_a_stall_needs_two_measurements_in_its_rounds():
    assert stall_of([0.1, 0.3, 0.3], weeks=5) is None
    assert stall_of([0.1, 0.3, 0.3, 0.3], weeks=5) is not None


def test_movement_inside_its_own_noise_is_a_stall():
    assert stall_of([0.30, 0.22, 0.36, 0.24, 0.33, 0.25, 0.31]) is not None
    assert stall_of([0.02, 0.04, 0.06, 0.08, 0.13, 0.18, 0.23]) is None


def test_a_steady_climb_is_rarely_called_stalled():
    rng = np.random.default_rng(3)
    wrong = sum(stall_of(list(0.06 * np.arange(1, 9) + rng.normal(0, 0.04, 8))) is not None for _ in range(200))
    assert wrong < 20


@pytest.mark.parametrize(
    ("facts", "words", "shape"),
    [
        ({"progress": None}, "Not measured in this cycle yet", Shape.NONE),
        ({"too_early": True, "outlook": MIDDLING}, "Too early to say", Shape.STEADY),
        ({"progress": 1.0, "too_early": True, "outlook": Outlook(0.9, 1.4, 0.99)}, "Reached", Shape.BETTER),
        ({"progress": 1.1, "outlook": Outlook(0.5, 1.4, 0.8)}, "Reached; lands at 0.5–1.0", Shape.BETTER),
        ({"stall": STALL, "outlook": Outlook(0.3, 0.5, 0.02)}, "Stalled; lands at 0.3–0.5", Shape.WATCH),
        ({"progress": 0.62, "outlook": Outlook(0.6, 0.9, 0.7)}, "On pace; lands at 0.6–0.9", Shape.STEADY),
        ({"outlook": MIDDLING}, "Behind; lands at 0.5–0.8", Shape.STEADY),
        ({"outlook": Outlook(0.4, 0.6, 0.03)}, "Behind; lands at 0.4–0.6", Shape.WATCH),
        (
            {"outlook": MIDDLING, "movement": Movement(0.4, 0.05), "pace_change": 0.23},
            "Behind, catching up; lands at 0.5–0.8",
            Shape.STEADY,
        ),
        ({"outlook": MIDDLING, "movement": Movement(-0.2, 0.05)}, "Slipping back; lands at 0.5–0.8", Shape.WATCH),
        ({"progress": 0.9, "stall": STALL, "outlook": Outlook(0.8, 1.0, 1)}, "On pace; lands at 0.8–1.0", Shape.STEADY),
        ({"progress": 0.9, "stall": STALL, "kind": "committed"}, "Stalled", Shape.WATCH),
        ({"progress": 0.72, "over": True}, "Ended at 0.72", Shape.BETTER),
        ({"progress": 0.72, "over": True, "kind": "committed"}, "Ended at 0.72", Shape.STEADY),
        ({"progress": -0.3, "over": True}, "Ended at 0.0", Shape.STEADY),
        ({"outlook": Outlook(1.1, 1.6, 1)}, "Behind; lands at 1.0", Shape.STEADY),
        ({"outlook": Outlook(0.67, 0.97, 0.6)}, "Behind; lands at 0.67–0.97", Shape.STEADY),
    ],
)
def test_one_sentence_says_how_a_key_result_stands(facts, words, shape):
    found = said(**facts)
    assert (found.words, found.shape) == (words, shape)


def test_within_its_noise_of_the_pace_it_is_on_pace():
    assert said(progress=0.56, noise=0.05).state == "on_pace"
    assert said(progress=0.54, noise=0.05).state == "behind"


@pytest.mark.parametrize(
    ("confidence", "words"),
    [
        (8, "Behind; lands at 0.5–0.8; Ben is surer than the numbers"),
        (7, "Behind; lands at 0.5–0.8; Ben is surer than the numbers"),
        (6, "Behind; lands at 0.5–0.8"),
        (1, "Behind; lands at 0.5–0.8"),
        (0, "Behind; lands at 0.5–0.8; the numbers are surer than Ben"),
    ],
)
def test_a_wide_gap_between_owner_and_numbers_is_named(confidence, words):
    assert said(confidence, outlook=MIDDLING).words == words


def test_a_gap_is_worth_a_look_and_its_parts_stay_apart():
    found = said(9, owner="", outlook=MIDDLING)
    assert found.parts == ("Behind", "lands at 0.5–0.8", "the last check-in is surer than the numbers")
    assert found.shape is Shape.WATCH


def test_an_owner_who_is_less_sure_than_the_numbers_is_no_worry():
    assert said(0, outlook=MIDDLING).shape is Shape.STEADY


def test_confidence_is_a_number_from_0_to_10():
    with pytest.raises(ValueError, match="from 0 to 10, not 11"):
        confidence_gap(MIDDLING, 11)
    assert confidence_gap(None, 5) is None


def stands(values, weeks, **given):
    times = [START + (number + 1) * WEEK for number in range(len(values))]
    cycle = {"baseline": 2.3, "target": 5.0, "start": START, "end": END, "now": START + weeks * WEEK}
    return standing(times=times, values=values, **(cycle | given))


def test_a_stalled_key_result_from_its_measurements():
    found = stands([2.5, 2.8, 3.1, 3.1, 3.1, 3.1, 3.1], 7)
    assert found.progress == pytest.approx(0.2963, abs=1e-4)
    assert found.pace == pytest.approx(7 / 13)
    assert sentence(found, confidence=8, said_by="Ben").words.startswith("Stalled; lands at 0.")
    assert sentence(found, confidence=8, said_by="Ben").words.endswith("Ben is surer than the numbers")


def test_a_first_quarter_and_a_single_measurement_are_too_early():
    assert sentence(stands([2.5, 2.8], 3)).words == "Too early to say"
    assert sentence(stands([2.5], 6)).words == "Too early to say"
    assert sentence(stands([2.5, 2.9], 4)).state == "behind"


def test_a_cycle_without_measurements_and_a_cycle_that_has_ended():
    assert sentence(stands([], 6)).words == "Not measured in this cycle yet"
    assert sentence(stands([3.0, 4.0], 13)).words == "Ended at 0.6"


def test_what_ended_beyond_its_target_says_so():
    assert said(progress=1.2, over=True).words == "Ended at 1.00, beyond its target"
    assert said(progress=1.0, over=True).words == "Ended at 1.00"


def test_what_was_dropped_foretells_nothing():
    assert said(progress=0.8, over=True, dropped=True).words == "Dropped at 0.8"
    assert said(progress=None, dropped=True).words == "Dropped before it was measured"


def test_a_late_start_can_be_the_expected_pace():
    values, late = [2.3, 2.4, 2.5, 2.6, 2.7, 2.8], [(START + 7 * WEEK, 0.1)]
    assert sentence(stands(values, 6)).state == "behind"
    assert sentence(stands(values, 6, pace_points=late)).state == "on_pace"


def test_a_decreasing_goal_mirrors_an_increasing_one():
    values = [2.5, 2.6, 3.1, 3.0, 3.6, 3.9]
    up = sentence(stands(values, 6), confidence=2, said_by="Ana")
    down = sentence(stands([-each for each in values], 6, baseline=-2.3, target=-5.0), confidence=2, said_by="Ana")
    assert up == down
