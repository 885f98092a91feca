"""Comments with mentions, the feed, the search box and kept views, in a browser."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e


def test_a_name_is_chosen_with_the_keys_and_stands_in_the_comment(ana, sample, assert_no_violations):
    ana.goto(f"{sample}kpis/")
    ana.locator(".kpi-link").first.click()
    box = ana.get_by_label("Say something")
    box.fill("Look at this, ")
    box.press_sequentially("@an")
    people = ana.get_by_role("listbox", name="People")
    expect(people).to_be_visible()
    assert_no_violations(ana)
    chosen = people.locator("[aria-selected=true]")
    name = chosen.inner_text()
    box.press("Enter")
    expect(people).to_be_hidden()
    expect(box).to_have_value(f"Look at this, @{name} ")
    box.press_sequentially("**please**. @zzzz")
    expect(people).to_be_hidden()
    ana.get_by_role("button", name="Say it").click()
    said = ana.locator(".comment-words").last
    expect(said).to_contain_text(f"Look at this, @{name} please.")
    expect(said.locator("strong")).to_have_text("please")
    assert_no_violations(ana)
    ana.goto(f"{sample}activity/?team=all")
    expect(ana.locator(".comment-words").first).to_contain_text("Look at this")
    assert_no_violations(ana)


def test_escape_leaves_the_words_as_they_are(ana, sample):
    ana.goto(f"{sample}kpis/")
    ana.locator(".kpi-link").first.click()
    box = ana.get_by_label("Say something")
    box.press_sequentially("@an")
    people = ana.get_by_role("listbox", name="People")
    expect(people).to_be_visible()
    box.press("Escape")
    expect(people).to_be_hidden()
    expect(box).to_have_value("@an")


def test_what_is_found_is_walked_through_with_the_arrows(ana, sample, assert_no_violations):
    ana.goto(f"{sample}people/")
    ana.keyboard.press("/")
    ana.keyboard.type("mobile")
    links = ana.locator("#found a")
    expect(links.first).to_be_visible()
    assert_no_violations(ana)
    ana.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    ana.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    ana.keyboard.press("ArrowUp")
    ana.keyboard.press("Escape")
    expect(ana.get_by_label("Find anything")).to_be_focused()
    ana.keyboard.press("ArrowDown")
    to = links.first.get_attribute("href")
    ana.keyboard.press("Enter")
    expect(ana).to_have_url(re.compile(re.escape(to)))
    ana.goto(f"{sample}search/?q=mobile")
    assert_no_violations(ana)


def test_a_kept_view_stands_in_the_menu(ana, sample, assert_no_violations):
    ana.goto(f"{sample}board/?status=late")
    ana.get_by_text("Keep this view").click()
    ana.get_by_label("Its name").fill("Late ones")
    assert_no_violations(ana)
    ana.get_by_role("button", name="Keep it").click()
    ana.locator(".menu > summary").click()
    ana.get_by_role("link", name="Late ones").click()
    expect(ana).to_have_url(re.compile(r"board/\?status=late$"))
    ana.goto(f"{sample}views/")
    assert_no_violations(ana)
    ana.get_by_role("button", name="Remove Late ones").click()
    expect(ana.get_by_text("You keep none yet.")).to_be_visible()
