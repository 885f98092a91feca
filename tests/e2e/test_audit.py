"""An audit from the file to the drafts: by mouse, by keyboard alone, without a script, on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.conftest import SIZES
from tests.e2e.test_every_page import check

pytestmark = pytest.mark.e2e
SHEET = """Metric,Team,Target
Server uptime,Support,at least 99.5 %
Average resolution time,Support,
First reply within an hour,Support,90 %
Cut onboarding from 5 days to 1,Support,
Page views,Sales,
Launch training deck,Sales,
Gross margin,Sales,at least 40 %
"""


def bring(page: Page, name: str) -> None:
    """Upload the sheet, look at how it was read, have it judged."""
    page.goto("/w/product/audits/new/")
    page.get_by_label("A file").set_input_files(
        {"name": f"{name}.csv", "mimeType": "text/csv", "buffer": SHEET.encode()}
    )
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("7 rows, as they were read")
    page.get_by_role("button", name="Judge these 7 rows").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Seven metrics;")


def delete(page: Page) -> None:
    page.get_by_role("button", name="Delete this audit").click()
    expect(page.get_by_role("status").first).to_contain_text("deleted")


def row(page: Page, name: str):
    return page.locator(".audit-row", has=page.get_by_text(name, exact=True))


def place(page: Page, name: str) -> str:
    return str(row(page, name).evaluate("(one) => one.closest('[data-place]').dataset.place"))


def vital(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text().partition("; ")[2]


def test_rows_are_moved_by_keyboard_and_said(ana: Page) -> None:
    bring(ana, "keys")
    row(ana, "Page views").focus()
    ana.keyboard.press("h")
    expect(ana.locator("[data-said]")).to_contain_text("Page views moved to Health.")
    assert place(ana, "Page views") == "health"
    expect(row(ana, "Launch training deck")).to_be_focused()
    ana.keyboard.press("k")
    ana.keyboard.press("ArrowDown")
    expect(row(ana, "Launch training deck")).to_be_focused()
    ana.keyboard.press("u")
    expect(ana.locator("[data-said]")).to_contain_text("Page views moved to the bin.")
    expect(row(ana, "Page views")).to_be_focused()
    before = vital(ana)
    row(ana, "Server uptime").focus()
    ana.keyboard.press("w")
    expect(ana.locator("[data-said]")).to_contain_text("Server uptime can wait.")
    assert vital(ana) != before
    said = vital(ana)
    ana.reload()
    assert vital(ana) == said
    expect(row(ana, "Server uptime")).to_be_hidden()
    delete(ana)


def test_keys_begin_on_a_fresh_page_and_take_back_move_after_move(ana: Page) -> None:
    bring(ana, "fresh")
    said, first = ana.locator("[data-said]"), ana.locator(".audit-row").first
    name = first.locator(".audit-name").inner_text()
    ana.keyboard.press("u")
    expect(said).to_have_text("There is no move to take back.")
    ana.keyboard.press("j")
    expect(first).to_be_focused()
    before = place(ana, name)
    ana.keyboard.press("x")
    expect(said).to_contain_text(f"{name} moved to the bin.")
    ana.evaluate("document.activeElement.blur()")
    ana.keyboard.press("j")
    second = ana.locator(".audit-row:focus .audit-name").inner_text()
    assert second != name
    was = place(ana, second)
    ana.keyboard.press("g" if was != "growth" else "h")
    expect(said).to_contain_text(f"{second} moved to")
    ana.keyboard.press("u")
    expect(said).to_contain_text("Press u to take back the move before it.")
    expect(row(ana, second)).to_be_focused()
    ana.keyboard.press("u")
    expect(said).to_contain_text("Every move is taken back.")
    expect(row(ana, name)).to_be_focused()
    assert (place(ana, name), place(ana, second)) == (before, was)
    delete(ana)


def test_a_row_is_dragged_to_another_column(ana: Page) -> None:
    bring(ana, "mouse")
    band = ana.locator(".audit-band", has=ana.get_by_role("heading", name="Sales"))
    row(ana, "Gross margin").drag_to(band.locator('[data-place="neither"]'))
    expect(ana.locator("[data-said]")).to_contain_text("Gross margin moved to the bin.")
    assert place(ana, "Gross margin") == "neither"
    row(ana, "Gross margin").hover()
    ana.get_by_role("group", name="Move “Gross margin”").get_by_role("button", name="Growth").click()
    expect(ana.locator("[data-said]")).to_contain_text("Gross margin moved to Growth.")
    expect(row(ana, "Gross margin")).to_contain_text("Moved here; judged health.")
    delete(ana)


def test_without_a_script_the_buttons_send_forms(server, signed_in, open_page) -> None:
    page = open_page(base_url=server.url, storage_state=signed_in, java_script_enabled=False, viewport=SIZES["phone"])
    bring(page, "plain")
    page.get_by_role("group", name="Move “Page views”").get_by_role("button", name="Health").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved: “Page views” moved to Health.")
    assert "#row-" in page.url
    page.get_by_role("button", name="Undo").click()
    delete_at(page)


def delete_at(page: Page) -> None:
    page.goto("/w/product/audits/")
    page.get_by_role("link", name="plain").click()
    delete(page)


@pytest.mark.journey
def test_what_is_accepted_is_made_once_and_taken_back_at_once(ana: Page, violations) -> None:
    bring(ana, "accept")
    here = ana.url
    assert check(ana, violations) == []
    ana.goto(f"{here}?team=Support")
    assert check(ana, violations) == []
    ana.set_viewport_size(SIZES["desk"])
    ana.get_by_role("link", name="Accept", exact=True).click()
    assert check(ana, violations) == []
    ana.set_viewport_size(SIZES["desk"])
    expect(ana.get_by_label(re.compile("^Support"))).to_have_value("make")
    ana.get_by_role("button", name="Make sheets and drafts").click()
    expect(ana.get_by_role("heading", level=1)).to_contain_text("to fill in")
    expect(ana.get_by_role("link", name="Server uptime")).to_be_visible()
    assert check(ana, violations) == []
    ana.goto(f"{here}accept/")
    expect(ana.get_by_label(re.compile("^Support"))).to_have_count(0)
    ana.goto("/w/product/history/")
    ana.get_by_role("listitem").filter(has_text="accepted").get_by_role("button", name="Undo").first.click()
    ana.goto(f"{here}made/")
    expect(ana.get_by_role("heading", level=1)).to_have_text("Nothing was made of it yet")
    ana.goto(here)
    delete(ana)


def test_a_failed_move_says_so_to_everybody(ana: Page, open_page) -> None:
    bring(ana, "failing")
    ana.route("**/move/**", lambda route: route.abort())
    row(ana, "Server uptime").focus()
    ana.keyboard.press("x")
    expect(ana.locator("[data-said]")).to_contain_text("Not moved: the server did not answer")
    assert place(ana, "Server uptime") == "health"
    ana.unroute("**/move/**")
    ana.reload()
    delete(ana)
