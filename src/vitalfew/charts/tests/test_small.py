"""The sparkline, the pace bar and the chart of a key result, read back as XML."""

from __future__ import annotations

import itertools
import math
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vitalfew.charts import ProgressPoint, kept_sparkline, pace_bar, progress_chart, progress_figure, sparkline

pytestmark = pytest.mark.plain
SVG = "{http://www.w3.org/2000/svg}"


def of_class(chart: ElementTree.Element, kind: str) -> list[ElementTree.Element]:
    """All elements of a class."""
    return [element for element in chart.iter() if element.get("class") == kind]


def spark(values: list[float | None], **options: object) -> ElementTree.Element:
    """The sparkline of these values, parsed."""
    arguments: dict = {
        "lower": None,
        "upper": None,
        "red_lines": [],
        "marks": [""] * len(values),
        "title": "API response time",
        **options,
    }
    return ElementTree.fromstring(sparkline(values=values, **arguments))


def test_a_value_in_progress_is_hollow_and_the_title_says_so() -> None:
    solid, hollow = spark([1, 3, 2]), spark([1, 3, 2], in_progress=True)
    assert (len(of_class(solid, "last")), len(of_class(solid, "open"))) == (1, 0)
    assert (len(of_class(hollow, "last")), len(of_class(hollow, "open"))) == (0, 1)
    kept = {"values": [1, 3], "lower": None, "upper": None, "red": [], "marks": ["", ""]}
    assert "<title>Churn</title>" in kept_sparkline(kept, title="Churn")
    drawn = kept_sparkline({**kept, "in_progress": True}, title="Churn")
    assert "<title>Churn; the last period is in progress</title>" in drawn
    assert 'class="open"' in drawn


def test_the_line_to_a_value_in_progress_is_dashed_up_to_its_ring() -> None:
    chart = spark([1, 3, 2, 3], in_progress=True)
    (solid,), (dashed,) = of_class(chart, "line"), of_class(chart, "line open")
    (ring,) = of_class(chart, "open")
    whole, rest = places_of(solid), places_of(dashed)
    assert (len(whole), len(rest)) == (3, 2)
    assert rest[0] == pytest.approx(whole[-1])
    assert math.dist(rest[1], (float(ring.get("cx")), float(ring.get("cy")))) == pytest.approx(3, abs=0.15)
    assert not of_class(spark([1, 3, None, 3], in_progress=True), "line open")
    assert not of_class(spark([3], in_progress=True), "line open")


@pytest.mark.parametrize(("width", "height"), [(150, 34), (280, 80)])
def test_a_mark_at_the_edge_has_room(width: int, height: int) -> None:
    chart = spark([1, 5, 9], marks=["worse", "", "better"], width=width, height=height)
    for kind, deepest in (("worse", 3), ("better", -3)):
        (mark,) = of_class(chart, kind)
        y = float(re.match(r"M\S+ ([\d.]+)", mark.get("d")).group(1)) + (2 if kind == "worse" else -2)
        assert 2 <= y + deepest <= height - 2


def pace(progress: float | None = 0.4, **options: object) -> ElementTree.Element:
    """A pace bar of width 200, parsed."""
    arguments: dict = {"expected": 0.5, "low": 0.6, "high": 0.8, "title": "Lands at 0.6 to 0.8", "width": 200}
    return ElementTree.fromstring(pace_bar(progress=progress, **{**arguments, **options}))


def reading(*values: float) -> list[ProgressPoint]:
    """One value a week in a cycle of ten weeks."""
    return [ProgressPoint(index / 10, value, f"{value} %", f"week {index}") for index, value in enumerate(values)]


def progress(**options: object) -> ElementTree.Element:
    """The chart of a key result from 2 to 5, parsed."""
    arguments: dict = {
        "key": "kr",
        "title": "Mobile conversion",
        "description": "From 2 % to 5 %",
        "points": reading(2, 2.5, 3),
        "baseline": 2,
        "target": 5,
        "now": 0.3,
        "low": 3.5,
        "high": 4.5,
        "shown": lambda value: f"{value:g} %",
        **options,
    }
    return ElementTree.fromstring(progress_chart(**arguments))


