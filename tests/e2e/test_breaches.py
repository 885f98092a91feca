"""What was crossed is acknowledged, answered and closed, by keyboard alone; nothing for axe to find on the way."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.test_every_page import check

pytestmark = pytest.mark.e2e


@pytest.fixture
def crossed(ana: Page, tmp_path: Path) -> Page:
    """The page of a KPI whose last of 24 weeks, the one before this, lies over its red line."""
    today = datetime.now(UTC).date()
    last = today - timedelta(days=today.weekday() + 7)
    values = [2 + (n * 7 % 10) / 10 for n in range(23)] + [6.5]
    rows = [f"{last - timedelta(weeks=23 - n)},{value}" for n, value in enumerate(values)]
    file = tmp_path / "errors.csv"
    file.write_text("\n".join(["week,value", *rows]) + "\n", encoding="utf-8")
    ana.goto("/w/product/kpis/upload/")
    ana.get_by_label("File").set_input_files(file)
    ana.get_by_label("Name of the new KPI").fill("Failed orders")
    ana.get_by_label("Its red line").fill("above 4 %")
    ana.get_by_role("button", name="Read the file").click()
    ana.get_by_role("button", name="Store 24 values").click()
    expect(ana.get_by_role("heading", level=1)).to_have_text("Failed orders")
    return ana


def test_it_is_acknowledged_answered_and_closed_by_keyboard(crossed: Page, violations) -> None:
    page = crossed
    expect(page.locator(".chart-wide .note")).to_have_count(1)
    page.get_by_role("link", name="Red line crossed").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Failed orders: red line crossed")
    assert check(page, violations) == []
    page.get_by_role("button", name="I have it in hand").press("Enter")
    expect(page.get_by_text("acknowledged it on")).to_be_visible()
    page.get_by_role("button", name="Record it").press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("Say what was done").press_sequentially("Rolled back.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Add an action").press("Enter")
    page.get_by_label("What", exact=True).press_sequentially("Test each release")
    page.get_by_label("By when").fill("2030-01-01")
    page.get_by_role("button", name="Add it").press("Enter")
    page.get_by_role("button", name="Close it").press("Enter")
    expect(page.get_by_text("Closed by")).to_be_visible()
    page.locator(".notice").get_by_role("button", name="Undo").press("Enter")
    page.goto("/w/product/breaches/")
    expect(page.get_by_role("link", name="Failed orders: red line crossed")).to_be_visible()
    page.goto("/w/product/decisions/?team=all")
    expect(page.get_by_text("Test each release", exact=True)).to_be_visible()
    assert check(page, violations) == []
