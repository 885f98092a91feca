"""Makes the pictures of the docs with the product itself: a server of its own, the sample, Chromium.

usage: python tests/e2e/pictures.py [FOLDER]
"""

import shutil
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
from serving import EMAIL, PASSWORD, Server, start, stop

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
PASTED = """Server uptime
Average resolution time
MTTR
Budget variance
Day-30 retention
Utilisation of engineers
Defects per release
Increase day-30 retention from 40 % to 65 %
Cut onboarding from 5 days to 1
Page views
Launch training deck
Number of features shipped
Social media followers
Lines of code written
"""
WRITTEN = urlencode(
    [
        ("title", "Offer an ultra-smooth mobile experience"),
        ("kr", "Reduce initial loading time from 4 s to 1.5 s"),
        ("kr", "Migrate to React 18"),
        ("kr", "Reduce churn"),
    ]
)
DESK = {"width": 1440, "height": 1080}
PHONE = {"width": 390, "height": 844}


def main(folder: Path) -> None:
    """Write every picture into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, sync_playwright() as play:
        server = start(data=Path(data) / "data", database_url="")
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        try:
            server.run("init", "--workspace", "Product", "--email", EMAIL, "--password-stdin", given=PASSWORD)
            server.run("sample", "load")
            _take(browser, server, folder)
        finally:
            browser.close()
            stop(server)


def _take(browser: Browser, server: Server, folder: Path) -> None:
    light = _signed_in(browser, server, "light", DESK)
    sample = f"{server.url}/w/sample/"
    light.goto(f"{sample}?of=all")
    light.screenshot(path=folder / "today.png", full_page=True)
    kpi = light.locator(".health-row a").first.get_attribute("href")
    objective = light.locator(".goal h3 a").first.get_attribute("href")
    pages = (
        ("kpi", kpi),
        ("objective", objective),
        ("checkin", "/w/sample/checkin/?team=1"),
        ("board", "/w/sample/board/"),
        ("map", "/w/sample/map/"),
    )
    for name, address in pages:
        light.goto(f"{server.url}{address}")
        light.screenshot(path=folder / f"{name}.png", full_page=True)
    _audit(light, server, folder)
    light.goto(f"{sample}change/new/?{WRITTEN}")
    light.screenshot(path=folder / "write.png", full_page=True)
    dark = _signed_in(browser, server, "dark", DESK)
    dark.goto(f"{sample}?of=all")
    dark.screenshot(path=folder / "today-dark.png", full_page=True)
    phone = _signed_in(browser, server, "light", PHONE)
    phone.goto(f"{sample}?of=all")
    phone.screenshot(path=folder / "today-phone.png", full_page=True)


def _audit(page: Page, server: Server, folder: Path) -> None:
    page.goto(f"{server.url}/w/product/audits/new/")
    page.get_by_label("Or pasted lines").fill(PASTED)
    page.get_by_role("button", name="Read it").click()
    page.goto(page.url)
    page.screenshot(path=folder / "audit.png", full_page=True)


def _signed_in(browser: Browser, server: Server, scheme: str, size: dict[str, int]) -> Page:
    page = browser.new_context(color_scheme=scheme, viewport=size, locale="en-GB").new_page()
    page.goto(f"{server.url}/accounts/login/")
    page.fill("[name=login]", EMAIL)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_url("**/w/**")
    return page


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
