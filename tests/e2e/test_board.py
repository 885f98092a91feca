"""The board in a browser, and the wall: turned by keys and by itself, kept up to date, and marked when it is not."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.serving import Server

pytestmark = pytest.mark.e2e
WALL = "board/wall/"


def name(page: Page) -> str:
    return page.locator(".slide.current h2").inner_text()


def test_a_board_is_narrowed_by_its_form_and_leads_to_the_same_on_a_wall(ana: Page, sample: str) -> None:
    ana.goto(f"{sample}kpis/")
    ana.get_by_role("link", name="the same as a board").click()
    ana.get_by_label("Status").select_option("Red line crossed")
    ana.get_by_role("button", name="Show").click()
    expect(ana).to_have_url(re.compile(r"status=red_line"))
    expect(ana.locator(".card h3")).to_have_text(["API response time"])
    ana.get_by_role("link", name="On a wall").click()
    expect(ana.locator(".slide.current")).to_contain_text("Red line crossed")
    expect(ana.get_by_role("button", name="Pause")).to_be_hidden()


@pytest.mark.parametrize(("width", "across"), [(360, 1), (800, 2), (1440, 3)])
def test_every_card_is_as_wide_as_the_others(ana: Page, sample: str, width: int, across: int) -> None:
    ana.set_viewport_size({"width": width, "height": 900})
    ana.goto(f"{sample}board/")
    boxes = [card.bounding_box() for card in ana.locator(".card").all()]
    assert len({round(box["width"]) for box in boxes if box}) == 1
    assert len({round(box["x"]) for box in boxes if box}) == across


def test_a_wall_turns_and_is_large_enough(ana: Page, sample: str, assert_no_violations: Callable[[Page], None]) -> None:
    ana.clock.install()
    ana.set_viewport_size({"width": 1920, "height": 1080})
    ana.goto(f"{sample}{WALL}?every=10")
    first = name(ana)
    letters = (
        "parseFloat(getComputedStyle(document.querySelector('.slide.current .slide-value')).fontSize) / innerHeight"
    )
    assert ana.evaluate(letters) > 0.05
    assert not ana.evaluate("document.documentElement.scrollHeight > innerHeight"), "what stands below nobody sees"
    ana.clock.run_for(10_100)
    second = name(ana)
    assert second != first
    ana.keyboard.press("ArrowLeft")
    assert name(ana) == first
    ana.keyboard.press(" ")
    ana.clock.run_for(15_000)
    assert name(ana) == first
    ana.get_by_role("button", name="Go on").click()
    ana.keyboard.press("ArrowRight")
    assert name(ana) == second
    for scheme in ("light", "dark"):
        ana.emulate_media(color_scheme=scheme)
        assert_no_violations(ana)
    ana.set_viewport_size({"width": 320, "height": 700})
    assert not ana.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_a_wall_of_more_kpis_than_a_page_holds_turns_to_the_next_one_and_back(
    ana: Page, server: Server, make_teams: Callable[..., list[str]], tmp_path: Path
) -> None:
    [team] = make_teams("long-wall")
    kpis = "".join(f"      - {{name: Number {number:02}, unit: ms}}\n" for number in range(30))
    plan = tmp_path / "goals.yaml"
    plan.write_text(f"vitalfew: 1\nteams:\n  - name: Lobby\n    kpis:\n{kpis}")
    server.run("apply", str(plan), "--workspace", team.split("/")[2])
    ana.clock.install()
    ana.goto(f"{team}{WALL}?every=10")
    count = ana.locator("[data-count]")
    expect(count).to_have_text(re.compile(r"· 1 of \d\d"))
    first = name(ana)
    ana.keyboard.press("ArrowLeft")
    expect(count).to_have_text(re.compile(r"· (\d+) of \1"))
    ana.keyboard.press("ArrowRight")
    expect(ana.locator(".slide.current h2")).to_have_text(first)
    for _ in range(23):
        ana.keyboard.press("ArrowRight")
    expect(count).to_have_text(re.compile(r"· 24 of \d\d"))
    ana.clock.run_for(10_100)
    expect(count).to_have_text(re.compile(r"· 25 of \d\d"))
    assert ana.url.endswith("?every=10")


def test_a_screen_without_sign_in_keeps_up_says_when_it_cannot_and_ends(
    ana: Page, sample: str, open_page, server
) -> None:
    ana.goto(f"{sample}board/screens/")
    ana.get_by_label("Where it hangs").fill("Kitchen")
    ana.get_by_role("button", name="Make a link").click()
    link = ana.locator("code.secret").last.inner_text()
    screen = open_page(base_url=server.url)
    screen.clock.install()
    screen.goto(link)
    shown = screen.locator(".slide.current")
    churn = screen.locator(".slide", has_text="Monthly churn").locator(".slide-value")
    expect(shown).to_be_visible()
    before = churn.inner_text()
    ana.goto(f"{sample}board/?status=better")
    ana.get_by_role("link", name="Monthly churn").click()
    ana.get_by_role("link", name="Record a value").click()
    ana.get_by_label("Value").fill("1.37 %")
    ana.get_by_role("button", name="Record it").click()
    ana.wait_for_url(re.compile(r"/kpis/\d+/$"))
    with screen.expect_response(link):
        screen.clock.run_for(20_100)
    expect(churn).to_have_text("1.37 %")
    assert before != "1.37 %"
    screen.route(link, lambda route: route.abort())
    screen.clock.run_for(40_000)
    expect(screen.get_by_role("status")).to_contain_text("Not up to date: the server has not answered since")
    screen.unroute(link)
    screen.clock.run_for(20_100)
    expect(screen.get_by_role("status")).to_be_empty()
    ana.goto(f"{sample}board/screens/")
    ana.get_by_role("button", name="End the link for Kitchen").first.click()
    screen.clock.run_for(20_100)
    expect(screen.get_by_role("heading", level=1)).to_have_text("This link shows nothing any more")
