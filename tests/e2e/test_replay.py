"""What would this have alarmed, in a browser: from the form of a KPI, by keyboard, on a phone, and of a file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.e2e
CROSSED = {13: 6.2, 16: 6.4, 17: 6.6}
VALUES = [CROSSED.get(n, 5 + (n * 7 % 10) / 10) for n in range(20)]
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Twenty months, three of them beyond 6."""
    made = tmp_path / "churn.csv"
    rows = [f"20{24 + n // 12}-{n % 12 + 1:02}-01,{value}" for n, value in enumerate(VALUES)]
    made.write_text("\n".join(["month,value", *rows]) + "\n", encoding="utf-8")
    return made


def test_a_red_line_is_tried_before_it_is_saved(
    ana: Page, file: Path, assert_no_violations: Callable[[Page], None]
) -> None:
    ana.goto("/w/product/kpis/upload/")
    ana.get_by_label("File").set_input_files(file)
    ana.get_by_label("Name of the new KPI").fill("Churn tried")
    ana.get_by_label("Its red line").fill("above 6 %")
    ana.get_by_role("button", name="Read the file").click()
    ana.get_by_role("button", name="Store 20 values").click()
    ana.get_by_role("link", name="Edit", exact=True).click()
    ana.get_by_label("Red line: where").fill("above 5.7 %")
    context: BrowserContext = ana.context
    with context.expect_page() as opened:
        button = ana.get_by_role("button", name="What would this red line have alarmed?")
        button.focus()
        button.press("Enter")
    page = opened.value
    expect(page.get_by_role("columnheader", name="Changed")).to_be_visible()
    row = page.get_by_role("row", name="Told at once")
    expect(row.get_by_role("cell").first).to_contain_text("2")
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert_no_violations(page)
        assert not page.evaluate(SIDEWAYS)
    page.get_by_role("link", name="Take this red line").click()
    expect(page.get_by_label("Red line: where")).to_have_value("above 5.7 %")


def test_a_file_is_replayed(ana: Page, file: Path, assert_no_violations: Callable[[Page], None]) -> None:
    ana.goto("/w/product/replay/")
    ana.get_by_label("File").set_input_files(file)
    ana.get_by_role("button", name="Read the file").click()
    ana.get_by_label("Red line").fill("above 6")
    ana.get_by_label("Red line").press("Enter")
    expect(ana.get_by_role("row", name="Told at once")).to_contain_text("2")
    for width in (1440, 360):
        ana.set_viewport_size({"width": width, "height": 900})
        assert_no_violations(ana)
        assert not ana.evaluate(SIDEWAYS)
