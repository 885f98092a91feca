"""axe finds nothing, nothing scrolls sideways and nothing is too small to press: on every page that a link leads to."""

import re
from collections.abc import Iterable
from html import unescape

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e
LOOKS = [(1440, "light"), (360, "dark")]  # colours do not depend on the width, nor places on the theme
OUTSIDE = (
    "/accounts/login/", "/accounts/password/reset/", "/accounts/password/reset/done/", "/accounts/signup/",
    "/in-hand/x/",
)  # fmt: skip
SMALL = """[...document.querySelectorAll("button, select, summary, .button, .site-nav a, input:not([type=hidden])")]
    .filter((one) => one.checkVisibility() && !one.matches("[type=checkbox], [type=radio], .visually-hidden"))
    .filter((one) => one.getBoundingClientRect().height < 24).map((one) => one.outerHTML)"""


def pages_from(page: Page, start: str) -> dict[str, str]:
    """Every page that links lead to from here, by address, one of each kind: numbers in it make no difference."""
    kinds, found, waiting = set(), {}, [start]
    while waiting:
        address = waiting.pop(0)
        kind = re.sub(r"\d+", "1", address.partition("?")[0])
        if kind in kinds:
            continue
        kinds.add(kind)
        answer = page.context.request.get(address)
        if "text/html" not in answer.headers["content-type"] or "attachment" in str(answer.headers):
            continue
        assert answer.status == 200, (address, answer.status)
        found[address] = answer.text()
        links = [unescape(link) for link in re.findall(r'href="(/[^"#]*)', found[address])]
        waiting += [link for link in links if link.startswith(start)]
    return found


def check(page: Page, violations, looks=LOOKS) -> list[object]:
    """What is wrong in any look, without loading the page again; 320 px is 1280 px at 400 %."""
    wrong: list[object] = []
    for width, scheme in (*looks, (320, None)):
        page.set_viewport_size({"width": width, "height": 900})
        if scheme:
            page.emulate_media(color_scheme=scheme)
            wrong += [(page.url, width, scheme, found) for found in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append((page.url, width, "scrolls sideways"))
        wrong += [(page.url, width, "too small", one) for one in page.evaluate(SMALL)]
    return wrong


def check_each(page: Page, violations, addresses: Iterable[str], looks=LOOKS) -> list[object]:
    """What is wrong on any of these pages in any look, with everything unfolded."""
    wrong: list[object] = []
    page.add_init_script(AXE_SCRIPT)
    for address in addresses:
        page.goto(address)
        page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })")
        wrong += check(page, violations, looks)
    return wrong


@pytest.fixture(scope="module")
def pages_of_sample(server, browser, signed_in, sample):
    """Every page of the full workspace, by address, with what was found in both workspaces."""
    for slug in ("sample", "product"):
        server.run("findings", "--workspace", slug)  # else the server looks some seconds later
    with browser.new_context(base_url=server.url, storage_state=signed_in) as context:
        return pages_from(context.new_page(), sample)


def test_every_page_of_a_full_workspace(ana, pages_of_sample, violations):
    assert len(pages_of_sample) > 40
    assert check_each(ana, violations, pages_of_sample) == []


def test_every_page_that_is_another_in_an_empty_workspace(ana, pages_of_sample, violations):
    full = {main_of(text) for text in pages_of_sample.values()}
    addresses = [address for address, text in pages_from(ana, "/w/product/").items() if main_of(text) not in full]
    assert len(addresses) > 10
    assert check_each(ana, violations, addresses, [(1440, "dark"), (360, "light")]) == []


def main_of(text: str) -> str:
    """What a page shows, whichever the workspace, the record and the form's secret."""
    main = re.findall(r"<main.*</main>", text, re.DOTALL)[0]
    return re.sub(r'/w/\w+/|\d+|csrfmiddlewaretoken" value="\w+', "", main)


def test_pages_outside_a_workspace(server, open_page, violations):
    page = open_page(base_url=server.url)
    for address in OUTSIDE:
        page.goto(address)
        assert check(page, violations) == []


def test_an_open_menu_a_found_list_a_form_with_errors_and_errors(ana, violations):
    ana.locator(".menu summary").click()
    assert check(ana, violations) == []
    ana.keyboard.press("Escape")
    ana.get_by_label("Find anything").fill("Prod")
    expect(ana.locator("#found a")).to_be_visible()
    assert check(ana, violations) == []
    ana.goto("/w/product/teams/add/")
    ana.get_by_role("button", name="Save").click()
    expect(ana.get_by_role("alert")).to_be_focused()
    assert check(ana, violations) == []
    ana.goto("/w/product/nowhere/")
    assert check(ana, violations) == []