def places_of(line: ElementTree.Element) -> list[tuple[float, float]]:
    """The points of a path whose steps are relative to the one before."""
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", line.get("d"))]
    return list(zip(itertools.accumulate(numbers[::2]), itertools.accumulate(numbers[1::2]), strict=True))


def x_of(element: ElementTree.Element) -> float:
    """Where a path begins, in pixels from the left."""
    return float(re.match(r"M(-?[\d.]+)", element.get("d")).group(1))


def test_a_sparkline_is_named_and_ends_in_ink() -> None:
    chart = spark([1, 2, 3], lower=0, upper=4, red_lines=[5])
    assert chart.get("role") == "img"
    assert chart.findtext(f"{SVG}title") == "API response time"
    (last,) = of_class(chart, "last")
    assert float(last.get("cx")) == 145
    assert len(of_class(chart, "red")) == len(of_class(chart, "band")) == 1


def test_marked_values_differ_in_shape_and_replace_the_last_dot() -> None:
    chart = spark([1, 2, 3, 4], marks=["", "worse", "better", "watch"])
    shapes = {re.sub(r"^M\S+ [\d.]+", "", of_class(chart, kind)[0].get("d")) for kind in ("worse", "better", "watch")}
    assert len(shapes) == 3
    assert not of_class(chart, "last")


def test_a_sparkline_breaks_at_gaps_and_keeps_lone_values_as_dots() -> None:
    chart = spark([1, 2, None, 3, None, 4, 5])
    assert len(of_class(chart, "line")) == 2
    assert len(list(chart.iter(f"{SVG}circle"))) == 2


@pytest.mark.parametrize("values", [[], [None] * 5, [3.0], [7.0] * 12, [1e12, -1e12], [1e-12, 2e-12]])
def test_any_sparkline_stays_inside_its_box(values: list[float | None]) -> None:
    chart = spark(values)
    assert all(0 <= float(circle.get("cy")) <= 34 for circle in chart.iter(f"{SVG}circle"))


def test_a_sparkline_refuses_what_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match="value 1"):
        spark([1, math.nan])
    with pytest.raises(ValueError, match="limit 1"):
        spark([1], upper=math.inf)
    with pytest.raises(ValueError, match="red line 0"):
        spark([1], red_lines=[math.nan])
    with pytest.raises(ValueError, match="1 marks for 2 values"):
        spark([1, 2], marks=[""])
    with pytest.raises(ValueError, match="mark 0: 'red'"):
        spark([1], marks=["red"])


def test_a_sparkline_weighs_little() -> None:
    text = sparkline(
        values=[50 + index % 7 for index in range(26)],
        lower=45,
        upper=60,
        red_lines=[62],
        marks=[""] * 26,
        title="Team velocity: steady",
    )
    assert len(text) <= 900


def test_the_pace_bar_shows_reached_calendar_landing_and_success_to_scale() -> None:
    chart = pace()
    (reached,) = of_class(chart, "reached")
    assert "H80.0" in reached.get("d")
    assert x_of(of_class(chart, "now")[0]) == 100
    assert x_of(of_class(chart, "notch")[0]) == 140
    (lands,) = of_class(chart, "lands")
    assert lands.get("d").startswith("M120.0")
    assert "H160.0" in lands.get("d")


def test_a_pace_bar_without_a_value_is_hollow() -> None:
    chart = pace(None, low=None, high=None)
    assert of_class(chart, "track empty")
    assert not of_class(chart, "reached")
    assert not of_class(chart, "lands")


@pytest.mark.parametrize(("value", "arrows"), [(-0.1, 1), (0.5, 0), (1.2, 1)])
def test_what_lies_beyond_the_bar_is_said_by_an_arrow(value: float, arrows: int) -> None:
    chart = pace(value, low=None, high=None)
    assert len([element for element in chart if element.get("class", "").startswith("beyond")]) == arrows


