"""The alignment map: dragged, gone through by keys, folded by address, read without a script."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e
TOP = "Radically transform our users’ mobile experience"
FOCUSED = "document.activeElement.getAttribute('aria-label')"


@pytest.fixture(scope="module", autouse=True)
def homes(make_teams):
    """A workspace for each test, made before Ben signs in."""
    return make_teams("map", number=10)


@pytest.fixture
def home(homes):
    return homes.pop()


@pytest.fixture
def ben(home, server, ben_signed_in, open_page):
    return open_page(base_url=server.url, storage_state=ben_signed_in)


def write(page: Page, home: str, title: str) -> None:
    page.goto(f"{home}change/new/")
    page.get_by_label("Objective", exact=True).fill(title)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def box(page: Page, name: str):
    return page.locator("svg.wide").get_by_role("treeitem", name=name)


def drag(page: Page, what: str, onto: str) -> None:
    start, end = (box(page, name).locator("> rect").bounding_box() for name in (what, onto))
    page.mouse.move(start["x"] + 20, start["y"] + 12)
    page.mouse.down()
    page.mouse.move(start["x"] + 60, start["y"] + 30, steps=4)
    page.mouse.move(end["x"] + 30, end["y"] + 20, steps=6)


@pytest.mark.journey
def test_an_objective_is_dragged_onto_another_one_and_back_by_undo(ben, home):
    write(ben, home, "Answer within the hour")
    ben.goto(f"{home}map/")
    expect(ben.get_by_role("heading", level=1)).to_have_text("One objective hangs loose")
    drag(ben, "Objective: Answer", "Objective: Radically")
    expect(ben.locator("svg.wide .target")).to_have_count(1)
    ben.mouse.up()
    expect(ben.get_by_role("status")).to_contain_text(f"Saved: “Answer within the hour” contributes to “{TOP}”.")
    expect(ben.get_by_role("heading", level=1)).to_have_text("Everything hangs together")
    expect(box(ben, "Objective: Answer")).to_have_attribute("aria-level", "3")
    ben.get_by_role("button", name="Undo").click()
    ben.goto(f"{home}map/")
    expect(ben.get_by_role("heading", level=1)).to_have_text("One objective hangs loose")


def test_a_drag_that_is_let_go_or_makes_a_circle_changes_nothing(ben, home):
    write(ben, home, "Answer within the hour")
    ben.goto(f"{home}map/")
    drag(ben, "Objective: Answer", "Strategy:")
    ben.keyboard.press("Escape")
    ben.mouse.up()
    expect(ben.locator(".carried")).to_have_count(0)
    drag(ben, "Objective: Answer", "Objective: Radically")
    ben.mouse.up()
    expect(ben.get_by_role("status")).to_contain_text("contributes to")
    drag(ben, "Objective: Radically", "Objective: Answer")
    ben.mouse.up()
    expect(ben.get_by_role("status")).to_contain_text("the two cannot hang from each other")
    expect(box(ben, "Objective: Radically")).to_have_attribute("aria-level", "2")


def test_the_arrow_keys_go_through_it_as_through_a_tree(ben, home):
    ben.goto(f"{home}map/")
    keyboard = ben.keyboard
    box(ben, "Strategy:").focus()
    keyboard.press("ArrowRight")
    assert ben.evaluate(FOCUSED).startswith("Objective: Radically")
    keyboard.press("ArrowLeft")
    expect(box(ben, "Objective: Radically")).to_have_attribute("aria-expanded", "false")
    expect(box(ben, "Objective: Radically")).to_be_focused()
    assert "shut=o" in ben.url
    assert "three key results" in ben.evaluate(FOCUSED)
    keyboard.press("ArrowRight")
    expect(box(ben, "Key result: Mobile conversion")).to_be_visible()
    expect(box(ben, "Objective: Radically")).to_be_focused()
    keyboard.press("ArrowDown")
    assert ben.evaluate(FOCUSED).startswith("Key result: Mobile conversion")
    keyboard.press("ArrowLeft")
    assert ben.evaluate(FOCUSED).startswith("Objective: Radically")
    keyboard.press("End")
    assert ben.evaluate(FOCUSED).startswith("Key result: Mobile engagement")
    keyboard.press("Home")
    assert ben.evaluate(FOCUSED).startswith("Strategy:")
    keyboard.press("Tab")
    assert ben.evaluate("document.activeElement.closest('svg')") is None
    keyboard.press("Shift+Tab")
    keyboard.press("ArrowDown")
    keyboard.press("Enter")
    expect(ben.get_by_role("heading", level=1)).to_have_text(TOP)


def test_what_it_contributes_to_is_chosen_by_keyboard_alone(ben, home):
    write(ben, home, "Answer within the hour")
    ben.goto(f"{home}map/")
    box(ben, "Strategy:").focus()
    ben.keyboard.press("End")
    assert ben.evaluate(FOCUSED).startswith("Objective: Answer")
    ben.keyboard.press("m")
    expect(ben.get_by_role("heading", level=1)).to_have_text("What does “Answer within the hour” contribute to?")
    ben.get_by_label("Contributes to").focus()
    ben.keyboard.type("Mobile · Rad")
    ben.keyboard.press("Tab")
    ben.keyboard.press("Tab")
    ben.keyboard.press("Enter")
    expect(ben.get_by_role("heading", level=1)).to_have_text("Everything hangs together")


def test_it_is_made_larger_and_smaller(ben, home):
    ben.goto(f"{home}map/")
    tree = ben.locator("svg.wide")
    before = tree.bounding_box()["width"]
    ben.get_by_role("button", name="Larger").click()
    assert tree.bounding_box()["width"] == pytest.approx(before * 1.2, abs=1)
    ben.get_by_role("link", name="Close everything").click()
    expect(tree.get_by_role("treeitem")).to_have_count(1)
    ben.set_viewport_size({"width": 900, "height": 700})
    ben.get_by_role("link", name="Open everything").click()
    expect(box(ben, "Key result: Mobile conversion")).to_be_visible()
    ben.get_by_role("button", name="Fit the width").click()
    assert tree.bounding_box()["width"] <= 900


@pytest.mark.parametrize("look", [("light", 1440), ("dark", 1440), ("light", 360), ("dark", 360)])
def test_axe_finds_nothing(ben, home, assert_no_violations, look):
    scheme, width = look
    ben.emulate_media(color_scheme=scheme)
    ben.set_viewport_size({"width": width, "height": 900})
    write(ben, home, "Answer within the hour")
    for page in ("map/", "map/?fold=none", "map/?fold=all"):
        ben.goto(f"{home}{page}")
        assert_no_violations(ben)
        assert not ben.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_it_folds_without_a_script(home, server, ben_signed_in, open_page):
    page = open_page(base_url=server.url, storage_state=ben_signed_in, java_script_enabled=False)
    page.goto(f"{home}map/")
    page.locator("svg.wide").get_by_role("link", name="Close Radically").click()
    expect(box(page, "Key result: Mobile conversion")).to_have_count(0)
    page.locator("svg.wide").get_by_role("link", name="Open Radically").click()
    expect(box(page, "Key result: Mobile conversion")).to_be_visible()
