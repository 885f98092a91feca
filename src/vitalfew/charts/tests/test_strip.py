"""The strip of marked periods."""

import xml.etree.ElementTree as ET

import pytest

from vitalfew.charts import Line, Mark, Row, strip

pytestmark = pytest.mark.plain

VALUES = [4.0, 5.0, None, 7.0]
TIMES = ["Jan", "Feb", "Mar", "Apr"]
ROWS = [Row("Red", [Mark(1, "Feb: 5")]), Row("At once", [Mark(3, "Apr: <7>")], "worse"), Row("Digest", [])]


def drawn(**more):
    given = {"key": "now", "title": "A", "description": "B", "values": VALUES, "times": TIMES, "rows": ROWS}
    return strip(**(given | more))


@pytest.mark.parametrize("width", [1140, 340])
def test_each_row_is_named_and_each_mark_says_what_it_is(width):
    root = ET.fromstring(drawn(width=width, lines=[Line(6, "red line", "red")]))
    texts = ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")]
    titles = ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}title")]
    assert [row.name for row in ROWS] == texts[:3]
    assert titles == ["A", "Feb: 5", "Apr: <7>"]
    assert 'class="worse"' in drawn(width=width)


def test_a_mark_may_have_a_shape_of_its_own():
    changes = Row("Real changes", [Mark(0, "Jan", "worse"), Mark(3, "Apr", "better")])
    paths = [
        node.get("class") for node in ET.fromstring(drawn(rows=[changes])).iter("{http://www.w3.org/2000/svg}path")
    ]
    assert paths[-2:] == ["worse", "better"]


def test_without_values_it_is_drawn_all_the_same():
    ET.fromstring(drawn(values=[], times=[], rows=[Row("Red", [])]))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"rows": [Row("Red", [Mark(4, "")])]}, "mark 4"),
        ({"times": ["Jan"]}, "1 labels"),
        ({"values": [1.0, float("nan"), 2.0, 3.0]}, "value 1"),
    ],
)
def test_what_cannot_be_drawn_is_said(wrong, words):
    with pytest.raises(ValueError, match=words):
        drawn(**wrong)
