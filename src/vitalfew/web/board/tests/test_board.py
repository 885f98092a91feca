"""The board: KPIs as small pictures, what needs a decision first, narrowed by its address, at a fixed price."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import cycle, islice

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from vitalfew.accounts.models import Role, Team, Token
from vitalfew.kpis.models import Definition, Family, Kpi, Reading
from vitalfew.method.periods import Frequency
from vitalfew.web.board.definition import reach_words
from vitalfew.web.kpis.tests.records import someone

BOARD = "/w/product/board/"
WAVE = list(islice(cycle([2.1, 2.4, 2.2, 2.6, 2.3, 2.5, 2.2, 2.4, 2.1, 2.3]), 34))
Make = Callable[..., Kpi]


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The months of `WAVE` have just come in, so that nothing is late."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 11, 5, tzinfo=UTC))


def main_of(client: Client, address: str = BOARD, **asked: object) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


def names(page: str) -> list[str]:
    return re.findall(r'<h3><a href="[^"]+">([^<]+)</a></h3>', page)


def in_family(kpi: Kpi, family: Family) -> Kpi:
    Definition.objects.filter(pk=kpi.definition_id).update(family=family)
    return kpi


def statements(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_a_period_in_progress_is_not_the_headline(client: Client, make_kpi: Make) -> None:
    kpi = make_kpi("Churn", [*WAVE, 0.2])
    assert kpi.reading.judged_value == WAVE[-1]
    page = main_of(client)
    assert re.findall(r'card-value">(.+?)</p>', page) == [
        "2.6 % <span>October 2026; 0.2 % so far for November 2026</span>"
    ]


def test_what_needs_a_decision_comes_first_and_what_is_steady_last(client: Client, make_kpi: Make) -> None:
    make_kpi("Churn", WAVE)
    make_kpi("Delays", WAVE, target=1)
    make_kpi("Silent", None)
    in_family(make_kpi("Worst", [*WAVE[:-1], 9.0], red_upper=4, target=2), Family.VALUE)
    page = main_of(client)
    assert names(page) == ["Worst", "Silent", "Delays", "Churn"]
    heads = ["Needs a decision", "Without data, or late", "Short of its target", "Steady"]
    assert re.findall(r'section-head"><h2>([^<]+)', page) == heads
    card = page.partition("Worst")[2].partition("</li>")[0]
    for said in ("9.0 %", "October 2026", "Red line crossed", "since October 2026", "red line above 4 %", "target 2 %"):
        assert said in card
    assert [card.count(f'class="{kind}"') for kind in ("band", "limit", "centre", "red", "dots", "worse")] == [
        1,
        2,
        1,
        1,
        1,
        1,
    ]


def test_an_address_narrows_it_and_the_form_shows_how(client: Client, make_kpi: Make, team: Team) -> None:
    ben, other = someone("Ben", Role.MEMBER), Team.objects.create(name="Support")
    in_family(make_kpi("Churn", WAVE), Family.VALUE)
    quality = in_family(make_kpi("First answer", WAVE, team=other, by=ben), Family.QUALITY)
    make_kpi("Silent", None, team=other)
    late = make_kpi("Late", WAVE[:9])
    assert names(main_of(client, team=other.pk)) == ["Silent", "First answer"]
    assert names(main_of(client, owner=ben.pk, family="quality")) == ["First answer"]
    assert sorted(names(main_of(client, family="none"))) == ["Late", "Silent"]
    assert names(main_of(client, status="late", team=team.pk)) == ["Late"]
    assert sorted(names(main_of(client, status="steady"))) == ["Churn", "First answer"]
    Reading.objects.filter(kpi=quality).update(failing_since=datetime(2026, 11, 4, tzinfo=UTC))
    page = main_of(client, status="source_failing")
    assert names(page) == ["First answer"]
    assert "Source failing for" in page
    assert '<option value="source_failing" selected>' in page
    assert "No KPI is like that now." in main_of(client, status="red_line")
    assert "Late" in names(main_of(client)), late


@pytest.mark.parametrize("asked", [{"team": "999"}, {"owner": "x"}, {"family": "cats"}, {"status": "green"}])
def test_what_is_not_here_is_not_taken_for_everything(client: Client, make_kpi: Make, asked: dict[str, str]) -> None:
    make_kpi("Churn", WAVE)
    assert client.get(BOARD, asked).status_code == 404


def test_what_is_answered_and_still_red_stands_on_the_first_page_before_what_is_well(
    client: Client, make_kpi: Make, team: Team
) -> None:
    for number in range(26):
        make_kpi(f"Calm {number}", WAVE)
    red = make_kpi("Red", [*WAVE[:-1], 9.0], team=Team.objects.create(name="Zebra"), red_upper=4)
    red.breaches.update(answer="We roll back", answered_by=red.owner, answered_at=datetime(2026, 11, 4, tzinfo=UTC))
    page = main_of(client)
    assert names(page)[0] == "Red"
    assert re.findall(r'section-head"><h2>([^<]+)', page) == ["Answered, and it lasts", "Steady"]


def test_it_costs_what_it_shows(client: Client, make_kpi: Make) -> None:
    make_kpi("Churn", WAVE, red_upper=4)
    few = statements(client, BOARD)
    teams = [Team.objects.create(name=f"Team {number}") for number in range(3)]
    for number in range(27):
        make_kpi(f"Number {number}", WAVE, team=teams[number % 3], red_upper=4, target=2)
    assert statements(client, BOARD) <= min(few, 9)
    answer = client.get(BOARD)
    page = answer.content.decode()
    assert page.count("<svg xmlns") == 24
    assert len(answer.content) < 100_000
    assert re.search(r"page=2[^>]*>Next<", page)
    assert len(names(main_of(client, page=2))) == 4


@pytest.mark.parametrize(
    ("low", "high", "words"), [(8.26, 35.0, "8–35 orders"), (-0.24, 1.11, "−0.3 to 1.2 orders"), (3.0, 3.0, "3 orders")]
)
def test_a_scale_is_told_in_round_numbers_and_its_unit_once(low: float, high: float, words: str) -> None:
    assert reach_words(low, high, "orders") == words


def test_one_definition_is_seen_across_its_teams_on_one_scale(client: Client, make_kpi: Make) -> None:
    first = make_kpi("Lead time", WAVE)
    for number, factor in enumerate((1, 3, 10)):
        values = [value * factor for value in WAVE[:12]]
        make_kpi("Lead time", values, team=Team.objects.create(name=f"Team {number}"), frequency=Frequency.QUARTER)
    make_kpi("Lead time", None, team=Team.objects.create(name="Waiting"))
    address = f"{BOARD}definitions/{first.definition_id}/"
    assert f'<a href="{address}">with 4 other teams</a>' in main_of(client)
    page = main_of(client, address)
    assert "Kept by 5 teams" in page
    assert re.findall(r"<h2><a [^>]+><bdi>([^<]+)", page) == ["Product", "Team 0", "Team 1", "Team 2", "Waiting"]
    scales = [re.findall(r'class="tick"[^>]*>([^<]+)', picture) for picture in page.split("<svg xmlns")[1:]]
    assert len(scales) == 4
    assert scales[0] == scales[1] == scales[2] == scales[3] != []
    assert "January 2024 to October 2026" in page
    cost = statements(client, address)
    for number in range(5):
        make_kpi("Lead time", WAVE, team=Team.objects.create(name=f"More {number}"))
    assert statements(client, address) == cost <= 6
    assert f'href="{address}"' in main_of(client, "/w/product/kpis/definitions/")


def test_of_a_target_that_moves_each_page_shows_what_the_last_value_is_held_to(client: Client, make_kpi: Make) -> None:
    kpi = make_kpi("Budget", [3.5, 5.5, 8.5], course=[["2024-01-01", 0.0], ["2024-12-31", 36.5]], target=36.5)
    for address in (BOARD, f"{BOARD}wall/", "/w/product/kpis/", "/w/product/"):
        page = main_of(client, address)
        assert "target 9 %" in page, f"{address}: March 2024 ended 90 days of 365 on the way"
        assert "36.5" not in page, address
    (line,) = re.findall(r'class="target" d="([^"]+)H', main_of(client))
    assert re.match(r"M[\d.]+ [\d.]+l[\d.]+-[\d.]+", line), "it rises from the first period to the next"
    token = Token.issue(person=kpi.owner, name="reader")[1]
    given = {"headers": {"authorization": f"Bearer {token}"}}
    assert client.get(f"/api/v1/kpis/{kpi.pk}", **given).json()["target"] == 9.0
    (told,) = re.findall(r'line="target"\} ([\d.]+)', client.get("/metrics", **given).content.decode())
    assert float(told) == 9.0
