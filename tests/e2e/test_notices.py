"""How you are told: channels and hours, by keyboard, in both themes and at 360 px; and the link that ends mails."""

import pytest
from playwright.sync_api import expect
from tests.e2e.test_every_page import check

pytestmark = pytest.mark.e2e


def test_a_channel_is_added_by_keyboard(ana, violations):
    ana.goto("/w/product/you/told/add/")
    assert check(ana, violations) == []
    ana.get_by_label("Webhook").focus()
    ana.keyboard.press("Space")
    ana.keyboard.press("Tab")
    ana.keyboard.type("https://")
    ana.keyboard.press("Enter")
    expect(ana.get_by_role("alert")).to_be_focused()
    assert check(ana, violations) == []
    ana.get_by_label("Address").fill("https://example.org/hook")
    ana.get_by_label("What you call it").fill("Our own board")
    ana.keyboard.press("Enter")
    expect(ana.locator("#secret")).to_contain_text("whsec_")
    assert check(ana, violations) == []
    ana.get_by_role("link", name="Back to your channels").click()
    expect(ana.get_by_text("Webhook · https://example.org/…")).to_be_visible()
    ana.get_by_role("button", name="Switch Our own board off").click()
    expect(ana.get_by_role("button", name="Switch Our own board on")).to_be_visible()
    assert check(ana, violations) == []
    ana.get_by_role("button", name="Delete Our own board").click()
    expect(ana.get_by_text("Our own board” deleted")).to_be_visible()


def test_hours_are_kept(ana, violations):
    ana.goto("/w/product/you/told/")
    ana.get_by_label("Saturday").check()
    ends = [ana.get_by_text(label, exact=True).bounding_box() for label in ("Quiet from", "Until")]
    assert len({end["y"] for end in ends if end}) == 1, "the two labels stand on one line"
    ana.get_by_label("Quiet from").fill("18:30")
    ana.get_by_role("button", name="Save", exact=True).click()
    expect(ana.get_by_label("Quiet from")).to_have_value("18:30")
    expect(ana.get_by_label("Saturday")).to_be_checked()


def test_a_link_that_ends_nothing(ana, violations):
    ana.goto("/enough/nothing/")
    expect(ana.get_by_role("heading", level=1)).to_have_text("This link ends no mails any more")
    assert check(ana, violations) == []
