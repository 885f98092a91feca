"""A whole close: the review is begun, scored by keys, saved in part, told on one page, and the cycle is closed."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect
from tests.e2e.conftest import SIZES
from tests.e2e.serving import environment

pytestmark = pytest.mark.e2e
LEAD = """
import sys
import django
django.setup()
from vitalfew.accounts.models import Person
Person.everywhere.filter(workspace__slug=sys.argv[1], email="ben@example.org").update(role="lead")
"""


@pytest.fixture(scope="module")
def homes(server, make_teams):
    """Two workspaces in which Ben leads."""
    made = make_teams("reviews", number=2)
    settings = {"DJANGO_SETTINGS_MODULE": "vitalfew.config.settings", "VITALFEW_BASE_URL": server.url}
    seen = environment(data=server.data, database_url=server.database_url) | settings
    for home in made:
        subprocess.run([sys.executable, "-c", LEAD, home.split("/")[2]], env=seen, check=True, timeout=60)
    return made


@pytest.fixture
def ben(homes, server, ben_signed_in, open_page):
    return open_page(base_url=server.url, storage_state=ben_signed_in)


@pytest.mark.journey
def test_a_cycle_is_closed_by_keyboard(ben, homes, assert_no_violations):
    home = homes[0]
    ben.goto(f"{home}change/cycles/")
    ben.get_by_role("link", name="Edit Q4 2026").click()
    ben.get_by_role("button", name="Begin its review").click()
    ben.get_by_role("link", name="Mobile", exact=True).click()
    expect(ben.get_by_role("heading", level=1)).to_have_text("3 of 3 key results still to score")
    review = ben.url
    assert_no_violations(ben)
    first = ben.get_by_label("Our score").first
    first.focus()
    ben.keyboard.press("ArrowUp")
    expect(first).to_have_value("0.3")
    ben.keyboard.press("ArrowUp")
    expect(first).to_have_value("0.35")
    ben.keyboard.press("Tab")
    ben.keyboard.type("Graduate")
    ben.keyboard.press("Tab")
    ben.keyboard.type("The new start page won, and we stopped too late.")
    ben.keyboard.press("Tab")
    ben.keyboard.type("Ask earlier.")
    ben.get_by_role("button", name="Save").click()
    expect(ben.get_by_role("heading", level=1)).to_have_text("2 of 3 key results still to score")
    expect(ben.get_by_label("What we learned").first).to_have_value("Ask earlier.")
    ben.get_by_role("link", name="Make a KPI of it").click()
    expect(ben.get_by_label("Name")).to_have_value("Mobile conversion")
    assert ben.locator("[name=target]").input_value() != "5 %"
    assert_no_violations(ben)
    ben.get_by_role("button", name="Keep this KPI").click()
    expect(ben.get_by_text("it graduated from: Mobile conversion")).to_be_visible()
    ben.goto(review)
    ben.get_by_role("link", name="The retrospective", exact=True).click()
    ben.get_by_role("link", name="Write what worked").click()
    ben.get_by_label("what worked").fill("Pairing.")
    ben.get_by_role("button", name="Save").click()
    expect(ben.get_by_text("Pairing.")).to_be_visible()
    expect(ben.locator(".told svg")).to_have_count(3)
    assert_no_violations(ben)
    ben.goto(f"{home}change/cycles/")
    ben.get_by_role("link", name="Edit Q4 2026").click()
    ben.get_by_role("button", name="Close it").click()
    expect(ben.get_by_text("nothing in it is edited any more. It is here now.")).to_be_visible()
    ben.get_by_role("button", name="Open it again for its review").click()
    ben.get_by_role("button", name="Undo").click()
    ben.goto(f"{home}change/cycles/")
    expect(ben.locator("main")).to_contain_text("closed")


def test_the_retrospective_fits_on_one_sheet_of_paper(homes, server, ben_signed_in, open_page):
    home = homes[1]
    page = open_page(base_url=server.url, storage_state=ben_signed_in)
    page.goto(f"{home}change/cycles/")
    page.get_by_role("link", name="Edit Q4 2026").click()
    page.get_by_role("button", name="Begin its review").click()
    page.get_by_role("link", name="Mobile", exact=True).click()
    page.get_by_role("link", name="The retrospective", exact=True).click()
    page.get_by_role("link", name="Write what worked").click()
    for field in page.locator("textarea").all():
        field.fill("We paired on the hard parts and wrote down what we saw, so that others could go on. " * 9)
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/retrospective/")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1
    page.goto(f"{home}change/cycles/")
    page.get_by_role("link", name="Edit Q4 2026").click()
    page.get_by_role("button", name="Back to work").click()


def test_what_comes_along_fits_a_phone(homes, server, ben_signed_in, open_page, assert_no_violations):
    home = homes[1]
    page = open_page(base_url=server.url, storage_state=ben_signed_in, viewport=SIZES["phone"])
    page.goto(f"{home}change/cycles/")
    page.get_by_role("button", name="Next quarter").click()
    page.get_by_role("link", name=re.compile("Carry over into (?!Q4 2026)")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What comes along from Q4 2026?")
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES["phone"]["width"]
    assert_no_violations(page)
    page.get_by_label(re.compile("Carry it over into")).first.check()
    page.get_by_label("Mobile conversion", exact=True).check()
    page.get_by_role("button", name="Carry over what is ticked").click()
    expect(page.get_by_role("link", name="Radically transform our users’ mobile experience")).to_be_visible()
