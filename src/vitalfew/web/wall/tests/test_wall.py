"""The wall shows what the board shows, one KPI at a time; a screen's link shows it to whoever has it, until it ends."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from vitalfew.accounts.history import undo
from vitalfew.accounts.models import Change, Person, Role, Screen, Team, Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.accounts.screens import link_of
from vitalfew.alerts.models import Breach
from vitalfew.kpis.models import Kpi
from vitalfew.web.kpis.tests.records import someone
from vitalfew.web.wall.showing import seconds

WALL, SCREENS = "/w/product/board/wall/", "/w/product/board/screens/"
WAVE = [2.1, 2.4, 2.2, 2.6, 2.3, 2.5, 2.2, 2.4, 2.1, 2.3]
Make = Callable[..., Kpi]


def slides(answer: Any) -> list[str]:
    assert answer.status_code == 200
    return re.findall(r'<h2 id="name-\d+">([^<]+?) <span>', answer.content.decode())


def a_screen(by: Person, team: Team | None = None) -> tuple[Screen, str]:
    screen = Screen.objects.create(name="Kitchen", team=team, made_by=by)
    return screen, link_of(screen)


def test_the_wall_shows_what_the_board_shows_without_anything_around_it(client: Client, make_kpi: Make) -> None:
    make_kpi("Churn", WAVE)
    worst, now = make_kpi("Worst", [*WAVE, 9.0], red_upper=4), timezone.now()
    Breach.objects.create(kpi=worst, kind="red_line", severity="now", opened_at=now, deadline=now)
    answer = client.get(WALL, {"every": "30", "theme": "dark"})
    page = answer.content.decode()
    assert slides(answer) == ["Worst", "Churn"]
    assert 'data-every="30"' in page
    assert 'data-theme="dark"' in page
    assert "site-header" not in page
    assert "9.0 %" in page
    assert "No data for" in page
    assert ">; before that: red line crossed" in page
    assert slides(client.get(WALL, {"status": "steady"})) == []


def test_a_crossed_red_line_and_since_when_are_one_story(
    client: Client, make_kpi: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 11, 5, tzinfo=UTC))
    weather = [2.1, 3.4, 2.2, 3.6, 2.3, 3.5, 2.2, 3.4, 2.1, 3.3] * 3
    make_kpi("Churn", [*weather, 2.4, 3.2, 3.1, 3.2], red_upper=3)
    page = client.get(WALL).content.decode()
    assert "Red line crossed for 3 months, since August 2026; no real change" in page
    assert "no real change since" not in page.replace("</span>", "").replace('<span class="muted">', "")


@pytest.mark.parametrize(("text", "every"), [("30", 30), ("1", 5), ("99999", 15), ("3601", 3600), ("", 15), ("-5", 15)])
def test_how_long_each_stays_has_bounds(text: str, every: int) -> None:
    assert seconds(text) == every


def test_a_link_shows_it_without_signing_in_and_changes_nothing(make_kpi: Make, ana: Person, team: Team) -> None:
    make_kpi("Churn", WAVE)
    make_kpi("Elsewhere", WAVE, team=Team.objects.create(name="Support"))
    for scope, shown in ((None, ["Churn", "Elsewhere"]), (team, ["Churn"])):
        _, link = a_screen(ana, scope)
        kept = list(Screen.objects.values_list())
        for _ in range(2):
            answer = Client().get(
                link, {"team": Team.objects.get(name="Product").pk} if scope is None else {"team": "9"}
            )
            assert answer.status_code == 200
        assert slides(Client().get(link)) == shown
        assert list(Screen.objects.values_list()) == kept
        assert Client().post(link).status_code == 405
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert "no-store" in answer.headers["Cache-Control"]
        assert not Client().get(link).cookies
        assert "/w/product/" not in Client().get(link).content.decode(), "leads nowhere"


def test_it_costs_the_same_whatever_there_is(make_kpi: Make, ana: Person) -> None:
    _, link = a_screen(ana)
    make_kpi("Churn", WAVE)
    costs = []
    for more in (0, 28):
        for number in range(more):
            make_kpi(f"Number {number}", WAVE[:3])
        with CaptureQueriesContext(connection) as queries:
            page = Client().get(link)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 4
    assert len(slides(page)) == 24
    assert "1 to 24 of 29" in page.content.decode()
    assert 'data-next="?page=2"' in page.content.decode()


def test_the_pages_of_a_wall_follow_each_other_and_hold_every_kpi_once(client: Client, make_kpi: Make) -> None:
    made = {make_kpi(f"Number {number:02}", WAVE[:3]).name for number in range(50)}
    found, where = [], "?every=7"
    for _ in range(3):
        page = client.get(WALL + where)
        found += slides(page)
        assert 'data-every="7"' in page.content.decode()
        where = re.findall(r'data-next="([^"]+)"', page.content.decode())[0].replace("&amp;", "&")
    assert (len(found), set(found)) == (50, made)
    assert "page=1" in where
    assert slides(client.get(WALL, {"page": "99"})) == found[48:]


def test_a_member_makes_links_and_any_member_ends_them(client: Client, client_of: Callable[[Any], Client]) -> None:
    client.post(SCREENS, {"name": "Kitchen", "team": ""})
    page = client.get(SCREENS).content.decode()
    link = re.findall(r"http://testserver(/screen/[^<]+)</code>", page)[0]
    assert Client().get(link).status_code == 200
    cem = client_of(someone("Cem", Role.MEMBER))
    screen = Screen.objects.get()
    cem.post(f"{SCREENS}{screen.pk}/end/")
    gone = Client().get(link)
    assert gone.status_code == 404
    assert "This link shows nothing any more" in gone.content.decode()
    assert link not in client.get(SCREENS).content.decode()
    undo(Change.objects.get(summary__contains="ended"), by=None)
    assert Client().get(link).status_code == 200
    viewer = client_of(someone("Dana", Role.VIEWER))
    assert viewer.get(SCREENS).status_code == 403
    assert viewer.post(f"{SCREENS}{screen.pk}/end/").status_code == 403
    assert viewer.get(WALL).status_code == 200


def test_a_link_ends_with_its_maker_and_none_is_guessed(ana: Person) -> None:
    screen, link = a_screen(ana)
    assert Client().get(link).status_code == 200
    for field, value in (("left_at", timezone.now()), ("role", Role.VIEWER)):
        Person.objects.filter(pk=ana.pk).update(**{field: value})
        assert Client().get(link).status_code == 404
        Person.objects.filter(pk=ana.pk).update(left_at=None, role=Role.LEAD)
    for wrong in (
        f"/screen/{screen.pk}/",
        f"{link[:-2]}x/",
        link.replace(f"/{screen.pk}.", f"/{screen.pk + 1}."),
        "/screen/x/",
    ):
        assert Client().get(wrong).status_code == 404


def test_a_link_opens_nothing_of_another_workspace_and_its_token_is_in_no_log(
    client: Client, client_of: Callable[[Any], Client], make_kpi: Make, ana: Person, caplog: pytest.LogCaptureFixture
) -> None:
    make_kpi("Churn", WAVE)
    _, link = a_screen(ana)
    with entered(Workspace.objects.create(name="Other", slug="other")):
        theirs = Team.objects.create(name="Theirs")
        eve = someone("Eve", Role.ADMIN)
        screen, their_link = a_screen(eve, theirs)
    assert client.post(SCREENS, {"name": "Spy", "team": theirs.pk}).status_code == 200
    assert client.post(f"{SCREENS}{screen.pk}/end/").status_code == 404
    assert not Screen.objects.filter(name="Spy").exists()
    assert their_link not in client.get(SCREENS).content.decode()
    for browser in (Client(), client, client_of(eve)):
        assert [browser.get(link, each).status_code for each in ({"team": theirs.pk}, {"owner": eve.pk})] == [404, 404]
        assert (slides(browser.get(link)), slides(browser.get(their_link))) == (["Churn"], [])
    assert Client().put(link).status_code == 405
    assert caplog.text.count("/screen/…/") == 7
    assert link not in caplog.text
