"""A tree as a picture: its roles, its layout, its words."""

import re
from xml.etree import ElementTree

from vitalfew.charts.tree import NARROW, WIDE, Leaf, Link, tree_picture, wrapped
from vitalfew.charts.words import width_of

KEY = Leaf(key="k1", kind="key-result", kind_words="Key result", title="Loading time", note="On pace", shape="steady")
ONE = Leaf(
    key="o1", kind="objective", kind_words="Objective", title="Be quick", note="Product", href="/o/1/", fold="?shut=o1",
    is_open=True, inside=1, leaves=[KEY], data={"drop": "o1"},
)  # fmt: skip
TWO = Leaf(
    key="o2", kind="objective", kind_words="Objective", title="<Be & stay> quick", fold="?open=o2", inside=4,
    holds="four key results", leaves=[KEY],
)  # fmt: skip
ROOT = Leaf(key="s", kind="strategy", kind_words="Strategy", title="Win", fold="?", is_open=True, leaves=[ONE, TWO])


def drawn(shape=WIDE, links=()) -> ElementTree.Element:
    return ElementTree.fromstring(tree_picture(key="wide", title="Map", leaves=[ROOT], links=links, shape=shape))


def items(tree: ElementTree.Element) -> list[ElementTree.Element]:
    return [each for each in tree.iter() if each.get("role") == "treeitem"]


def test_it_is_a_tree_with_levels_places_and_what_is_open():
    tree = drawn()
    assert (tree.get("role"), tree.get("aria-label")) == ("tree", "Map")
    assert [
        [each.get(f"aria-{name}") for name in ("level", "posinset", "setsize", "expanded")] for each in items(tree)
    ] == [["1", "1", "1", "true"], ["2", "1", "2", "true"], ["3", "1", "1", None], ["2", "2", "2", "false"]]
    assert [each.get("tabindex") for each in items(tree)] == ["0", "-1", "-1", "-1"]


def test_what_is_closed_is_not_drawn_and_says_what_it_holds():
    said = [each.get("aria-label") for each in items(drawn())]
    assert said == [
        "Strategy: Win", "Objective: Be quick. Product", "Key result: Loading time. On pace",
        "Objective: <Be & stay> quick. four key results",
    ]  # fmt: skip
    assert [text.text for text in drawn().iter("{http://www.w3.org/2000/svg}text")][-1] == "4"


def rectangles(shape) -> list[tuple[float, float, float, float]]:
    found = drawn(shape).iter("{http://www.w3.org/2000/svg}rect")
    return [tuple(float(each.get(name)) for name in ("x", "y", "width", "height")) for each in found]


def test_boxes_lie_beside_each_other_and_never_overlap():
    for shape in (WIDE, NARROW):
        boxes = rectangles(shape)
        for at, (x, y, width, height) in enumerate(boxes):
            for other_x, other_y, other_width, other_height in boxes[at + 1 :]:
                apart = x + width <= other_x or other_x + other_width <= x
                assert apart or y + height <= other_y or other_y + other_height <= y
    (first, second, third, fourth) = rectangles(WIDE)
    assert first[1] == second[1] == third[1] < fourth[1]
    assert first[0] < second[0] < third[0]
    assert all(x + width <= 326 for x, _, width, _ in rectangles(NARROW))


def test_a_line_is_drawn_where_both_its_boxes_are_shown():
    svg = tree_picture(
        key="wide", title="Map", leaves=[ROOT], shape=WIDE,
        links=[Link("o2", "o1", "also", "as well"), Link("o2", "gone", "also", "nowhere")],
    )  # fmt: skip
    assert svg.count('class="link also"') == 1


def test_a_title_takes_two_lines_at_most_and_fits():
    lines = wrapped("Radically transform our users’ mobile experience in every country where we are", 160, 13)
    assert len(lines) == 2
    assert all(width_of(line, 13) <= 160 for line in lines)
    assert lines[1].endswith("…")
    assert wrapped("Short", 160, 13) == ("Short",)
    assert wrapped("Un" * 60, 160, 13)[0].endswith("…")


def test_what_is_said_of_a_box_takes_two_lines_and_is_read_as_sentences():
    said = "Stalled; lands at 0.2–0.8; Ben is surer than the numbers are"
    leaf = Leaf(key="k", kind="result", kind_words="Key result", title="Conversion.", note=f"{said}.", shape="watch")
    svg = tree_picture(key="wide", title="Map", leaves=[leaf], shape=WIDE)
    shown = re.search(r'<text class="note">(.*?)</text>', svg)[1]
    lines = re.findall(r"<tspan[^>]*>(.*?)</tspan>", shown)
    assert " ".join(lines) == f"{said}."
    assert all(width_of(line, 12) <= 216 - 2 * 10 - 15 for line in lines)
    assert f'aria-label="Key result: Conversion. {said}"' in svg
