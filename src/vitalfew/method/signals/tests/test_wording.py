"""The sentences of verdicts."""

import pytest

from vitalfew.method.signals import wording

pytestmark = pytest.mark.plain


@pytest.mark.parametrize(
    ("once_in", "end"),
    [
        (1, "the others; charts as long as this one often show as much by chance."),
        (8, "the others; a steady process looks like this about once in 8 charts."),
        (58, "the others, hardly by chance: of 58 charts of a steady process about one shows as much."),
    ],
)
def test_a_wild_point_does_not_sound_like_luck(once_in, end):
    words = wording.check_point(back=0, up=True, once_in=once_in)
    assert words == f"Check this point: the last point lies far above {end}"


@pytest.mark.parametrize(
    ("once_in", "end"),
    [
        (1, "a chart as long as this one shows such a stretch by chance more often than a short one."),
        (9, "a chart as long as this one shows such a stretch by chance more often than a short one."),
        (10, "a steady process looks like this about once in 10 charts."),
    ],
)
def test_a_real_change_goes_without_odds_that_sound_like_chance(once_in, end):
    words = wording.real_change(length=3, up=True, once_in=once_in)
    assert words == f"Real change: the last three points lie higher than chance explains; {end}"


@pytest.mark.parametrize(
    ("words", "without"),
    [
        ("Real change: eight points in a row lie above the centre.", "Eight points in a row lie above the centre."),
        ("Check this point: the last point lies far below.", "The last point lies far below."),
        ("Too few to judge: no points yet; limits need six.", "Too few to judge: no points yet; limits need six."),
        ("", ""),
    ],
)
def test_a_verdict_can_be_explained_without_its_name(words, without):
    assert wording.explained(words) == without
