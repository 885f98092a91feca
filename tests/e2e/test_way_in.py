"""First run, sign in and out, and the link that an administrator gives."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e


@pytest.mark.journey
def test_first_run(new_server, open_page):
    page = open_page(base_url=new_server.url, timezone_id="Europe/Lisbon")
    page.goto("/")
    expect(page).to_have_url(f"{new_server.url}/start/")
    with_a_guessed_code(page)
    page.goto(f"/start/?code={new_server.code}")
    assert page.locator("main form :is(input, select):visible").count() <= 6
    expect(page.get_by_label("Time zone")).to_have_value("Europe/Lisbon")
    page.get_by_label("Name of your workspace").fill("Emergency care")
    page.get_by_label("Your e-mail address").fill("ana@example.org")
    page.get_by_label("Time zone").fill("berlin")
    page.get_by_label("Time zone").press("Tab")
    expect(page.get_by_label("Time zone")).to_have_value("Europe/Berlin")
    page.get_by_label("Time zone").fill("Nicosia")
    page.get_by_label("Password").fill("password12")
    page.get_by_role("button", name="Make the workspace").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("alert").get_by_role("link", name="Password").click()
    expect(page.get_by_label("Password")).to_be_focused()
    page.get_by_role("button", name="Take Asia/Nicosia").click()
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Make the workspace").click()
    expect(page.locator(".menu summary")).to_contain_text("Emergency care · Ana")
    page.goto(f"/start/?code={new_server.code}")
    expect(page).to_have_url(f"{new_server.url}/w/emergency-care/")


def test_a_zone_that_was_chosen_stays_and_the_browsers_own_is_a_click_away(server, signed_in, open_page):
    page = open_page(base_url=server.url, storage_state=signed_in, timezone_id="Asia/Tokyo")
    page.goto("/w/product/settings/")
    expect(page.get_by_label("Time zone")).to_have_value("UTC")
    page.get_by_role("button", name="Use this browser’s: Asia/Tokyo").click()
    expect(page.get_by_label("Time zone")).to_have_value("Asia/Tokyo")
    expect(page.get_by_role("button", name="Use this browser’s")).to_have_count(0)


def with_a_guessed_code(page):
    """Nothing is made, so that the next one with the code is still the first."""
    page.goto("/start/?code=guessed")
    page.get_by_label("Name of your workspace").fill("Mine")
    page.get_by_label("Your e-mail address").fill("eve@example.org")
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_label("Setup code").fill("guessed")
    page.get_by_role("button", name="Make the workspace").click()
    expect(page.get_by_role("alert")).to_contain_text("That is not the code")


def test_sign_in_and_out(server, open_page):
    page = open_page(base_url=server.url)
    page.goto("/w/product/history/")
    page.get_by_label("E-mail address").fill("ana@example.org")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("E-mail address").fill("ana@example.org")
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="History")).to_be_visible()
    page.locator(".menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.goto("/w/product/history/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_person_is_added_and_sets_their_password_by_the_link(server, ana, open_page):
    ana.goto("/w/product/people/")
    ana.get_by_role("link", name="Add a person").click()
    ana.get_by_label("Name").fill("Finn")
    ana.get_by_label("E-mail address").fill("finn@example.org")
    ana.get_by_role("button", name="Save").click()
    ana.get_by_role("button", name="Make a sign-in link").click()
    link = ana.locator("#link").inner_text()

    finn = open_page(base_url=server.url)
    finn.goto(link)
    finn.get_by_label("New password", exact=True).fill("staple battery horse")
    finn.get_by_label("New password, once more").fill("staple battery horse")
    finn.get_by_role("button", name="Set the password").click()
    expect(finn.locator(".menu summary")).to_contain_text("Product · Finn")
    assert finn.goto("/w/product/people/add/").status == 403
    expect(finn.locator("main")).to_contain_text("you are a member. Ask Ana")

    again = open_page(base_url=server.url)
    again.goto(link)
    expect(again.get_by_role("heading")).to_contain_text("does not work any more")

    ana.goto("/w/product/people/")
    ana.get_by_role("link", name="Finn").click()
    ana.get_by_role("button", name="Remove").click()
    assert finn.goto("/w/product/").status == 404
    finn.goto("/")
    expect(finn.get_by_role("heading")).to_contain_text("You are in no workspace here")
