"""`chart.js` and `chart.css` in a real browser: reading, stepping, choosing a baseline, both drawings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from vitalfew.charts import Band, Point, behaviour_figure

pytestmark = [pytest.mark.plain, pytest.mark.e2e]
STATIC = Path(__file__).parents[2] / "web" / "static" / "vitalfew"
FIELDS = "<input data-baseline-from><input data-baseline-to>"
POLICY = "default-src 'none'; script-src 'nonce-n'; style-src 'nonce-n'"


def page_text() -> str:
    """A page with one chart, under a policy that forbids inline style and foreign scripts."""
    points = [
        Point(
            label=f"week {index}",
            value=20.0 if index in {3, 7} else 50.0 + index % 3,
            shown="value",
            mark="worse" if index in {3, 7} else "",
            note="Strike" if index == 3 else "",
            at=f"2026-W{index:02}",
        )
        for index in range(12)
    ]
    figure = behaviour_figure(
        key="kpi",
        title="Parcels on time",
        description="Weekly",
        points=points,
        bands=[Band(0, 11, 50, 45, 55)],
        shown=lambda value: f"{value:g}",
    )
    css = (STATIC / "css" / "chart.css").read_text()
    script = (STATIC / "js" / "chart.js").read_text()
    return (
        f'<!doctype html><html lang="en"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<title>t</title><style nonce="n">{css}</style>{figure.replace("</figure>", FIELDS + "</figure>")}'
        f'<script type="module" nonce="n">{script}</script></html>'
    )


@pytest.fixture
def page(browser) -> Iterator[object]:
    opened = browser.new_page(viewport={"width": 1200, "height": 800})
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.set_content(page_text())
    yield opened
    opened.close()
    assert said == []


def readout(page) -> str:
    """What the read-out says now."""
    return page.text_content("[data-readout]")


def test_focus_reads_the_last_point_and_keys_step_through_them(page) -> None:
    page.focus("#kpi-wide-t >> xpath=..")
    assert readout(page) == "week 11: value. Inside the limits."
    page.keyboard.press("Home")
    assert readout(page) == "week 0: value. Inside the limits."
    page.keyboard.press("ArrowRight")
    assert readout(page) == "week 1: value. Inside the limits."
    page.keyboard.press("s")
    assert readout(page) == "week 3: value. Below the lower limit. Note 1: Strike"
    page.keyboard.press("s")
    assert readout(page).startswith("week 7: ")
    page.keyboard.press("s")
    assert readout(page).startswith("week 7: ")
    page.keyboard.press("Shift+S")
    assert readout(page).startswith("week 3: ")


def test_stepping_stops_at_both_ends(page) -> None:
    page.focus(".chart-wide .pbc")
    page.keyboard.press("ArrowRight")
    assert readout(page).startswith("week 11: ")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    assert readout(page).startswith("week 0: ")


def test_shift_and_arrows_choose_a_baseline(page) -> None:
    page.focus(".chart-wide .pbc")
    page.keyboard.press("Home")
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    assert page.input_value("[data-baseline-from]") == "2026-W00"
    assert page.input_value("[data-baseline-to]") == "2026-W03"
    assert page.locator(".chart-wide rect.chosen").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".chart-wide .chosen, .chart-wide .cursor").count() == 0


def test_the_pointer_reads_the_nearest_point_and_dragging_chooses(page) -> None:
    box = page.locator(".chart-wide .pbc").bounding_box()
    marked = page.locator(".chart-wide .points .worse").nth(1).bounding_box()
    x, y = marked["x"] + marked["width"] / 2, box["y"] + 20
    page.mouse.move(x + 5, y)
    assert readout(page).startswith("week 7: ")
    page.mouse.down()
    first = page.locator(".chart-wide .points circle").first.bounding_box()
    page.mouse.move(first["x"], y)
    page.mouse.up()
    assert page.input_value("[data-baseline-from]") == "2026-W00"
    assert page.input_value("[data-baseline-to]") == "2026-W07"


def test_one_of_both_drawings_shows_and_nothing_overflows(page) -> None:
    assert page.is_visible(".chart-wide .pbc")
    assert not page.is_visible(".chart-narrow .pbc")
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.is_visible(".chart-narrow .pbc")
    assert not page.is_visible(".chart-wide .pbc")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_printed_the_wide_drawing_shows(page) -> None:
    page.set_viewport_size({"width": 600, "height": 700})
    page.emulate_media(media="print")
    assert page.is_visible(".chart-wide .pbc")
    assert not page.is_visible(".chart-narrow .pbc")
