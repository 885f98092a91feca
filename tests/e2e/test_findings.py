"""What the data say, in a browser: looked at by one press, followed to its evidence, silenced and back."""

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.test_every_page import check

pytestmark = pytest.mark.e2e


@pytest.fixture
def page(ana: Page, sample: str) -> Page:
    ana.goto(f"{sample}findings/")
    ana.get_by_role("button", name="Look now").click()
    expect(ana.locator("main .row").first).to_be_visible()
    return ana


def test_it_is_reached_from_health_and_the_menu(ana, sample):
    ana.goto(f"{sample}kpis/")
    ana.locator("main").get_by_role("link", name="What the data say").click()
    expect(ana.get_by_role("heading", level=1)).to_have_text("What the data say")
    ana.locator(".menu summary").click()
    expect(ana.locator(".menu").get_by_role("link", name="What the data say")).to_be_visible()


def test_a_finding_leads_to_its_evidence(page, sample):
    page.locator(".row", has_text="Monthly churn").get_by_role("link", name="See the chart").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Monthly churn")
    assert page.url.endswith("#chart")
    expect(page.locator("#chart")).to_be_in_viewport()
    expect(page.get_by_role("heading", name="What the data say")).to_be_visible()


@pytest.mark.journey
def test_a_finding_is_silenced_with_a_reason_and_speaks_again(page, sample):
    finding = page.locator(".row", has_text="Production bugs per release")
    finding.get_by_role("link", name="Silence it here").click()
    page.get_by_label("Why is it right as it is?").fill("Two weeks a year are fine with us.")
    page.get_by_role("button", name="Silence it here").click()
    page.goto(f"{sample}findings/")
    expect(finding).to_have_count(0)
    page.get_by_text("1 silenced").click()
    expect(page.get_by_text("Two weeks a year are fine with us.")).to_be_visible()
    page.get_by_role("button", name="Let it speak again").click()
    page.goto(f"{sample}findings/")
    expect(finding).to_have_count(1)


def test_nothing_is_wrong_with_findings_and_silences(page, violations):
    assert check(page, violations) == []


def test_on_paper_a_finding_has_no_controls(page: Page) -> None:
    page.locator(".row", has_text="Monthly churn").get_by_role("link", name="See the chart").click()
    silence = page.get_by_role("link", name="Silence it here").first
    expect(silence).to_be_visible()
    page.emulate_media(media="print")
    expect(silence).to_be_hidden()
    expect(page.get_by_role("heading", name="What the data say")).to_be_visible()
