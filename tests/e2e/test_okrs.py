"""Objectives: written by keyboard alone, put to work, read by everybody."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.conftest import sign_in

pytestmark = pytest.mark.e2e
FOCUSED = """() => {
  const e = document.activeElement;
  return [e.labels?.[0]?.textContent, e.getAttribute("aria-label"), e.textContent].find((t) => t?.trim()) ?? "";
}"""


@pytest.fixture(scope="module")
def home(make_teams):
    return make_teams("okrs")[0]


@pytest.fixture
def ben(home, server, ben_signed_in, open_page):
    return open_page(base_url=server.url, storage_state=ben_signed_in)


def tab_to(page: Page, name: str, *, most: int = 80) -> None:
    """Press Tab until the element with this name has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused.strip().startswith(name):
            return
    pytest.fail(f"Tab never reaches {name!r} on {page.url}")


@pytest.mark.journey
def test_an_objective_with_two_key_results_is_written_by_keyboard_alone(ben, home):
    keyboard = ben.keyboard
    ben.goto(home)
    keyboard.press("g")
    keyboard.press("c")
    ben.wait_for_url("**/change/")
    tab_to(ben, "Write an objective")
    keyboard.press("Enter")
    ben.wait_for_url("**/change/new/")
    tab_to(ben, "Objective")
    keyboard.type("Offer an ultra-smooth mobile experience")
    tab_to(ben, "Key result 1")
    keyboard.type("Reduce initial loading time from 4 s to 1.5 s")
    expect(ben.get_by_text("Read as: initial loading time, 4 → 1.5 s, lower is better.")).to_be_visible()
    tab_to(ben, "Key result 2")
    keyboard.type("Increase NPS from 32 to 50")
    keyboard.press("Enter")
    expect(ben.get_by_role("heading", level=1)).to_have_text("Offer an ultra-smooth mobile experience")
    expect(ben.locator(".lede")).to_contain_text("A draft.")
    tab_to(ben, "Put it to work")
    keyboard.press("Enter")
    ben.wait_for_url("**/activate/")
    tab_to(ben, "What are we stopping")
    keyboard.type("The newsletter.")
    tab_to(ben, "Put it to work")
    keyboard.press("Enter")
    expect(ben.locator(".standfirst")).to_contain_text("At work")
    expect(ben.locator(".key-result-block")).to_have_count(2)
    expect(ben.get_by_text("The newsletter.")).to_be_visible()


def test_an_error_is_focused_and_leads_to_its_field_and_nothing_is_lost(ben, home):
    ben.goto(f"{home}change/new/")
    ben.get_by_label("Key result 1").fill("Improve customer satisfaction")
    ben.get_by_role("button", name="Save as draft").click()
    expect(ben.get_by_role("alert")).to_be_focused()
    ben.get_by_role("alert").get_by_role("link", name="Objective").click()
    expect(ben.get_by_label("Objective", exact=True)).to_be_focused()
    expect(ben.get_by_label("Key result 1")).to_have_value("Improve customer satisfaction")
    expect(ben.get_by_text("Has no number").first).to_be_visible()


def test_a_kpi_is_taken_as_measure_and_as_guardrail(ben, home):
    ben.goto(f"{home}change/new/")
    ben.get_by_label("Objective", exact=True).fill("Answer in the blink of an eye")
    ben.get_by_label("Guardrail: Loading time, p75").check()
    ben.get_by_role("button", name=re.compile("Measure by it.*API response time")).click()
    first = ben.locator(".key-result-fields").first
    expect(first.locator("[name$=-baseline]")).to_have_value("218")
    first.locator("[name$=-target]").fill("150")
    ben.get_by_role("button", name="Save as draft").click()
    expect(ben.locator(".journey")).to_contain_text("150 ms")
    expect(ben.get_by_text("Its value comes from the KPI")).to_be_visible()
    expect(ben.locator(".guard")).to_contain_text("Loading time, p75")


def test_the_sentence_opens_its_parts_and_the_chart_is_read_by_keyboard(ben, home):
    ben.goto(f"{home}change/")
    ben.get_by_role("link", name="Radically transform our users’ mobile experience").click()
    ben.locator(".key-result-block .opens > summary").first.click()
    expect(ben.get_by_text("Chance of 0.7 or more").first).to_be_visible()
    chart = ben.locator(".chart-wide svg").first
    chart.focus()
    ben.keyboard.press("ArrowLeft")
    expect(ben.locator("[data-readout]").first).to_contain_text("3.1 %")


def test_what_was_dropped_is_undone_where_it_was_done(ben, home):
    ben.goto(f"{home}change/")
    ben.get_by_role("link", name="Radically transform our users’ mobile experience").click()
    ben.get_by_role("link", name="Drop it").click()
    ben.get_by_label("Why is it dropped?").fill("The market moved.")
    ben.get_by_role("button", name="Drop it").click()
    expect(ben.locator(".lede")).to_have_text("Dropped: The market moved.")
    ben.get_by_role("button", name="Undo").click()
    ben.goto(f"{home}change/")
    expect(ben.get_by_role("link", name="Radically transform our users’ mobile experience")).to_be_visible()


def test_dana_reads_without_a_script(home, server, open_page):
    page = open_page(base_url=server.url, java_script_enabled=False)
    sign_in(page, "dana@example.org")
    page.goto(f"{home}change/")
    page.get_by_role("link", name="Radically transform our users’ mobile experience").click()
    expect(page.locator("main")).to_contain_text("API response time has been beyond its red line since")
    expect(page.get_by_role("link", name="Edit")).to_have_count(0)
