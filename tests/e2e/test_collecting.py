"""A KPI is connected to a database in a real browser, and the server's own clock fills it."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.test_every_page import check

pytestmark = pytest.mark.e2e
FILLED_WITHIN = 90_000


@pytest.fixture
def shop(server) -> str:
    """The address of a database with a value for each of the last thirty weeks."""
    folder = Path(server.data) / "tables"
    folder.mkdir(exist_ok=True)
    path = folder / "shop.sqlite3"
    today = datetime.now(UTC).date()
    monday = today - timedelta(days=today.weekday())
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE waiting (week TEXT, minutes REAL)")
        weeks = [(str(monday - timedelta(weeks=n)), 20 + n % 5) for n in range(1, 31)]
        database.executemany("INSERT INTO waiting VALUES (?, ?)", weeks)
    database.close()
    return f"sqlite:///{path}"


def connect(page: Page, shop: str, query: str) -> None:
    page.get_by_label("Address of the database").fill(shop)
    page.get_by_label("Query").fill(query)


def test_a_kpi_is_connected_tried_and_filled(ana, shop, violations):
    ana.goto("/w/product/kpis/new/?name=Waiting+time&unit=min&direction=lower")
    ana.get_by_role("button", name="Keep this KPI").click()
    ana.get_by_role("link", name="Connect a source").click()
    expect(ana.get_by_role("link", name="Prometheus")).to_be_visible()
    assert check(ana, violations) == []
    ana.get_by_role("link", name="SQL database").click()
    assert check(ana, violations) == []
    connect(ana, shop, "SELECT week, hours FROM waiting")
    ana.get_by_role("button", name="Try it").click()
    expect(ana.locator("#tried")).to_contain_text("no such column: hours")
    connect(ana, shop, "SELECT week, minutes FROM waiting WHERE week >= :since")
    ana.get_by_role("button", name="Try it").click()
    expect(ana.locator("#tried")).to_contain_text("30 values came")
    assert check(ana, violations) == []
    ana.get_by_role("button", name="Save and collect").click()
    ana.get_by_role("link", name="Waiting time").click()
    ana.get_by_text("Add an action").click()
    what = ana.locator("#add-action textarea, #add-action input[type=text]").first
    what.fill("Ask the shop")
    expect(ana.locator(".chart svg.pbc:visible")).to_be_visible(timeout=FILLED_WITHIN)
    expect(what).to_have_value("Ask the shop")
    ana.get_by_role("link", name="Its runs, settings and history").click()
    expect(ana.get_by_text("30 new or corrected")).to_be_visible()
    assert check(ana, violations) == []
    ana.get_by_role("link", name="Edit").click()
    expect(ana.get_by_label("Address of the database")).to_have_value(shop)
    connect(ana, shop, "SELECT week, hours FROM waiting")
    ana.get_by_role("button", name="Save and collect").click()
    expect(ana.locator("#going").get_by_text("Failing for").first).to_be_visible(timeout=FILLED_WITHIN)
    assert check(ana, violations) == []
    ana.get_by_role("link", name="Waiting time").click()
    expect(ana.get_by_text("Source failing for")).to_be_visible()
    assert check(ana, violations) == []


def test_no_address_that_may_hold_a_password_stays_in_the_tab(ana):
    ana.goto("/w/product/kpis/new/?name=Orders&unit=orders&direction=higher")
    ana.get_by_role("button", name="Keep this KPI").click()
    ana.get_by_role("link", name="Connect a source").click()
    ana.get_by_role("link", name="SQL database").click()
    connect(ana, "postgresql://reader:canary-5b1e@db.example.org/shop", "SELECT day, orders FROM shop")
    kept = ana.evaluate("JSON.stringify(sessionStorage)")
    assert "SELECT day, orders FROM shop" in kept
    assert "canary-5b1e" not in kept
    assert "db.example.org" not in kept
    ana.reload()
    ana.get_by_role("button", name="Put it back").click()
    expect(ana.get_by_label("Query")).to_have_value("SELECT day, orders FROM shop")
    ana.goto("/w/product/you/told/add/")
    ana.get_by_label("Address", exact=True).fill("https://hooks.example.org/canary-77c0")
    assert "canary" not in ana.evaluate("JSON.stringify(sessionStorage)")
