"""The process behaviour chart, read back as XML."""

from __future__ import annotations

import math
from xml.etree import ElementTree

import pytest

from vitalfew.charts import Band, Line, Point, behaviour_chart

pytestmark = pytest.mark.plain
SVG = "{http://www.w3.org/2000/svg}"


def drawn(points: list[Point], bands: list[Band] | None = None, **options: object) -> ElementTree.Element:
    """The chart of these points, parsed."""
    arguments: dict = {
        "key": "k",
        "title": "Seen within four hours",
        "description": "Monthly",
        "shown": lambda value: f"{value:.3g}",
        **options,
    }
    return ElementTree.fromstring(behaviour_chart(points=points, bands=bands or [], **arguments))


def points_of(*values: float | None) -> list[Point]:
    """One point for each value."""
    return [Point(label=f"week {index}", value=value, shown=f"{value}") for index, value in enumerate(values)]


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 1e305])
def test_a_value_that_cannot_be_drawn_is_refused_with_its_index(value: float) -> None:
    with pytest.raises(ValueError, match=r"point 2 \(week 2\)"):
        drawn(points_of(1, 2, value))


def test_the_names_at_the_right_edge_say_value_and_kind() -> None:
    chart = drawn(points_of(88, 90, 87), [Band(0, 2, 88.5, 85.6, 91.3)], lines=[Line(95, "red line", "red")])
    names = [text.text for text in chart.iter(f"{SVG}text") if text.get("class", "").startswith("name")]
    assert names == ["red line 95", "upper limit 91.3", "centre 88.5", "lower limit 85.6"]
