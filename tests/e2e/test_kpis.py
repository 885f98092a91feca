"""The health side in a browser: record, upload, read the chart by keyboard; nothing for axe to find."""

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e
KPIS = "/w/product/kpis/"


def months(count: int) -> list[date]:
    """The first days of the months from January 2024 on."""
    return [date(2024 + n // 12, n % 12 + 1, 1) for n in range(count)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Twenty-four months that swing within a point, as a file."""
    made = tmp_path / "churn.csv"
    rows = [f"{day},{2 + (n * 7 % 10) / 10},{400 + n}" for n, day in enumerate(months(24))]
    made.write_text("\n".join(["month,value,n", *rows]) + "\n", encoding="utf-8")
    return made


def upload(page: Page, file: Path, name: str) -> None:
    """Make a KPI from a file."""
    page.goto(f"{KPIS}upload/")
    page.get_by_label("File").set_input_files(file)
    page.get_by_label("Name of the new KPI").fill(name)
    page.get_by_label("Its red line").fill("above 4 %")
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"24 values of {name}")
    page.get_by_role("button", name="Store 24 values").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


@pytest.mark.journey
def test_a_file_makes_a_chart_and_one_click_takes_it_back(ana: Page, file: Path) -> None:
    upload(ana, file, "Churn of a file")
    expect(ana.locator(".chart-wide svg.pbc")).to_be_visible()
    ana.locator(".notice").get_by_role("button", name="Undo").click()
    ana.goto(KPIS)
    expect(ana.get_by_text("Churn of a file")).to_have_count(0)


def test_a_recorded_value_changes_the_chart(ana: Page, file: Path) -> None:
    upload(ana, file, "Churn by hand")
    points = ana.locator(".chart-wide .points > *")
    before = points.count()
    ana.get_by_role("link", name="Record a value").click()
    ana.get_by_label("Period").fill("2026-01-01")
    ana.get_by_label("Value").fill("1.234")
    ana.keyboard.press("Enter")
    expect(ana.get_by_role("alert")).to_contain_text("can be read as 1.234 or as 1234")
    ana.get_by_label("Value").fill("9,5 %")
    ana.get_by_label("Note").fill("Price change")
    ana.get_by_role("button", name="Record it").click()
    expect(points).to_have_count(before + 1)
    expect(ana.locator(".kpi-status")).to_contain_text("red line crossed")
    expect(ana.locator(".chart-wide .note")).to_have_count(1)
    ana.get_by_text("The values as a table").click()
    expect(ana.get_by_role("row", name="January 2026")).to_contain_text("Price change")


def test_the_chart_is_read_and_a_baseline_chosen_by_keyboard(ana: Page, file: Path) -> None:
    upload(ana, file, "Churn by keyboard")
    chart = ana.locator(".chart-wide svg.pbc[tabindex]")
    chart.focus()
    readout = ana.locator("[data-readout]")
    expect(readout).to_contain_text("December 2025")
    ana.keyboard.press("Home")
    expect(readout).to_contain_text("January 2024: 2.0 %")
    ana.keyboard.press("ArrowRight")
    expect(readout).to_contain_text("February 2024: 2.7 %")
    for _ in range(13):
        ana.keyboard.press("Shift+ArrowRight")
    expect(ana.get_by_label("From")).to_have_value("2024-02-01")
    expect(ana.get_by_label("To", exact=True)).to_have_value("2025-03-01")
    ana.get_by_role("button", name="Lock the limits").click()
    expect(ana.get_by_text("locked on February 2024 to March 2025").first).to_be_visible()


def test_a_kpi_fills_its_sheets_of_paper_and_says_when_it_was_printed(ana: Page, sample: str) -> None:
    ana.goto(f"{sample}kpis/")
    ana.get_by_role("link", name="API response time").first.click()
    expect(ana.locator(".printed")).to_be_hidden()
    assert ana.pdf(format="A4").count(b"/Type /Page\n") == 2
    ana.emulate_media(media="print")
    expect(ana.locator(".printed")).to_have_text(re.compile(r"· Printed \d\d? \w+ 20\d\d$"))
