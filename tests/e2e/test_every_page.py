"""axe finds nothing, nothing scrolls sideways and nothing is too small to press: on every page that a link leads to."""

import re
from html import unescape

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e
LOOKS = [(1440, "light"), (360, "dark")]  # colours do not depend on the width, nor places on the theme
OUTSIDE = ("/accounts/login/", "/accounts/password/reset/", "/accounts/password/reset/done/", "/accounts/signup/")
SMALL = """[...document.querySelectorAll("button, select, summary, .button, .site-nav a, input:not([type=hidden])")]
    .filter((one) => one.checkVisibility() && !one.matches("[type=checkbox], [type=radio], .visually-hidden"))
    .filter((one) => one.getBoundingClientRect().height < 24).map((one) => one.outerHTML)"""


def pages_from(page: Page, start: str) -> list[str]:
    """Every page that links lead to from here, one of each kind: numbers in addresses make no difference."""
    kinds, found, waiting = set(), [], [start]
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
        found.append(address)
        links = [unescape(link) for link in re.findall(r'href="(/[^"#]*)', answer.text())]
        waiting += [link for link in links if link.startswith(start)]
    return found


def check(page: Page, violations, looks=LOOKS) -> list[object]:
    """What is wrong in any look, without loading the page again; 320 px is 1280 px at 400 %."""
    wrong: list[object] = []
    for width, scheme in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        wrong += [(page.url, width, scheme, found) for found in violations(page)]
    for width in (1440, 360, 320):
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append((page.url, width, "scrolls sideways"))
        wrong += [(page.url, width, "too small", one) for one in page.evaluate(SMALL)]
    return wrong


@pytest.mark.look
@pytest.mark.parametrize(
    ("workspace", "looks"), [("sample", LOOKS), ("product", [(1440, "dark"), (360, "light")])], ids=["full", "empty"]
)
def test_every_page_of_a_workspace(ana, sample, violations, workspace, looks):
    addresses = pages_from(ana, f"/w/{workspace}/")
    assert len(addresses) > 15
    wrong = []
    for address in addresses:
        ana.goto(address)
        wrong += check(ana, violations, looks)
    assert wrong == []


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
