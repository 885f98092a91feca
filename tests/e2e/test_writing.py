"""Writing in a real browser: findings while one types, suggestions taken, rules silenced, errors asked about once."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.conftest import SIZES, sign_in
from tests.e2e.test_every_page import check

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def home(make_teams):
    return make_teams("writing")[0]


@pytest.fixture
def ben(home, server, ben_signed_in, open_page):
    return open_page(base_url=server.url, storage_state=ben_signed_in)


def below(page: Page, label: str):
    """What is said below a field."""
    return page.locator(".field.sentence").filter(has=page.get_by_label(label, exact=True)).locator(".findings")


def test_findings_appear_while_one_types_and_a_suggestion_is_taken(ben, home, violations):
    ben.goto(f"{home}change/new/")
    ben.get_by_label("Objective", exact=True).press_sequentially("Offer an ultra-smooth mobile experience")
    expect(below(ben, "Objective")).to_contain_text("Reads well: a verb, a result, no numbers.")
    ben.get_by_label("Key result 1").fill("Reduce initial loading time from 4 s to 1.5 s")
    expect(below(ben, "Key result 1")).to_contain_text("Read as: initial loading time, 4 → 1.5 s, lower is better.")
    expect(ben.locator(".underlined mark.read")).to_have_text(["initial loading time", "4 s", "1.5 s"])
    field = ben.get_by_label("Key result 2")
    field.press_sequentially("Improve loading time", delay=20)
    expect(below(ben, "Key result 2")).to_contain_text("Your KPI Loading time, p75 stands at 2.2 s.")
    expect(field).to_have_value("Improve loading time")
    expect(field).to_be_focused()
    expect(ben.locator("#findings-counted")).to_have_text("One finding. A draft can always be saved.")
    assert check(ben, violations) == []
    below(ben, "Key result 2").get_by_role("button", name=re.compile("Use this")).click()
    expect(field).to_have_value("Reduce Loading time, p75 from 2.2 s to …")
    ben.keyboard.type("1 s")
    expect(below(ben, "Key result 2")).to_contain_text("2.2 → 1 s")
    expect(ben.locator("#findings-counted")).to_have_text("A draft can always be saved.")
    ben.keyboard.press("Enter")
    expect(ben.get_by_role("heading", level=1)).to_have_text("Offer an ultra-smooth mobile experience")


def test_a_finding_is_silenced_and_speaks_again(ben, home, violations):
    ben.goto(f"{home}change/new/")
    ben.get_by_label("Objective", exact=True).fill("Move house without anybody noticing")
    ben.get_by_label("Key result 1").fill("Migrate to React 18")
    ben.get_by_label("Key result 2").fill("Increase NPS from 32 to 50")
    ben.get_by_role("button", name="Save as draft").click()
    ben.get_by_text("K202 · ").click()
    expect(ben.get_by_role("link", name="The rule and its examples").first).to_be_visible()
    assert check(ben, violations) == []
    ben.get_by_role("link", name=re.compile("Silence it here.*K202")).click()
    ben.get_by_label("Why is it right as it is?").fill("Support for the old one ends in May.")
    assert check(ben, violations) == []
    ben.get_by_role("button", name="Silence it here").click()
    expect(ben.get_by_text("Silenced by Ben")).to_contain_text("Support for the old one ends in May.")
    expect(ben.get_by_text("K202 · ")).to_have_count(0)
    ben.get_by_role("button", name=re.compile("Let it speak again.*K202")).click()
    expect(ben.get_by_text("K202 · ")).to_be_visible()


def test_activating_with_errors_asks_once(ben, home, violations):
    ben.goto(f"{home}change/new/")
    ben.get_by_label("Objective", exact=True).fill("Win the trust of the first hundred schools")
    ben.get_by_label("Key result 1").fill("Improve customer satisfaction")
    ben.get_by_label("Key result 2").fill("Increase NPS from 32 to 50")
    ben.get_by_role("button", name="Save as draft").click()
    ben.get_by_role("link", name="Put it to work").click()
    expect(ben.get_by_role("heading", level=1)).to_have_text("One thing first?")
    expect(ben.get_by_role("link", name="Back to the draft")).to_be_visible()
    assert check(ben, violations) == []
    ben.get_by_role("button", name="Activate all the same").click()
    expect(ben.locator(".standfirst")).to_contain_text("At work")


def test_a_kpis_examples_follow_its_family_and_findings_stand_below_their_fields(ben, home, violations):
    ben.goto(f"{home}kpis/new/")
    ben.get_by_label("Name").fill("Launch a new product category")
    expect(ben.locator("#findings-name")).to_contain_text("H310")
    ben.get_by_label("Examples for the family").select_option("compliance")
    expect(ben.locator("#id_target_helptext")).to_have_text("For example: 100 %")
    expect(ben.get_by_label("Name")).to_have_value("Launch a new product category")
    ben.get_by_label("Which decision it helps").focus()
    ben.keyboard.press("Tab")
    expect(ben.locator("#findings-why")).to_contain_text("H316")
    assert check(ben, violations) == []


def test_without_a_script_a_suggestion_is_taken_by_its_button(home, server, open_page):
    page = open_page(base_url=server.url, java_script_enabled=False)
    sign_in(page, "ben@example.org")
    page.goto(f"{home}change/new/")
    page.get_by_label("Objective", exact=True).fill("Answer before anybody asks")
    page.get_by_label("Key result 1").fill("Improve loading time")
    page.get_by_role("button", name="Save as draft").click()
    page.get_by_role("link", name="Fill in what is missing").click()
    page.get_by_role("button", name=re.compile("Use this")).first.click()
    expect(page.get_by_label("Key result 1")).to_have_value("Reduce Loading time, p75 from 2.2 s to …")


def test_a_title_of_forty_letters_is_read_whole_on_a_phone(ben, home):
    ben.set_viewport_size(SIZES["phone"])
    ben.goto(f"{home}change/new/?title=Launch+the+new+app+and+get+40%25+more+users")
    title = ben.get_by_label("Objective", exact=True)
    assert title.evaluate("(one) => one.scrollWidth <= one.clientWidth")
