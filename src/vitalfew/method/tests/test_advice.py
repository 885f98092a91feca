"""The paragraph on a KPI's page."""

import pytest

from vitalfew.method.advice import advice
from vitalfew.method.periods import Frequency

pytestmark = pytest.mark.plain

CALM = (2.0, 4.6, 7.2)
HOSPITAL = {
    "values": [90.0, 88.0, 86.6] * 12,
    "direction": "higher",
    "limits": (85.6, 88.5, 91.3),
    "target": 95,
    "red_lower": 95,
    "doubts": ["season"],
    "unit": "%",
    "frequency": Frequency.MONTH,
}
NEVER = (
    "This process does not meet its standard, and as it is built it never will: "
    "95 % lies above everything it produces by itself. "
)
HARDER = "Asking people to try harder will not move it; changing how it works might."


def say(state="steady", **given):
    facts = {
        "values": [4.0, 5.0, 6.0, 3.0, 5.2, 4.5],
        "direction": "lower",
        "limits": CALM,
        "unit": "bugs",
        "frequency": Frequency.WEEK,
    }
    return advice(verdict_state=state, **(facts | given))


def test_a_process_that_cannot_meet_its_standard():
    season = "Its regular ups and downs look like a season, not like anybody's bad month."
    assert advice(verdict_state="steady", **HOSPITAL) == f"{NEVER}{season} {HARDER}"


def test_a_season_is_named_before_a_change_is_believed():
    words = advice(verdict_state="real_change", verdict_up=False, verdict_since=33, since="March 2018", **HOSPITAL)
    assert words.startswith(
        f"{NEVER}It looks changed for the worse since March 2018, but a season alone can look like that: "
        "compare it with the same time a year ago before you act."
    )


def test_a_process_that_meets_its_target():
    assert say(target=8) == (
        "This process meets its target of 8 bugs without help: by itself it moves within 2–7.2 bugs. "
        "Nothing has changed."
    )


def test_a_process_that_hits_and_misses():
    assert say(target=5) == (
        "This process met its target of 5 bugs in 4 of 6 weeks, and chance decides in which: "
        "by itself it moves within 2–7.2 bugs. Nothing has changed. "
        "Asking why one week was bad will not teach much; a better level or less spread would help."
    )


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            [4.0] * 112 + [6.0],
            "This process met its target of 5 bugs in 112 of 113 weeks, and chance decides in which: ",
        ),
        ([4.0] * 9, "This process met its target of 5 bugs in each of its 9 weeks, but may miss it by chance: "),
        ([6.0] * 9, "This process missed its target of 5 bugs in each of its 9 weeks, but may meet it by chance: "),
    ],
)
def test_how_often_a_target_was_met_is_counted_not_guessed(values, words):
    assert say(target=5, values=values).startswith(f"{words}by itself it moves within 2–7.2 bugs. Nothing has changed.")
    assert ("Asking why" in say(target=5, values=values)) is (values[0] == 6.0)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            {"values": [4.0] * 9 + [6.5]},
            "The red line of 6 bugs is crossed: the last value is 6.5 bugs. "
            "The line lies inside what this process produces by itself, "
            "so chance alone crosses it in about 1 of 19 weeks.",
        ),
        (
            {"values": [4.0] * 8 + [6.2, 6.5], "red_in_a_row": 2, "target": 8},
            "The red line of 6 bugs is crossed, for 2 weeks now: the last value is 6.5 bugs. "
            "The line lies inside what this process produces by itself, "
            "so chance alone crosses it in about 1 of 19 weeks; "
            "2 in a row happen by chance in 13 % of years. The process meets its target of 8 bugs without help: ",
        ),
        (
            {"values": [4.0] * 9 + [6.5], "red_in_a_row": 2},
            "The last value, 6.5 bugs, is beyond the red line of 6 bugs; 2 in a row cross it. The line lies inside ",
        ),
        (
            {"values": [4.0] * 9 + [9.5], "red_upper": 9, "state": "check_point", "verdict_up": True},
            "The red line of 9 bugs is crossed: the last value is 9.5 bugs. "
            "One value is unusually high: worth asking what happened. One value is not a change of level. Left alone,",
        ),
        (
            {"values": [4.0] * 8 + [9.2, 9.5], "red_upper": 9, "state": "real_change", "verdict_up": True},
            "The red line of 9 bugs is crossed, for 2 weeks now: the last value is 9.5 bugs. "
            "It has changed for the worse, by more than chance explains. What is different?",
        ),
        (
            {"values": [4.0] * 9 + [7.5], "red_upper": 9, "state": "check_point", "verdict_up": True},
            "One value is unusually high: worth asking what happened. One value is not a change of level. Left alone,",
        ),
    ],
)
def test_what_is_said_first_is_what_a_manager_must_know(given, words):
    assert say(**({"red_upper": 6} | given)).startswith(words)


def test_values_beyond_the_limits_do_not_bring_a_red_line_outside_them_inside():
    words = say(values=[4.0] * 6 + [9.5, 4.0, 9.8, 4.0], red_upper=9, target=8)
    assert "inside" not in words
    assert words.startswith("This process met its target of 8 bugs in 8 of 10 weeks")


