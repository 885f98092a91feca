"""The status of a KPI in words."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vitalfew.method.periods import Frequency
from vitalfew.method.status import Shape, Status, kpi_status

pytestmark = pytest.mark.plain

START = datetime(2026, 1, 5, tzinfo=UTC)
WEEK = timedelta(days=7)
CALM = (2.0, 4.6, 7.2)
VALUES = [4.0, 5.0, 6.0, 3.0, 5.2, 4.5]


def weeks(values):
    return [START + number * WEEK for number in range(len(values))]


def status(values=VALUES, **given):
    facts = {"direction": "lower", "frequency": Frequency.WEEK, "now": START + len(values) * WEEK} | given
    return kpi_status(times=weeks(values), values=values, **facts)


def test_without_values_there_is_no_data():
    found = status([], due=START - WEEK, failing_since=START)
    assert (found.status, found.shape, found.words) == (Status.NO_DATA, Shape.NONE, "No data yet")
    assert status([None, float("nan")]).status is Status.NO_DATA


def test_late_comes_before_everything_else():
    now = START + 5 * WEEK + timedelta(days=9)
    found = status(red_upper=1, due=now - timedelta(hours=1), now=now, failing_since=START)
    assert (found.status, found.shape, found.word) == (Status.LATE, Shape.NONE, "Late")
    assert found.words == "No data for 9 days"
    assert found.since == now - timedelta(hours=1)
    assert not found.needs_decision


def test_what_is_due_this_moment_is_not_late():
    now = START + 6 * WEEK
    assert status(due=now, now=now).status is Status.STEADY


def test_a_failing_source_comes_before_the_red_line():
    found = status(red_upper=1, failing_since=START + 3 * WEEK)
    assert (found.status, found.words) == (Status.SOURCE_FAILING, "Source failing for 21 days")
    assert not found.needs_decision


def test_a_red_line_crossed_in_every_month():
    found = kpi_status(
        now=START + 40 * WEEK,
        times=weeks([90.0] * 36),
        values=[90.0] * 36,
        direction="higher",
        target=95,
        red_lower=95,
        verdict_state="real_change",
        verdict_up=False,
        limits=(85.6, 88.5, 91.3),
        frequency=Frequency.MONTH,
    )
    assert (found.status, found.shape, found.word) == (Status.RED_LINE, Shape.WORSE, "Red line crossed")
    assert found.words == "Red line crossed in each of 36 months"
    assert found.red_run == 36
    assert found.since == START
    assert found.capability.code == "misses"


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("real_change", "Red line crossed, real change"),
        ("check_point", "Red line crossed for 3 weeks; check this point"),
        ("watch", "Red line crossed for 3 weeks; may be a real change"),
        ("steady", "Red line crossed for 3 weeks; no real change"),
        ("too_few", "Red line crossed for 3 weeks"),
    ],
)
def test_a_crossed_red_line_says_whether_it_is_chance(verdict, words):
    values = [4.0, 5.0, 6.0, 7.0, 7.5, 7.1]
    found = status(values, red_upper=6.5, verdict_state=verdict, verdict_up=True, verdict_since=3, limits=CALM)
    assert found.words == words
    assert found.since == START + 3 * WEEK
    assert found.needs_decision


def test_a_value_on_the_red_line_has_not_crossed_it():
    assert status([4.0, 7.0], red_upper=7).status is Status.STEADY
    assert status([4.0, 7.0000001], red_upper=7).status is Status.RED_LINE
    assert status([4.0, 2.0], red_lower=2, direction="higher").status is Status.STEADY


def test_two_in_a_row_may_be_asked():
    assert status([4.0, 7.5], red_upper=7, red_in_a_row=2).status is Status.STEADY
    assert status([4.0, 7.5], red_upper=7, red_in_a_row=2).red_run == 1
    assert status([7.5, None, 7.5], red_upper=7, red_in_a_row=2).status is Status.RED_LINE


def test_within_a_range_both_sides_are_red():
    for value in (1.0, 9.0):
        found = status([5.0, value], direction="within", red_lower=2, red_upper=8)
        assert found.status is Status.RED_LINE


@pytest.mark.parametrize(
    ("direction", "up", "expected"),
    [
        ("lower", True, Status.WORSE),
        ("lower", False, Status.BETTER),
        ("higher", True, Status.BETTER),
        ("higher", False, Status.WORSE),
    ],
)
def test_a_real_change_is_for_the_worse_or_the_better(direction, up, expected):
    found = status(direction=direction, verdict_state="real_change", verdict_up=up, verdict_since=2, limits=CALM)
    assert found.status is expected
    assert found.word == found.words == f"Real change for the {expected.value}"
    assert found.shape.value == expected.value
    assert found.since == START + 2 * WEEK
    assert found.needs_decision


@pytest.mark.parametrize(
    ("centre", "values", "expected"),
    [
        (5.0, [5.0, 9.0, 9.0], Status.WORSE),
        (9.0, [9.0, 5.0, 5.0], Status.BETTER),
        (1.0, [1.0, 5.0, 5.0], Status.BETTER),
        (5.0, [5.0, 6.5, 6.5], Status.WORSE),
        (6.5, [6.5, 5.2, 5.2], Status.BETTER),
    ],
)
def test_within_a_range_a_change_away_from_it_is_worse(centre, values, expected):
    found = status(
        values,
        direction="within",
        red_lower=3,
        red_upper=7.5 + 10,
        target=4,
        target_upper=7,
        verdict_state="real_change",
        verdict_up=values[-1] > centre,
        verdict_since=1,
        limits=(centre - 1, centre, centre + 1),
    )
    assert found.status is expected


def test_missing_values_do_not_shift_when_a_change_began():
    values = [4.0, None, 5.0, None, 9.0, 9.0]
    found = status(values, verdict_state="real_change", verdict_up=True, verdict_since=4, limits=CALM)
    assert found.since == START + 4 * WEEK


@pytest.mark.parametrize(
    ("target", "expected", "words", "shape"),
    [
        (8, Status.STEADY, "Steady; meets its target", Shape.STEADY),
        (5, Status.STEADY, "Steady; hit and miss", Shape.STEADY),
        (1, Status.SHORT, "Short of its target; steady, so it will miss it again", Shape.WATCH),
        (None, Status.STEADY, "Steady", Shape.STEADY),
    ],
)
def test_a_steady_process_says_whether_it_meets_its_target(target, expected, words, shape):
    found = status(target=target, verdict_state="steady", limits=CALM)
    assert (found.status, found.words, found.shape) == (expected, words, shape)
    assert not found.needs_decision


@pytest.mark.parametrize(
    ("red", "words"),
    [
        (9, "Steady; clear of its red line"),
        (7, "Steady; may cross its red line by chance"),
        (4.7, "Steady; crosses its red line by chance"),
    ],
)
def test_without_a_target_the_red_line_is_the_standard(red, words):
    assert status([4.0, 5.0, 4.6], red_upper=red, verdict_state="steady", limits=CALM).words == words


@pytest.mark.parametrize(
    ("values", "begun", "words", "able"),
    [
        ([4.0, 4.5, 4.9], 0, "Steady; met its target in each of 3 weeks", "met it every time so far"),
        ([5.2, 5.5, 5.9], 0, "Steady; missed its target in each of 3 weeks", "missed it every time so far"),
        ([9.0, None, 4.0, 4.5], 0, "Steady; hit and miss", "hit and miss"),
        ([9.0, None, 4.0, 4.5], 2, "Steady; met its target in each of 2 weeks", "met it every time so far"),
    ],
)
def test_what_met_its_target_every_time_is_not_called_hit_and_miss(values, begun, words, able):
    found = status(values, target=5, verdict_state="steady", limits=CALM, begun=begun, frequency=Frequency.WEEK)
    assert (found.status, found.words) == (Status.STEADY, words)
    assert found.capability.words == able


def test_every_time_is_told_by_the_target_of_each_time():
    found = status([4.0, 5.0, 6.0], target=7, targets=[4.5, 5.5, 7], verdict_state="steady", limits=(2.0, 5.0, 8.0))
    assert found.words == "Steady; met its target in each of 3 weeks"


def test_one_value_short_of_the_target_is_not_news_in_a_process_that_hits_and_misses():
    assert status([4.0, 4.9, 5.2], target=5, verdict_state="steady", limits=CALM).status is Status.STEADY


def test_without_limits_the_last_value_decides_whether_it_is_short():
    short = status([4.0, 6.0, 6.0], target=5)
    assert (short.status, short.words, short.since) == (Status.SHORT, "Short of its target", START + WEEK)
    met = status([4.0, 6.0, 5.0], target=5)
    assert (met.status, met.words) == (Status.STEADY, "Meets its target; too few values to say more")


def test_short_comes_before_better_but_says_both():
    found = status(
        [9.0, 9.0, 6.0], target=5, verdict_state="real_change", verdict_up=False, verdict_since=2, limits=CALM
    )
    assert found.status is Status.SHORT
    assert found.words == "Short of its target; real change for the better"
    assert found.needs_decision


@pytest.mark.parametrize(
    ("state", "up", "words", "decide"),
    [
        ("check_point", True, "Check this point: unusually high", True),
        ("check_point", False, "Check this point: unusually low", False),
        ("watch", True, "Worth watching: may be getting worse", False),
        ("watch", False, "Worth watching: may be getting better", False),
    ],
)
def test_what_is_not_yet_a_change_is_watched(state, up, words, decide):
    found = status(verdict_state=state, verdict_up=up, verdict_since=5, limits=CALM)
    assert (found.status, found.shape, found.words) == (Status.STEADY, Shape.WATCH, words)
    assert found.needs_decision is decide


def test_a_real_change_that_goes_neither_up_nor_down_is_still_said():
    found = status(verdict_state="real_change", verdict_since=2, limits=CALM)
    assert (found.status, found.shape, found.words) == (Status.STEADY, Shape.WATCH, "Real change")
    assert found.needs_decision


def test_the_marks_are_those_of_the_legend():
    assert "".join(shape.glyph for shape in Shape) == "▼▲◆▬○"


def test_unknown_words_are_refused():
    with pytest.raises(ValueError, match=r"'alarm' is not a verdict. Write one of: too_few, steady"):
        status(verdict_state="alarm")
    with pytest.raises(ValueError, match="'down' is not a direction"):
        status(direction="down")


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.integers(-20, 20), min_size=1, max_size=8),
    st.sampled_from(["too_few", "steady", "watch", "check_point", "real_change"]),
    st.booleans(),
    st.integers(-20, 20),
    st.integers(-20, 20),
)
def test_lower_is_the_mirror_of_higher(values, state, up, target, red):
    limits = (-3.0, 1.0, 5.0)
    down = status(
        values, direction="lower", target=target, red_upper=red, verdict_state=state, verdict_up=up, limits=limits
    )
    mirror = status(
        [-value for value in values],
        direction="higher",
        target=-target,
        red_lower=-red,
        verdict_state=state,
        verdict_up=not up,
        limits=(-5.0, -1.0, 3.0),
    )
    words = mirror.words.replace("unusually high", "?").replace("unusually low", "unusually high")
    assert (down.status, down.shape, down.since, down.capability) == (
        mirror.status, mirror.shape, mirror.since, mirror.capability,
    )  # fmt: skip
    assert down.words == words.replace("?", "unusually low")


def test_a_target_that_moves_is_missed_where_its_own_periods_is():
    values, targets = [4.0, 5.0, 6.0, 3.0, 5.2, 4.5], [9.0, 8.0, 7.0, 3.5, 3.2, 3.0]
    found = status(values, target=3.0, targets=targets)
    assert (found.status, found.since) == (Status.SHORT, START + 4 * WEEK)
    assert status(values, target=3.0).since == START + 4 * WEEK
    early = status([9.5, *values[1:]], target=3.0, targets=[9.0, 4.0, 4.0, 2.0, 3.0, 3.0])
    assert early.since == START
    holey = status([4.0, None, 6.0], target=5.0, targets=[3.0, 1.0, 5.0])
    assert holey.since == START


def test_a_point_of_now_is_one_to_check_and_an_older_one_is_history():
    found = {"verdict_state": "check_point", "verdict_up": True, "verdict_since": 2}
    old = status(**found, verdict_asks=False, verdict_lately=False)
    assert (old.words, old.needs_decision) == ("An earlier point to check: unusually high", False)
    assert (status(**found).words, status(**found).needs_decision) == ("Check this point: unusually high", True)
    short = status(**found, verdict_lately=False, target=1, limits=(2, 3, 4))
    assert short.words == "Short of its target; an earlier point to check"


def test_a_point_to_check_that_is_not_the_last_one_is_named_by_its_period():
    found = {"verdict_state": "check_point", "verdict_up": True, "verdict_since": 2, "point": "week of 19 Jan 2026"}
    assert status(**found).words == "Check this point, week of 19 Jan 2026: unusually high"
    old = status(**found, verdict_lately=False)
    assert (old.word, old.words) == (
        "An earlier point to check",
        "An earlier point to check, week of 19 Jan 2026: unusually high",
    )
    crossed = status(**found, red_upper=4.4)
    assert crossed.words == "Red line crossed for 2 weeks; check this point, week of 19 Jan 2026"


def test_what_does_not_ask_needs_no_decision_but_for_a_crossed_red_line():
    changed = {"verdict_state": "real_change", "verdict_up": True, "verdict_since": 2, "verdict_asks": False}
    assert (status(**changed).status, status(**changed).needs_decision) == (Status.WORSE, False)
    assert status(**changed).words == "Real change for the worse; needs no decision"
    crossed = status(**changed, red_upper=1)
    assert (crossed.status, crossed.needs_decision) == (Status.RED_LINE, True)
