"""The process behaviour chart, read back as XML."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vitalfew.charts import Band, Line, Point, behaviour_chart, behaviour_figure
from vitalfew.charts.words import width_of

pytestmark = pytest.mark.plain
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</title><script>alert(1)</script>\"'&\x00\ud800\ufffe"


def svg_of(points: list[Point], bands: list[Band] | None = None, **options: object) -> str:
    """The chart of these points as text."""
    arguments: dict = {
        "key": "k",
        "title": "Seen within four hours",
        "description": "Monthly",
        "shown": lambda value: f"{value:.3g}",
        **options,
    }
    return behaviour_chart(points=points, bands=bands or [], **arguments)


def drawn(points: list[Point], bands: list[Band] | None = None, **options: object) -> ElementTree.Element:
    """The chart of these points, parsed."""
    return ElementTree.fromstring(svg_of(points, bands, **options))


def points_of(*values: float | None) -> list[Point]:
    """One point for each value."""
    return [Point(label=f"week {index}", value=value, shown=f"{value}") for index, value in enumerate(values)]


def marks(chart: ElementTree.Element) -> list[ElementTree.Element]:
    """The elements of all points, in order."""
    return [element for group in chart.iter(f"{SVG}g") if group.get("class") == "points" for element in group]


def of_class(chart: ElementTree.Element, kind: str) -> list[ElementTree.Element]:
    """All elements of a class."""
    return [element for element in chart.iter() if element.get("class") == kind]


def titles(chart: ElementTree.Element) -> list[str]:
    """What each point says."""
    return [element.findtext(f"{SVG}title") for element in marks(chart)]


def end_labels(chart: ElementTree.Element) -> list[ElementTree.Element]:
    """The names at the right edge, from the top down."""
    found = [text for text in chart.iter(f"{SVG}text") if text.get("class", "").startswith("name")]
    return sorted(found, key=lambda text: float(text.get("y")))


def test_the_names_at_the_right_edge_say_what_and_how_much() -> None:
    chart = drawn(points_of(88, 90, 87), [Band(0, 2, 88.5, 85.6, 91.3)], lines=[Line(95, "red line", "red")])
    assert [text.text for text in end_labels(chart)] == [
        "red line 95",
        "upper limit 91.3",
        "centre 88.5",
        "lower limit 85.6",
    ]


def test_the_last_phase_is_named_although_later_points_have_none() -> None:
    chart = drawn([*points_of(88, 90, 87), Point("now", 80, "80", in_progress=True)], [Band(0, 2, 88, None, 91)])
    assert [text.text for text in end_labels(chart)] == ["upper limit 91", "centre 88"]


def test_the_picture_is_named_and_described() -> None:
    chart = drawn(points_of(1, 2))
    assert chart.get("role") == "img"
    ids = {element.get("id"): element.text for element in chart.iter() if element.get("id")}
    assert ids[chart.get("aria-labelledby")] == "Seen within four hours"
    assert ids[chart.get("aria-describedby")] == "Monthly"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 1e305])
def test_a_value_that_cannot_be_drawn_is_refused_with_its_index(value: float) -> None:
    with pytest.raises(ValueError, match=r"point 2 \(week 2\)"):
        drawn(points_of(1, 2, value))
    with pytest.raises(ValueError, match=r"line 0 \(target\)"):
        drawn(points_of(1, 2), lines=[Line(value, "target", "target")])
    with pytest.raises(ValueError, match="band 0, upper at point 1"):
        drawn(points_of(1, 2), [Band(0, 1, 1, 0, [2, value])])


@pytest.mark.parametrize(
    ("bands", "said"),
    [
        ([Band(0, 2, 1, 0, 2)], "band 0: points 0 to 2"),
        ([Band(0, 1, 1, 0, 2), Band(1, 1, 1, 0, 2)], "band 1: points 1 to 1"),
        ([Band(1, 0, 1, 0, 2)], "run backwards"),
        ([Band(0, 1, [1, 2, 3], 0, 2)], "band 0, centre: 3 values for 2 points"),
    ],
)
def test_a_band_that_does_not_fit_is_refused(bands: list[Band], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        drawn(points_of(1, 2), bands)


def test_an_unknown_mark_a_bad_key_and_a_tiny_size_are_refused() -> None:
    with pytest.raises(ValueError, match=r"point 0 \(w\): mark 'red'"):
        drawn([Point("w", 1, "1", mark="red")])
    with pytest.raises(ValueError, match="key 'a b'"):
        drawn(points_of(1), key="a b")
    with pytest.raises(ValueError, match="at least 200 × 120"):
        drawn(points_of(1), width=100)


def test_a_gap_breaks_the_line_and_shows_as_an_empty_ring() -> None:
    chart = drawn(points_of(1, 2, None, 3, 4, None, 5))
    (line,) = of_class(chart, "line")
    assert line.get("d").count("M") == 2
    assert [element.get("class") for element in marks(chart)] == [None, None, "none", None, None, "none", None]
    assert titles(chart)[2] == "week 2: no value"


def test_points_stand_from_left_to_right_and_higher_values_higher() -> None:
    chart = drawn(points_of(5, 3, 8, 8, -2))
    xs = [float(circle.get("cx")) for circle in marks(chart)]
    ys = [float(circle.get("cy")) for circle in marks(chart)]
    assert xs == sorted(set(xs))
    assert ys[2] == ys[3] < ys[0] < ys[1] < ys[4]
    assert of_class(chart, "zero")


def test_signals_differ_in_shape_and_say_why() -> None:
    points = [
        Point("a", 0, "0", mark="worse"),
        Point("b", 9, "9", mark="better", why="Eight in a row above the centre"),
        Point("c", 5, "5", mark="watch"),
        Point("d", 10, "10"),
        Point("e", 30, "30", in_progress=True),
    ]
    chart = drawn(points, [Band(0, 4, 5, 1, 9.5)])
    shapes = {element.get("class"): re.sub(r"^M\S+ [-\d.]+", "", element.get("d", "")) for element in marks(chart)[:3]}
    assert len(set(shapes.values())) == 3
    assert [element.get("class") for element in marks(chart)] == ["worse", "better", "watch", "out", "open"]
    assert titles(chart) == [
        "a: 0. Below the lower limit",
        "b: 9. Inside the limits. Eight in a row above the centre",
        "c: 5. Inside the limits",
        "d: 10. Above the upper limit",
        "e: 30. In progress, not judged",
    ]


def test_what_lies_beyond_the_red_line_has_a_shape_of_its_own() -> None:
    chart = drawn(
        [Point("a", 5, "5"), Point("b", 6, "6", mark="beyond", why="Beyond the red line")], [Band(0, 1, 5, 1, 9)]
    )
    assert [element.get("class") for element in marks(chart)] == [None, "beyond"]
    assert titles(chart)[1] == "b: 6. Inside the limits. Beyond the red line"


def test_an_unfinished_period_is_reached_by_a_dashed_line_only() -> None:
    chart = drawn([*points_of(1, 2), Point("now", 1, "1", in_progress=True)])
    assert len(of_class(chart, "line open")) == 1
    assert re.fullmatch(r"M[\d.]+ [\d.]+l[\d.]+-[\d.]+", of_class(chart, "line")[0].get("d"))


def test_a_phase_begins_with_a_vertical_and_its_reason() -> None:
    bands = [Band(0, 3, 2, 1, 3), Band(4, 7, 12, 11, 13, reason="New supplier")]
    chart = drawn(points_of(1, 2, 3, 2, 11, 12, 13, 12), bands)
    (vertical,) = of_class(chart, "phase")
    between = float(vertical.get("d").split()[0][1:])
    xs = [float(circle.get("cx")) for circle in marks(chart)]
    assert xs[3] < between < xs[4]
    (reason,) = of_class(chart, "reason")
    assert reason.text == "New supplier"


def test_a_long_reason_is_cut_with_its_whole_text_kept() -> None:
    reason = "Because " * 40
    bands = [Band(0, 3, 2, 1, 3), Band(4, 7, 12, 11, 13, reason=reason)]
    chart = drawn(points_of(1, 2, 3, 2, 11, 12, 13, 12), bands)
    (text,) = [*of_class(chart, "reason"), *of_class(chart, "reason before")]
    assert text.text.endswith("…")
    assert text.findtext(f"{SVG}title") == reason


def test_levels_may_change_from_point_to_point() -> None:
    chart = drawn(points_of(1, 2, 3), [Band(0, 2, [1, 2, 3], None, [2, 3, 4])])
    (centre,) = of_class(chart, "centre")
    assert len(re.findall(r"-?[\d.]+", centre.get("d"))) == 10
    assert len(of_class(chart, "limit")) == 1


def test_levels_and_values_may_come_from_numpy() -> None:
    levels = np.array([1.0, 2.0, 3.0])
    points = points_of(*np.array([0.5, 2.5, 9.0]))
    plain = drawn(points, [Band(0, 2, [1.0, 2.0, 3.0], [1.0, 1.0, 1.0], [4.0, 4.0, 4.0])])
    chart = drawn(points, [Band(0, 2, levels, np.ones(3), np.full(3, 4.0))])
    assert ElementTree.tostring(chart) == ElementTree.tostring(plain)


def test_a_line_far_away_is_named_with_an_arrow_instead_of_flattening_the_values() -> None:
    chart = drawn(points_of(10, 11, 12), [Band(0, 2, 11, 9, 13)], lines=[Line(900, "target", "target")])
    assert end_labels(chart)[0].text == "↑ target 900"
    assert not of_class(chart, "target")


def test_a_target_that_moves_goes_through_its_level_at_each_point() -> None:
    aim = Line(12, "target", "target", along=[8, 10, 12])
    chart = drawn(points_of(10, 11, 12), lines=[aim])
    (line,) = of_class(chart, "target")
    heights = [float(part) for part in re.findall(r"[-+]?[0-9.]+", line.get("d", ""))]
    across, down, again, further = heights[2:6]
    assert across == pytest.approx(again, abs=0.2)
    assert down == pytest.approx(further, abs=0.2)
    assert across > 0 > down
    assert "target 12" in "".join(end_labels(chart)[0].itertext())
    far = drawn(points_of(10, 11, 12), lines=[Line(900, "target", "target", along=[11, 12, 900])])
    assert not of_class(far, "target")
    with pytest.raises(ValueError, match="2 levels for 3 points"):
        drawn(points_of(10, 11, 12), lines=[Line(1, "target", "target", along=[1, 1])])


def test_notes_are_numbered_in_order_and_their_rings_do_not_touch() -> None:
    points = [Point(f"w{index}", 5, "5", note=f"note {index}" if index in {3, 4, 5} else "") for index in range(160)]
    chart = drawn(points)
    rings = [group.find(f"{SVG}circle") for group in of_class(chart, "note")]
    places = [(float(ring.get("cx")), float(ring.get("cy"))) for ring in rings]
    assert all(math.dist(one, other) >= 16 for one in places for other in places if one != other)
    assert [group.findtext(f"{SVG}text") for group in of_class(chart, "note")] == ["1", "2", "3"]
    assert titles(chart)[4] == "w4: 5. Note 2: note 4"


def test_the_last_points_keep_their_numbers_and_their_phase() -> None:
    points = [Point(f"w{index}", index, str(index), note="x" if index in {1, 8} else "") for index in range(10)]
    chart = drawn(points, [Band(0, 5, range(6), None, range(1, 7)), Band(6, 9, 8, 5, 11)], last=6)
    assert titles(chart)[0] == "w4: 4"
    assert len(marks(chart)) == 6
    assert [group.findtext(f"{SVG}text") for group in of_class(chart, "note")] == ["2"]
    assert chart.get("data-slots").split()[2:] == ["4", "10"]


def test_two_values_near_each_other_do_not_push_their_red_line_out_of_the_drawing() -> None:
    chart = drawn(points_of(3.2, 3.4), lines=[Line(6, "red line", "red")])
    assert end_labels(chart)[0].text == "red line 6"
    assert of_class(chart, "red")


def test_hostile_text_stays_text_and_nothing_carries_style() -> None:
    points = [Point(HOSTILE, 1, HOSTILE, note=HOSTILE, why=HOSTILE, at=HOSTILE), *points_of(2, 30)]
    text = svg_of(
        points,
        [Band(0, 1, 1, 0, 2), Band(2, 2, 30, 29, 31, reason=HOSTILE)],
        lines=[Line(1, HOSTILE, "red")],
        title=HOSTILE,
        description=HOSTILE,
        shown=lambda value: f"{HOSTILE}{value}",
    )
    chart = ElementTree.fromstring(text.encode())
    names = {element.tag.removeprefix(SVG) for element in chart.iter()}
    assert names == {"svg", "title", "desc", "path", "circle", "g", "text", "tspan"}
    assert not [element for element in chart.iter() if "style" in element.attrib]
    assert not [name for element in chart.iter() for name in element.attrib if name.startswith("on")]


@pytest.mark.parametrize("count", [0, 1, 2, 5, 160, 1000])
@pytest.mark.parametrize("value", [None, 0.0, 7.0, -3e-9, 8.5e14, -2e299])
def test_any_number_of_equal_values_can_be_drawn(count: int, value: float | None) -> None:
    chart = drawn(points_of(*[value] * count), [Band(0, count - 1, value, value, value)] if count and value else [])
    low, high = 0, float(chart.get("height"))
    places = [float(circle.get("cy")) for circle in chart.iter(f"{SVG}circle")]
    assert all(low <= place <= high for place in places)
    assert bool(of_class(chart, "empty")) == (value is None or not count)


def test_ticks_that_the_readers_format_cannot_tell_apart_are_written_out() -> None:
    chart = drawn(points_of(*range(1_000_001, 1_000_009)), [Band(0, 7, 1_000_004, 1_000_000, 1_000_010)])
    words = [text.text for text in of_class(chart, "tick")]
    assert len(set(words)) == len(words) > 3
    assert "1,000,002" in words


def test_beyond_400_points_only_those_that_say_something_are_elements() -> None:
    values = [50.0 + index % 5 for index in range(1000)]
    values[300] = 90
    chart = drawn(points_of(*values), [Band(0, 999, 52, 40, 60)])
    assert titles(chart) == ["week 300: 90. Above the upper limit", "week 999: 54.0"]


def test_the_figure_holds_both_drawings_with_different_ids() -> None:
    figure = ElementTree.fromstring(
        behaviour_figure(
            key="kpi-1",
            title="t",
            description="d",
            points=points_of(*range(160)),
            bands=[Band(0, 159, 80, 0, 160)],
            shown=str,
        )
    )
    ids = [element.get("id") for element in figure.iter() if element.get("id")]
    assert len(ids) == len(set(ids)) == 4
    wide, narrow = (len(ElementTree.tostring(svg)) for svg in figure.iter(f"{SVG}svg"))
    assert wide > narrow
    assert figure.find("figcaption").get("aria-live") == "polite"


def test_160_points_keep_to_their_weight() -> None:
    points = [Point(f"{index % 28 + 1} Nov 2026", 85 + index * 7 % 11 / 3, "85.4 %") for index in range(160)]
    bands = [Band(0, 79, 85, 75, 95), Band(80, 159, 86, 80, 92, reason="New supplier")]
    assert len(svg_of(points, bands).encode()) <= 18_000
    assert len(svg_of(points, bands, width=340, height=260, last=40).encode()) <= 12_000


finite = st.floats(min_value=-1e12, max_value=1e12, allow_nan=False)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.none() | finite, max_size=60), st.lists(finite, max_size=4), st.sampled_from([340, 700, 1140]))
def test_whatever_is_drawn_stays_inside_and_labels_never_overlap(
    values: list[float | None], levels: list[float], width: int
) -> None:
    lines = [Line(level, f"line {index}", "target") for index, level in enumerate(levels)]
    chart = drawn(points_of(*values), lines=lines, width=width)
    for circle in marks(chart):
        assert 0 <= float(circle.get("cx")) <= width
        assert 0 <= float(circle.get("cy")) <= 400
    heights = [float(text.get("y")) for text in end_labels(chart)]
    assert all(below - above >= 15.8 for above, below in pairwise(heights))
    times = [(float(text.get("x")), width_of(text.text) / 2) for text in of_class(chart, "time")]
    assert all(x + half < other - wide for (x, half), (other, wide) in pairwise(times))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-1000, 1000), min_size=2, max_size=30), st.sampled_from([0.25, 4.0, 1024.0]))
def test_another_unit_does_not_change_the_picture(values: list[int], factor: float) -> None:
    low, high, end = min(values) - 1, max(values) + 1, len(values) - 1
    one = drawn(points_of(*values), [Band(0, end, low, low, high)])
    scaled = [value * factor for value in values]
    other = drawn(points_of(*scaled), [Band(0, end, low * factor, low * factor, high * factor)])
    assert [mark.get("cy") for mark in marks(one)] == [mark.get("cy") for mark in marks(other)]