@settings(max_examples=60, deadline=None)
@given(*[st.floats(-2, 3)] * 4)
def test_a_pace_bar_never_leaves_its_box(value: float, expected: float, low: float, high: float) -> None:
    chart = pace(value, expected=expected, low=low, high=high)
    numbers = [float(found) for element in chart for found in re.findall(r"[MH](-?[\d.]+)", element.get("d", ""))]
    assert all(0 <= number <= 200 for number in numbers)
    (lands,) = of_class(chart, "lands")
    left, right = (float(found) for found in re.findall(r"[MH](-?[\d.]+)", lands.get("d"))[:2])
    assert right - left >= 2.9


def test_a_pace_bar_refuses_what_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match="expected: nan"):
        pace(expected=math.nan)


def test_a_key_results_chart_shows_way_landing_and_ends() -> None:
    chart = progress(start="1 Oct", end="31 Dec")
    texts = [text.text for text in chart.iter(f"{SVG}text")]
    assert texts == ["2 %", "3 %", "4 %", "5 %", "target 5 %", "lands 3.5 % to 4.5 %", "1 Oct", "31 Dec", "today"]
    assert len(of_class(chart, "wedge")) == len(of_class(chart, "lands")) == 1
    xs = [float(circle.get("cx")) for circle in chart.iter(f"{SVG}circle")]
    assert xs == sorted(xs)
    assert x_of(of_class(chart, "now")[0]) > xs[-1]


def test_a_falling_key_result_is_drawn_downwards() -> None:
    chart = progress(baseline=4, target=1.5, points=reading(4, 3), low=None, high=None)
    first, second = (float(circle.get("cy")) for circle in chart.iter(f"{SVG}circle"))
    assert first < second
    assert not of_class(chart, "wedge")


@pytest.mark.parametrize("points", [[], reading(2)])
@pytest.mark.parametrize("now", [0.0, 0.5, 1.0, 1.4])
def test_few_values_and_any_moment_can_be_drawn(points: list[ProgressPoint], now: float) -> None:
    chart = progress(points=points, now=now, width=340, height=240)
    assert x_of(of_class(chart, "now")[0]) <= 340
    assert not of_class(chart, "line")


def test_a_note_is_ringed_and_read_out() -> None:
    chart = progress(points=[ProgressPoint(0, 2, "2 %", "week 0", note="Checkout redesigned")])
    assert of_class(chart, "note")[0].findtext(f"{SVG}text") == "1"
    (circle,) = next(group for group in chart.iter(f"{SVG}g") if group.get("class") == "points")
    assert circle.findtext(f"{SVG}title") == "week 0: 2 %. Note 1: Checkout redesigned"


def test_a_key_results_chart_refuses_what_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match=r"point 1 \(week 1\)"):
        progress(points=reading(1, math.inf))
    with pytest.raises(ValueError, match="low: nan"):
        progress(low=math.nan)
    with pytest.raises(ValueError, match=r"point 1 \(week 0\) lies before"):
        progress(points=reading(1, 2)[::-1])


def test_the_key_results_figure_holds_both_drawings() -> None:
    figure = ElementTree.fromstring(
        progress_figure(
            key="kr",
            title="t",
            description="d",
            points=reading(2, 3),
            baseline=2,
            target=5,
            now=0.2,
            low=3,
            high=4,
            shown=str,
        )
    )
    ids = [element.get("id") for element in figure.iter() if element.get("id")]
    assert len(ids) == len(set(ids)) == 4


def test_the_band_follows_limits_that_a_season_moves():
    chart = spark([1.0, 5.0, 1.0, 5.0], lower=[0.0, 4.0, 0.0, 4.0], upper=[2.0, 6.0, 2.0, 6.0])
    (band,) = of_class(chart, "band")
    steps = [float(number) for number in re.findall(r"-?[\d.]+", band.get("d"))][1::2]
    heights = list(itertools.accumulate(steps))
    assert len(heights) == 12
    assert heights[1] == pytest.approx(heights[3]) != heights[2] == pytest.approx(heights[4])
    assert heights[1] > heights[2]


def test_limits_must_be_one_or_one_for_each_value():
    with pytest.raises(ValueError, match="2 limits for 3 values"):
        spark([1.0, 2.0, 3.0], lower=[0.0, 1.0], upper=4.0)
