"""The miniature, read back as XML."""

from xml.etree import ElementTree

import pytest

from vitalfew.charts import Line, Miniature, miniature

pytestmark = pytest.mark.plain
SVG = "{http://www.w3.org/2000/svg}"


def drawn(chart: Miniature, **options: object) -> ElementTree.Element:
    arguments: dict = {"title": "Velocity <b>", **options}
    return ElementTree.fromstring(miniature(chart, **arguments))


def classes(picture: ElementTree.Element) -> list[str]:
    return [element.get("class", "") for element in picture.iter() if element.get("class")]


def test_values_limits_lines_and_marks_are_drawn_in_few_words() -> None:
    values = [10.0 + index % 3 for index in range(29)] + [30.0]
    lines = [Line(28, "red line", "red"), Line(20, "target", "target"), Line(9_000, "red line", "red")]
    chart = Miniature(values, [""] * 29 + ["worse"], lower=8, centre=11, upper=14, lines=lines)
    text = miniature(chart, title="Velocity <b>")
    found = classes(ElementTree.fromstring(text))
    assert [found.count(each) for each in ("band", "limit", "centre", "red", "target", "dots", "worse")] == [1, 2] + [
        1
    ] * 5
    assert "<title>Velocity &lt;b&gt;</title>" in text
    assert len(text) < 2_000


def test_a_limit_that_does_not_exist_and_a_gap_leave_their_place_open() -> None:
    chart = Miniature([1, None, 3, 4, 2], ["", "", "", "watch", ""], lower=None, centre=2.5, upper=[5, 5, 6, 6, 5])
    picture = drawn(chart)
    assert classes(picture).count("limit") == 1
    line = next(each for each in picture.iter(f"{SVG}path") if each.get("class") == "line")
    dots = next(each for each in picture.iter(f"{SVG}path") if each.get("class") == "dots")
    assert str(line.get("d")).startswith("M150 ")
    assert str(dots.get("d")).count("h0") == 3
    assert "last" in classes(picture)
    assert "open" in classes(drawn(Miniature([1, 2], ["", ""], in_progress=True)))


def test_limits_begin_with_their_phase() -> None:
    picture = drawn(Miniature([9, 9, 5, 6, 5], [""] * 5, lower=4, centre=5.5, upper=7, start=2))
    centre = next(each for each in picture.iter(f"{SVG}path") if each.get("class") == "centre")
    assert str(centre.get("d")).startswith("M143 ")


def test_a_line_that_moves_is_drawn_through_its_levels() -> None:
    moving = Line(8, "target", "target", along=[4, 6, 8])
    picture = drawn(Miniature([4, 6, 8], ["", "", ""], lines=[moving]))
    line, target = (
        next(str(each.get("d")) for each in picture.iter(f"{SVG}path") if each.get("class") == kind)
        for kind in ("line", "target")
    )
    assert target == f"{line}H300"
    with pytest.raises(ValueError, match="2 levels for 3 points"):
        miniature(Miniature([4, 6, 8], [""] * 3, lines=[Line(8, "target", "target", along=[4, 6])]), title="Velocity")


def test_several_stand_on_one_scale_of_value_and_time() -> None:
    few = Miniature([5, 6], ["", ""], at=[0.5, 1.0])
    many = Miniature([50, 60, 55], ["", "", ""], at=[0, 0.5, 1.0])
    reach = (min(few.reach[0], many.reach[0]), max(few.reach[1], many.reach[1]))
    first, second = (drawn(each, reach=reach, shown=lambda value: f"{value:g} h") for each in (few, many))
    assert [each.text for each in first.iter(f"{SVG}text")] == [each.text for each in second.iter(f"{SVG}text")]
    lines = [
        next(each.get("d") for each in one.iter(f"{SVG}path") if each.get("class") == "line") for one in (first, second)
    ]
    start, middle = (float(str(d)[1:].split()[0]) for d in lines)
    assert middle < 50 < 150 < start


def test_nothing_and_numbers_that_cannot_be_drawn() -> None:
    assert "band" not in classes(drawn(Miniature([], [])))
    assert "last" not in classes(drawn(Miniature([None], [""])))
    with pytest.raises(ValueError, match="value 1"):
        drawn(Miniature([1, float("nan")], ["", ""]))
    with pytest.raises(ValueError, match="2 limits for 3 values"):
        drawn(Miniature([1, 2, 3], ["", "", ""], upper=[1, 2]))


def test_the_line_to_a_value_in_progress_is_dashed() -> None:
    found = classes(drawn(Miniature([4, 6, 8], ["", "", ""], in_progress=True)))
    assert found.count("line") == found.count("line open") == found.count("open") == 1
    assert "line open" not in classes(drawn(Miniature([4, 6, 8], ["", "", ""])))
