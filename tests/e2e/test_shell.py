"""What surrounds every page: keys, the menu, undo, search, drafts, the theme."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e


def test_question_mark_lists_the_keys_and_slash_finds(ana, assert_no_violations):
    ana.keyboard.press("?")
    expect(ana.get_by_role("dialog", name="Keys")).to_be_visible()
    assert_no_violations(ana)
    ana.keyboard.press("Escape")
    expect(ana.get_by_role("dialog", name="Keys")).to_be_hidden()
    ana.keyboard.press("/")
    expect(ana.get_by_label("Find anything")).to_be_focused()
    ana.keyboard.type("?prod/c")
    expect(ana.get_by_role("dialog", name="Keys")).to_be_hidden()
    expect(ana.get_by_label("Find anything")).to_have_value("?prod/c")
    ana.get_by_label("Find anything").fill("Prod")
    ana.locator("#found").get_by_role("link", name="Product").click()
    expect(ana.get_by_role("heading", name="Teams")).to_be_visible()


def test_g_t_leads_to_today(ana):
    ana.goto("/w/product/people/")
    ana.keyboard.press("g")
    ana.keyboard.press("t")
    expect(ana).to_have_url(re.compile("/w/product/$"))


def test_single_keys_can_be_switched_off(ana):
    ana.keyboard.press("?")
    ana.get_by_label("Switch single keys off in this browser").check()
    ana.get_by_role("button", name="Close").click()
    ana.keyboard.press("/")
    expect(ana.get_by_label("Find anything")).not_to_be_focused()


def test_a_team_is_made_and_undone_by_keyboard_alone(ana):
    ana.goto("/w/product/teams/add/")
    ana.keyboard.press("Tab")
    expect(ana.get_by_role("link", name="Skip to the page")).to_be_focused()
    ana.keyboard.press("Enter")
    ana.keyboard.press("Tab")
    expect(ana.get_by_role("link", name="Teams").last).to_be_focused()
    ana.keyboard.press("Tab")
    ana.keyboard.type("By keyboard")
    ana.keyboard.press("Enter")
    expect(ana.locator(".rows")).to_contain_text("By keyboard")
    undo = ana.get_by_role("status").get_by_role("button", name="Undo")
    for _ in range(20):
        ana.keyboard.press("Tab")
        if undo.evaluate("(one) => one === document.activeElement"):
            break
    expect(undo).to_be_focused()
    ana.keyboard.press("Enter")
    expect(ana.get_by_role("status")).to_contain_text("Undone: Team “By keyboard” made.")
    expect(ana.locator(".rows")).not_to_contain_text("By keyboard")


def test_the_menu_opens_by_keyboard_and_closes_by_escape(ana):
    ana.locator(".menu summary").focus()
    ana.keyboard.press("Enter")
    expect(ana.get_by_role("link", name="People")).to_be_visible()
    ana.keyboard.press("Escape")
    expect(ana.get_by_role("link", name="People")).to_be_hidden()
    expect(ana.locator(".menu summary")).to_be_focused()


def test_the_theme_is_chosen_and_stays(ana):
    def expect_paper(colour: str) -> None:
        expect(ana.locator("body")).to_have_css("background-color", colour)

    ana.locator(".menu summary").click()
    ana.get_by_role("button", name="Dark").click()
    expect_paper("rgb(23, 22, 20)")
    ana.goto("/w/product/people/")
    expect_paper("rgb(23, 22, 20)")
    ana.locator(".menu summary").click()
    ana.get_by_role("button", name="As the system").click()
    expect_paper("rgb(251, 250, 246)")


def test_what_was_typed_survives_the_end_of_a_session(server, open_page):
    page = open_page(base_url=server.url, locale="en-US", timezone_id="America/New_York")
    page.clock.set_fixed_time("2026-11-04T14:45:00Z")
    page.goto("/w/product/teams/add/")
    fill_sign_in(page)
    page.get_by_label("Name").fill("A long name that took a while")
    page.context.clear_cookies(name="__Host-vitalfew")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    fill_sign_in(page)
    expect(page.locator(".restore")).to_contain_text("You typed something here at 14:45 that")  # the workspace's zone
    page.get_by_role("button", name="Put it back").click()
    expect(page.get_by_label("Name")).to_have_value("A long name that took a while")
    kept = page.evaluate("JSON.stringify(sessionStorage)")
    assert "correct horse" not in kept
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved: Team “A long name")
    page.get_by_role("button", name="Undo").click()
    page.goto("/w/product/teams/add/")
    expect(page.get_by_role("button", name="Put it back")).to_have_count(0)


def test_a_single_decision_takes_the_whole_width(ana: Page, sample: str) -> None:
    ana.goto(sample)
    ana.evaluate("document.querySelectorAll('.decision ~ .decision').forEach((one) => one.remove())")
    line, card = (ana.locator(part).bounding_box() for part in (".decisions", ".decision"))
    assert line
    assert card
    assert card["width"] == line["width"]


def fill_sign_in(page: Page) -> None:
    page.get_by_label("E-mail address").fill("ana@example.org")
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/w/**")


def test_without_scripts_everything_that_matters_works(server, open_page):
    page = open_page(base_url=server.url, java_script_enabled=False)
    page.goto("/w/product/teams/add/")
    fill_sign_in(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Name: This field is required.")
    page.get_by_label("Name").fill("No scripts")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.locator(".rows")).not_to_contain_text("No scripts")
    page.locator(".menu summary").click()
    expect(page.get_by_role("link", name="People")).to_be_visible()
    page.get_by_label("Find anything").fill("prod")
    page.get_by_label("Find anything").press("Enter")
    expect(page.get_by_role("heading", name=re.compile("with “prod”"))).to_be_visible()