def test_a_process_that_misses_its_target_but_not_its_red_line():
    words = say(target=1, red_upper=9)
    assert words.startswith(
        "This process does not reach its target, and as it is built it never will: "
        "1 bug lies below everything it produces by itself."
    )
    assert words.endswith(HARDER)


def test_a_red_line_inside_the_limits_says_how_often_chance_crosses_it():
    centre_plus_1_5_sigma = 4.6 + 1.5 * (7.2 - 4.6) / 3
    words = say(red_upper=centre_plus_1_5_sigma, red_in_a_row=2)
    assert words.startswith(
        "The red line lies inside what this process produces by itself, so chance alone crosses it "
        "in about 1 of 15 weeks; 2 in a row happen by chance in 19 % of years."
    )
    assert "crosses it in about 5 of 10 weeks." in say(red_upper=4.6)
    assert "crosses it in about 9 of 10 weeks." in say(red_upper=2.1)


def test_a_red_line_that_chance_rarely_crosses_brings_no_sermon():
    words = say(red_upper=7.1)
    assert "chance alone crosses it in about 1 of 510 weeks." in words
    assert "Asking" not in words


def test_a_process_clear_of_its_red_line():
    assert say(red_upper=9) == (
        "Left alone, this process stays clear of its red line: by itself it moves within 2–7.2 bugs. "
        "Nothing has changed."
    )


def test_a_real_change_for_the_worse_asks_what_is_different():
    words = say("real_change", verdict_up=True, verdict_since=3, since="week of 2 Nov 2026", target=8)
    assert words == (
        "It has changed for the worse since the week of 2 Nov 2026, by more than chance explains. What is different?"
    )


def test_a_real_change_for_the_better_asks_to_mark_it():
    words = say("real_change", verdict_up=False, verdict_since=3, since="March 2018", target=8)
    assert words.endswith(
        "It has changed for the better since March 2018, by more than chance explains. "
        "If you know why, mark the change so that the limits start anew."
    )


def test_after_a_real_change_old_limits_promise_nothing():
    assert "by itself" not in say("real_change", verdict_up=False, verdict_since=3, target=5)


def test_one_point_is_a_question_and_not_a_change():
    assert say("check_point", verdict_up=True, verdict_since=5, since="March 2018") == (
        "The value for March 2018 is unusually high: worth asking what happened. One value is not a change of level."
    )
    assert say("check_point", verdict_up=False, verdict_since=5, since="March 2018", points=4).startswith(
        "The value for March 2018 is unusually low, and so are three more of the last eight: more than one odd value. "
        "What is different?"
    )
    assert "and so is one more of the last eight" in say("check_point", verdict_up=True, points=2)
    assert "its season may be the answer" in say("check_point", verdict_up=True, doubts=["season"])


def test_what_is_watched_is_no_news_yet():
    assert say("watch", verdict_up=True) == (
        "Its latest values lean to the worse side, no further than chance sometimes goes."
    )


def test_nothing_to_compare_with_leaves_what_the_process_does():
    assert say() == "Nothing has changed: by itself it moves within 2–7.2 bugs."
    assert say(limits=(None, 4.6, 7.2)) == "Nothing has changed: by itself it gives up to 7.2 bugs."
    assert say(limits=(None, 4.6, None)) == "Nothing has changed: by itself it moves around 4.6 bugs."


def test_too_few_values_are_counted():
    assert say("too_few", values=[]) == "There are no values yet. The first one starts the picture."
    few = say("too_few", values=[3.0, None], limits=None)
    assert few.startswith("There is 1 value so far. From 6 on")
    assert few.endswith("until then, no change is told.")
    watched = say("too_few", values=[3.0, None], limits=None, red_upper=9)
    assert watched.endswith("until then, only the red line is watched.")
    assert say("too_few", values=[3.0] * 8, limits=CALM).startswith("There are 8 values so far: enough for a picture")


def test_a_season_of_days_is_compared_with_the_season_before():
    words = say("real_change", verdict_up=True, doubts=["season"], frequency=Frequency.DAY)
    assert "with the same time one season ago" in words


def test_the_strongest_doubt_is_said_once_and_unknown_ones_passed_over():
    assert "leans on the one before" not in say(doubts=["autocorrelated", "season"])
    words = say(doubts=["coarse", "moon"])
    assert words.count("rounded so coarsely") == 1
    assert "moon" not in words


def test_a_range_has_two_ends():
    words = say(direction="within", target=4, target_upper=5)
    assert "met its target of 4–5 bugs in 3 of 6 weeks, and chance decides in which" in words
    assert "lies above everything" in say(direction="within", target=8, target_upper=9)


def test_a_target_that_moves_counts_each_value_against_its_own():
    words = say(target=5, targets=[3.0, 4.0, 5.0, 6.0, 5.5, 5.0])
    assert words.startswith(
        "This process met its target of 5 bugs, as it is now, in 3 of 6 weeks, and chance decides in which"
    )
    assert say(target=1, targets=[9.0] * 5 + [1.0]).startswith("This process does not reach its target of now,")


def test_values_outside_the_limits_do_not_stand_beside_nothing_has_changed():
    words = "No change of its level is shown, although some of its latest values lie outside the limits."
    assert say(outside=True) == words
    assert words in advice(verdict_state="steady", outside=True, **HOSPITAL)
