"""The check-in: by keyboard alone, saved row by row, undone row by row, and without a script."""

import re
import sys
import time

import pytest
from playwright.sync_api import Page, expect
from tests.e2e import mobile_team
from tests.e2e.conftest import SIZES, sign_in

pytestmark = pytest.mark.e2e
TEAMS = 16


@pytest.fixture(scope="module")
def homes(make_teams):
    return iter(make_teams("checkin", number=TEAMS))


@pytest.fixture
def home(homes):
    """A workspace that no other test has touched."""
    return next(homes)


@pytest.fixture
def ben(home, server, ben_signed_in, open_page):
    return open_page(base_url=server.url, storage_state=ben_signed_in)


@pytest.fixture
def steady_home(home, server):
    """One in which two collected values have not moved since the round before, when Ben gave them a 7."""
    mobile_team.said_before(server, home)
    return home


class Keys:
    """Presses keys one by one and counts them, typed values apart."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def value(self, text: str) -> None:
        self.page.keyboard.type(text)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
        self.pressed += len(keys)


def sentences(page: Page, home: str) -> list[str]:
    """What the list says of the three key results."""
    there = page.url
    page.goto(f"{home}change/")
    said = page.locator(".key-result .status").all_inner_texts()
    page.goto(there)
    return said


@pytest.mark.journey
def test_three_key_results_by_keyboard_alone_then_undo(ben, home, capsys):
    before = sentences(ben, home)
    ben.goto(f"{home}checkin/")
    expect(ben.locator(".checkin-value input").first).to_be_focused()
    begun, keys = time.monotonic(), Keys(ben)
    keys.value("4.4")
    keys.press("Enter", "9", "Enter")
    keys.press("8", "Enter")
    keys.value("5,6")
    keys.press("Enter", "End", "Enter")
    expect(ben.locator("[data-done]")).to_have_text("All of it is saved.")
    seconds = time.monotonic() - begun
    with capsys.disabled():
        sys.stdout.write(f"\n3 key results: {keys.pressed} keystrokes beyond the typed values, {seconds:.1f} s\n")
    assert keys.pressed <= 9
    assert ben.locator(".saved").count() == 3
    expect(ben.locator(".checkin-row").nth(2).get_by_label("10", exact=True)).to_be_checked()

    after = sentences(ben, home)
    assert before[0].strip().startswith("Stalled")
    assert not after[0].strip().startswith("Stalled")

    ben.goto(f"{home}checkin/")
    expect(ben.get_by_text("Nothing more is asked in this round.")).to_be_visible()
    ben.get_by_text("Three key results are answered in this round").click()
    ben.get_by_role("link", name="Check in on them all the same").click()
    keys = Keys(ben)
    ben.locator(".checkin-row").nth(1).locator(".dots input:checked").focus()
    keys.press("Enter")
    expect(ben.locator(".checkin-row").nth(1).locator(".saved")).to_be_visible()
    assert keys.pressed == 1

    ben.goto(f"{home}history/")
    row = ben.locator("li, tr").filter(has_text="Checked in on Mobile conversion")
    row.get_by_role("button", name="Undo").click()
    assert sentences(ben, home)[0] == before[0]


def test_a_row_is_undone_beside_it(ben, home):
    ben.goto(f"{home}checkin/")
    keys = Keys(ben)
    keys.value("4.4")
    keys.press("Enter", "3", "Enter")
    row = ben.locator(".checkin-row").first
    expect(row).to_contain_text("was 4.4 %")
    keys.press("8", "Enter")
    keys.value("plenty")
    row.get_by_role("button", name="Undo").click()
    expect(ben.locator(".checkin-row").first).to_contain_text("Undone.")
    expect(ben.locator(".checkin-row").first).to_contain_text("was 3.1 %")
    unsaved = ben.locator(".checkin-row").nth(2).locator(".checkin-value input")
    expect(unsaved).to_have_value("plenty")


def test_an_error_stands_next_to_its_row_and_the_rest_is_saved(ben, home):
    ben.goto(f"{home}checkin/")
    keys = Keys(ben)
    keys.value("plenty")
    keys.press("Enter", "4", "Enter", "7", "Enter")
    keys.press("Enter", "1", "0", "Enter")
    wrong = ben.locator(".checkin-row.wrong")
    expect(wrong).to_contain_text("“plenty” is not a number")
    expect(wrong.locator(".checkin-value input")).to_be_focused()
    expect(ben.locator(".saved")).to_have_count(2)
    expect(ben.locator(".checkin-row").nth(2).get_by_label("10", exact=True)).to_be_checked()
    ben.keyboard.press("Control+a")
    keys.value("3.4")
    keys.press("Enter", "Enter")
    expect(ben.locator(".saved")).to_have_count(3)


def test_a_note_by_n_and_esc_leaves_it_as_it_was(ben, home):
    ben.goto(f"{home}checkin/")
    keys = Keys(ben)
    keys.value("9")
    keys.press("Enter", "5", "n")
    keys.value("One page is out for everybody.")
    first = ben.locator(".checkin-row").first
    expect(first.get_by_text("What are we stopping so that it gets attention?")).to_be_visible()
    expect(first.get_by_text("What changed, and why?")).to_be_visible()
    keys.press("Escape")
    expect(first.locator(".checkin-value input")).to_have_value("")
    expect(first.locator("textarea")).to_have_value("")
    keys.press("6", "n")
    keys.value("Half of the users have it.")
    keys.press("Control+Enter")
    expect(first.locator(".saved")).to_be_visible()
    ben.goto(f"{home}change/")
    ben.get_by_role("link", name="Mobile conversion").click()
    expect(ben.get_by_text("Half of the users have it.")).to_be_visible()
    expect(ben.get_by_text("One page is out for everybody.")).to_have_count(0)


def test_a_row_that_is_left_with_tab_is_saved_too(ben, home):
    ben.goto(f"{home}checkin/")
    ben.keyboard.type("3.6")
    for _ in range(4):
        ben.keyboard.press("Tab")
    ben.keyboard.press("Tab")
    expect(ben.locator(".checkin-row").first.locator(".saved")).to_be_visible()


@pytest.fixture
def phone(home, server, ben_signed_in, open_page):
    page = open_page(base_url=server.url, storage_state=ben_signed_in, viewport=SIZES["phone"], has_touch=True)
    page.goto(f"{home}checkin/")
    return page


def test_a_tapped_dot_saves_its_row(phone):
    row = phone.locator(".checkin-row").first
    row.locator(".checkin-value input").tap()
    phone.keyboard.type("3.6")
    row.locator(".dots label").nth(9).tap()
    expect(row.locator(".saved")).to_contain_text("Saved: 3.6 %, 9 of 10.")
    row.locator(".dots label").nth(4).tap()
    expect(row.locator(".saved")).to_contain_text("Saved: 4 of 10.")


def test_what_was_asked_about_is_kept_by_a_second_tap(phone):
    row = phone.locator(".checkin-row").first
    row.locator(".checkin-value input").tap()
    phone.keyboard.type("120")
    row.locator(".dots label").nth(9).tap()
    expect(row).to_contain_text("120 % is more than 100 %. If it is meant, save it once more")
    row.locator(".dots label").nth(9).tap()
    expect(row.locator(".saved")).to_contain_text("Saved: 120 %, 9 of 10.")


def test_what_is_typed_is_kept_when_the_page_is_left(phone, home):
    row = phone.locator(".checkin-row").first
    row.locator(".checkin-value input").tap()
    phone.keyboard.type("3.6")
    phone.goto(f"{home}change/")
    for _ in range(10):
        phone.goto(f"{home}checkin/?all=1")
        if "was 3.6 %" in phone.locator(".checkin-row").first.inner_text():
            return
    pytest.fail("What was typed is lost.")


def test_a_second_tap_while_the_first_is_saved_counts(phone):
    held = []
    phone.route("**/checkin/*/", lambda route: route.continue_() if held else held.append(route))
    row = phone.locator(".checkin-row").nth(1)
    row.locator(".dots label").nth(2).tap()
    row.locator(".dots label").nth(8).tap()
    held[0].continue_()
    expect(row.locator(".saved")).to_contain_text("Saved: 8 of 10.")


def test_without_a_server_the_row_says_so_and_keeps_what_was_typed(ben, home):
    ben.goto(f"{home}checkin/")
    ben.route("**/checkin/*/", lambda route: route.abort())
    keys = Keys(ben)
    keys.value("4.4")
    keys.press("Enter", "3", "Enter")
    first = ben.locator(".checkin-row").first
    expect(first).to_contain_text("Not saved: the server did not answer")
    expect(first.locator(".checkin-value input")).to_have_value("4.4")
    ben.unroute("**/checkin/*/")
    first.locator(".dots input:checked").focus()
    keys.press("Enter")
    expect(first.locator(".saved")).to_be_visible()


def test_the_plain_form_works_without_a_script(server, home, open_page):
    page = open_page(base_url=server.url, java_script_enabled=False)
    sign_in(page, "ben@example.org")
    page.goto(f"{home}checkin/")
    page.get_by_label("Mobile engagement: value").fill("5.6")
    page.locator(".checkin-row").nth(2).get_by_label("8", exact=True).check()
    page.get_by_role("button", name="Save the check-in").click()
    expect(page.locator(".notice")).to_contain_text("Saved: Checked in on Mobile engagement.")
    expect(page.locator(".checkin-row")).to_have_count(2)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".checkin-row").nth(2)).to_contain_text("was 5.1 min a session")


def test_what_did_not_move_takes_one_key_together(ben, steady_home, capsys):
    ben.goto(f"{steady_home}checkin/")
    line = ben.locator(".checkin-together")
    expect(line).to_contain_text("Two collected values did not move.")
    begun, keys = time.monotonic(), Keys(ben)
    keys.value("4.4")
    keys.press("Enter", "9", "Enter")
    keys.value("5,6")
    keys.press("Enter", "Enter")
    expect(line.get_by_role("button", name="Confirm all")).to_be_focused()
    typed, before = keys.pressed, keys.pressed
    keys.press("Enter")
    expect(line).to_contain_text("Two collected values confirmed.")
    expect(ben.locator("[data-done]")).to_have_text("All of it is saved.")
    seconds = time.monotonic() - begun
    with capsys.disabled():
        sys.stdout.write(
            f"\n4 key results, two of them unmoved: {typed} + {keys.pressed - before} keys, {seconds:.1f} s\n"
        )
    assert (typed, keys.pressed) == (5, 6)
    line.get_by_role("button", name="Undo").click()
    expect(line).to_contain_text("Two collected values did not move.")


def test_two_browsers_at_once_both_are_kept(ben, home, server, open_page, ben_signed_in):
    other = open_page(base_url=server.url, storage_state=ben_signed_in)
    for each in (ben, other):
        each.goto(f"{home}checkin/")
        expect(each.locator(".checkin-value input").first).to_be_focused()
    theirs, mine = Keys(other), Keys(ben)
    theirs.value("4.3")
    theirs.press("Enter", "7", "Enter")
    expect(other.locator(".checkin-row").first.locator(".saved")).to_be_visible()
    mine.value("3.4")
    mine.press("Enter", "2", "Enter", "8", "Enter", "Enter", "6", "Enter")
    row = ben.locator(".checkin-row").first
    expect(row).to_contain_text("Ben said 7 of 10 and 4.3 %, less than a minute ago. Say it again to keep yours too")
    expect(row.locator(".checkin-value input")).to_be_focused()
    expect(row.locator(".checkin-value input")).to_have_value("3.4")
    mine.press("Enter", "Enter")
    expect(row.locator(".saved")).to_be_visible()
    ben.goto(f"{home}change/")
    ben.get_by_role("link", name="Mobile conversion").click()
    for value in ("3.4 %", "4.3 %"):
        expect(ben.locator("main")).to_contain_text(value)


def test_up_and_down_go_to_another_row_and_s_asks_what_stops(ben, home, assert_no_violations):
    ben.goto(f"{home}checkin/")
    keys, inputs = Keys(ben), ben.locator(".checkin-row")
    expect(inputs.first.locator(".checkin-value input")).to_be_focused()
    keys.press("ArrowDown", "ArrowRight")
    expect(inputs.nth(1).locator(".dots input:focus")).to_have_count(1)
    keys.press("ArrowDown")
    expect(inputs.nth(2).locator(".checkin-value input")).to_be_focused()
    keys.press("ArrowUp", "ArrowUp", "Enter", "4", "s")
    keys.value("The weekly newsletter.")
    keys.press("Enter")
    expect(inputs.first.locator(".saved")).to_be_visible()
    assert_no_violations(ben)
    ben.goto(f"{home}change/")
    ben.get_by_role("link", name="Radically transform").first.click()
    expect(ben.get_by_text("The weekly newsletter.")).to_be_visible()


def test_the_seconds_of_a_row_are_sent_with_it(ben, home):
    ben.goto(f"{home}checkin/")
    sent = []
    ben.on("request", lambda request: sent.append(request.post_data or "") if request.method == "POST" else None)
    keys = Keys(ben)
    keys.value("4.4")
    keys.press("Enter", "9", "Enter")
    expect(ben.locator(".checkin-row").first.locator(".saved")).to_be_visible()
    [seconds] = re.findall(r'name="kr\d+-seconds"\s+(\d+)', sent[0])
    assert 1 <= int(seconds) <= 10
