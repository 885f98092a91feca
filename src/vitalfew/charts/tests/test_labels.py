"""Labels keep apart, ticks are round, text is measured and cut."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vitalfew.charts.frame import path
from vitalfew.charts.labels import spread
from vitalfew.charts.scale import padded, tick_words, ticks
from vitalfew.charts.words import escaped, shortened, width_of

pytestmark = pytest.mark.plain
heights = st.lists(st.floats(0, 300, allow_nan=False), min_size=1, max_size=8).map(sorted)


@settings(max_examples=80, deadline=None)
@given(heights)
def test_spread_keeps_the_gap_and_stays_inside(wanted: list[float]) -> None:
    places = spread(wanted, gap=16, top=0, bottom=300)
    assert all(below - above >= 16 - 1e-9 for above, below in pairwise(places))
    assert places[0] >= 0
    assert places[-1] <= 300 + 1e-9


@settings(max_examples=40, deadline=None)
@given(heights, st.lists(st.floats(0, 300), min_size=8, max_size=8).map(sorted))
def test_no_other_placing_is_nearer(wanted: list[float], others: list[float]) -> None:
    def cost(places: list[float]) -> float:
        return float(np.sum((np.array(places) - np.array(wanted)) ** 2))

    rival = [150 + (place - 150) * 0.5 + order * 16 - 60 for order, place in enumerate(others[: len(wanted)])]
    best = spread(wanted, gap=16, top=-1000, bottom=2000)
    assert cost(best) <= cost(rival) + 1e-6


def test_labels_that_have_room_stay_where_they_are_wanted() -> None:
    assert spread([10, 50, 90], gap=16, top=0, bottom=100) == pytest.approx([10, 50, 90])
    assert spread([50, 50], gap=16, top=0, bottom=100) == pytest.approx([42, 58])


def test_the_gap_gives_way_where_not_all_labels_fit() -> None:
    assert spread([5, 5, 5], gap=60, top=0, bottom=100) == pytest.approx([0, 50, 100])


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        (0, 10, [0, 2, 4, 6, 8, 10]),
        (83.5, 96, [84, 86, 88, 90, 92, 94, 96]),
        (-1, 1, [-1, -0.5, 0, 0.5, 1]),
        (0.1, 0.35, [0.1, 0.15, 0.2, 0.25, 0.3, 0.35]),
    ],
)
def test_ticks_are_round_numbers(low: float, high: float, found: list[float]) -> None:
    assert ticks(low, high, 6) == found


@settings(max_examples=80, deadline=None)
@given(st.floats(-1e290, 1e290), st.floats(-1e290, 1e290))
def test_any_range_has_air_and_few_ticks_inside(one: float, other: float) -> None:
    low, high = padded(min(one, other), max(one, other))
    assert low < high
    assert low <= min(one, other)
    assert high >= max(one, other)
    found = ticks(low, high, 6)
    assert len(found) <= 13
    assert found == sorted(found)


def test_positive_numbers_are_not_drawn_below_zero() -> None:
    assert padded(0, 100)[0] == 0
    assert padded(-100, 0)[1] == 0
    assert padded(-1, 1)[0] < -1


def test_ticks_use_the_readers_format_while_it_tells_them_apart() -> None:
    assert tick_words([1.0, 2.0], "{:.0f} %".format) == ["1 %", "2 %"]
    assert tick_words([1.0, 1.25, 1.5], "{:.0f}".format) == ["1", "1.25", "1.5"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.floats(0, 200))
def test_shortened_text_fits(text: str, room: float) -> None:
    cut = shortened(text, room)
    assert width_of(cut) <= room or cut == ""
    assert cut == text or cut == "" or cut.endswith("…")


def test_text_is_escaped_for_elements_and_attributes() -> None:
    assert escaped("<a href='x' title=\"y\">&\x00\x1b\t") == ("&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;\t")


def test_a_long_path_does_not_drift() -> None:
    places = [(index * 0.3333, 100 + (index % 7) * 0.7777) for index in range(1000)]
    d = path(places)
    numbers = [float(number) for number in d.replace("M", "").replace("l", " ").replace("-", " -").split()]
    assert sum(numbers[::2]) == pytest.approx(places[-1][0], abs=0.06)
    assert sum(numbers[1::2]) == pytest.approx(places[-1][1], abs=0.06)
